import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { MAX_MAPPED_ADDRESSES } from '../limits.js';
import { type KeptPrefix, PrefixMap } from './prefix-map.js';

const KEY_BYTES = 32;

/** What tells of an address which kind it is, and loopback itself. @see RFC 6890 */
const KEPT_IPV4: readonly KeptPrefix[] = [
  { bytes: [0, 0, 0, 0], bits: 32 },
  { bytes: [10], bits: 8 },
  { bytes: [100, 64], bits: 10 },
  { bytes: [127, 0, 0, 1], bits: 32 },
  { bytes: [169, 254], bits: 16 },
  { bytes: [172, 16], bits: 12 },
  { bytes: [192, 168], bits: 16 },
  { bytes: [224], bits: 4 },
  { bytes: [255, 255, 255, 255], bits: 32 },
];

const ZEROS: readonly number[] = new Array<number>(15).fill(0);
const KEPT_IPV6: readonly KeptPrefix[] = [
  { bytes: [...ZEROS, 0], bits: 128 },
  { bytes: [...ZEROS, 1], bits: 128 },
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], bits: 96 },
  { bytes: [0x20], bits: 3 },
  { bytes: [0xfc], bits: 7 },
  { bytes: [0xfe, 0x80, 0, 0, 0, 0, 0, 0], bits: 64 },
  { bytes: [0xff], bits: 8 },
];

const MULTICAST = 0x01;
const LOCALLY_GIVEN = 0x02;

/** Gives every address another one, always the same under one key. */
export class AddressMap {
  readonly #ipv4: PrefixMap;
  readonly #ipv6: PrefixMap;
  readonly #hardwareKey: Uint8Array;
  readonly #hardware = new Map<string, Uint8Array>();

  /** @param passphrase Runs with the same one map alike; null takes a key that nobody knows. */
  constructor(passphrase: string | null) {
    const key = passphrase === null ? randomBytes(KEY_BYTES) : stretched(passphrase);
    const keyFor = (purpose: string) => createHmac('sha256', key).update(purpose).digest();
    this.#ipv4 = new PrefixMap(4, keyFor('ipv4'), KEPT_IPV4);
    this.#ipv6 = new PrefixMap(16, keyFor('ipv6'), KEPT_IPV6);
    this.#hardwareKey = keyFor('hardware');
  }

  /** An IPv4 or IPv6 address, by its length. */
  ip(address: Uint8Array): Uint8Array {
    return (address.length === 4 ? this.#ipv4 : this.#ipv6).map(address);
  }

  /** A MAC address, or another hardware address of up to 32 bytes. Nothing of the maker stays; group addresses, broadcast and zeros do. */
  hardware(address: Uint8Array): Uint8Array {
    const isGroup = address.length === 6 && (address[0]! & MULTICAST) !== 0;
    if (isGroup || address.every((byte) => byte === 0)) return address;
    const name = String.fromCharCode(...address);
    const known = this.#hardware.get(name);
    if (known !== undefined) return known;
    const mapped = createHmac('sha256', this.#hardwareKey)
      .update(address)
      .digest()
      .subarray(0, address.length);
    if (mapped.length === 6) mapped[0] = (mapped[0]! & ~MULTICAST) | LOCALLY_GIVEN;
    if (this.#hardware.size >= MAX_MAPPED_ADDRESSES) this.#hardware.clear();
    this.#hardware.set(name, mapped);
    return mapped;
  }
}

/** A passphrase is easier to guess than a key: each guess shall cost something. */
function stretched(passphrase: string): Uint8Array {
  return scryptSync(passphrase, 'synopsis extract', KEY_BYTES);
}
