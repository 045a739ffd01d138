import type { PacketRecord } from '../capture/packet-record.js';
import type { AddressMap } from './address-map.js';
import { repaired } from './checksum-repair.js';
import { HeaderWalk, type PacketHeaders, type Stretch } from './packet-headers.js';

export interface EditOptions {
  /** Addresses are mapped by it; null leaves them. */
  addresses: AddressMap | null;
  /** Cut behind the headers. */
  dropsPayload: boolean;
}

/** Takes out of packets what is nobody's business. */
export class PacketEditor {
  /** Packets that may hold addresses in places that are not understood. */
  leftOut = 0;
  readonly #options: EditOptions;
  readonly #walk = new HeaderWalk();

  constructor(options: EditOptions) {
    this.#options = options;
  }

  /** Whether packets stay as they are. */
  get isIdle(): boolean {
    return this.#options.addresses === null && !this.#options.dropsPayload;
  }

  /** The packet's captured bytes as they may be shown; null where they may not be. */
  edit(record: PacketRecord): Uint8Array | null {
    const { offset, capturedLength, bytes } = record;
    const captured = bytes.subarray(offset, offset + capturedLength);
    if (this.isIdle) return captured;
    const { addresses, dropsPayload } = this.#options;
    const headers = this.#walk.read(record);
    let edited = captured;
    if (addresses !== null) {
      if (!headers.isWhole) {
        this.leftOut++;
        return null;
      }
      edited = anonymized(captured, headers, addresses);
    }
    return dropsPayload ? edited.subarray(0, headers.end) : edited;
  }
}

function anonymized(before: Uint8Array, headers: PacketHeaders, addresses: AddressMap): Uint8Array {
  const after = Uint8Array.from(before);
  // An address of which only a part was captured is blotted out.
  const replace = ({ at, length }: Stretch, map: (address: Uint8Array) => Uint8Array) => {
    if (at + length > before.length) after.fill(0, at);
    else after.set(map(before.subarray(at, at + length)), at);
  };
  for (const stretch of headers.hardware) replace(stretch, (address) => addresses.hardware(address));
  for (const stretch of headers.ip) replace(stretch, (address) => addresses.ip(address));
  // From the inside out: what is outside covers the checksums within.
  for (const site of headers.checksums.toReversed()) repaired(site, before, after);
  return after;
}
