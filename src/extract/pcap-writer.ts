import { linkTypeName } from '../capture/link-type-name.js';
import type { PacketRecord } from '../capture/packet-record.js';
import { UsageError } from '../errors.js';
import { extractText } from '../format/messages/en/extract.js';
import type { StagedOutput } from '../output/staged-output.js';
import type { CaptureWriter } from './capture-writer.js';

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
/** What tcpdump states where nothing limits packets. */
const USUAL_SNAPLEN = 262_144;

export interface PcapOptions {
  /** Some times have a finer part than microseconds. */
  isNanoseconds: boolean;
  /** The largest that the inputs state; null where they state none. */
  snaplen: number | null;
}

/** Writes classic pcap, which has one link type and a time for every packet. @see draft-ietf-opsawg-pcap */
export class PcapWriter implements CaptureWriter {
  readonly #stage: StagedOutput;
  readonly #options: PcapOptions;
  #linkType: number | null = null;

  constructor(stage: StagedOutput, options: PcapOptions) {
    this.#stage = stage;
    this.#options = options;
  }

  /** @throws UsageError for what only pcapng can hold. */
  packet(record: PacketRecord, bytes: Uint8Array): void {
    const { seconds, nanoseconds, linkType } = record;
    if (!(seconds >= 0 && seconds < 2 ** 32)) throw new UsageError(extractText.timeNeedsPcapng);
    if (this.#linkType === null) this.#begin(linkType);
    else if (linkType !== this.#linkType)
      throw new UsageError(extractText.linksNeedPcapng(linkTypeName(this.#linkType), linkTypeName(linkType)));
    const header = new DataView(new ArrayBuffer(RECORD_HEADER_LENGTH));
    header.setUint32(0, seconds, true);
    header.setUint32(4, this.#options.isNanoseconds ? nanoseconds : Math.floor(nanoseconds / 1000), true);
    header.setUint32(8, bytes.length, true);
    header.setUint32(12, record.originalLength, true);
    this.#stage.write(new Uint8Array(header.buffer));
    this.#stage.write(bytes);
  }

  #begin(linkType: number): void {
    this.#linkType = linkType;
    const { isNanoseconds, snaplen } = this.#options;
    const header = new DataView(new ArrayBuffer(HEADER_LENGTH));
    header.setUint32(0, isNanoseconds ? MAGIC_NANOSECONDS : MAGIC_MICROSECONDS, true);
    header.setUint16(4, 2, true);
    header.setUint16(6, 4, true);
    header.setUint32(16, snaplen ?? USUAL_SNAPLEN, true);
    header.setUint32(20, linkType, true);
    this.#stage.write(new Uint8Array(header.buffer));
  }
}
