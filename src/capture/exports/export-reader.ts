import { MAX_COMMENT_BYTES, MAX_EXPORTED_PACKET_BYTES } from '../../limits.js';
import type { ByteSource } from '../byte-source.js';
import { CaptureFormatError } from '../errors.js';
import type { LinkType } from '../link-type.js';
import { linkTypeName } from '../link-type-name.js';
import type { PacketExtent } from '../packet-bytes.js';
import { ReadStatus } from '../packet-record.js';
import { RecordReader } from '../record-reader.js';
import { likelyLinkType, linkTypeOfEncapsulation, linkTypeOfProtocols } from './encapsulation.js';
import { Field } from './field.js';
import { utf8Of } from './field-value.js';
import { HexBytes } from './hex-bytes.js';
import { PrintedFields } from './printed-fields.js';
import { PrintedClock } from './printed-time.js';

/** Names of protocols that are listed in a warning. */
const LISTED_PROTOCOLS = 4;
const MAX_PROTOCOLS = 256;

/**
 * What the readers of Wireshark's exports share: the fields of the packet that is being read, how they become a record, and what
 * must be said at the end of what the export did not tell.
 */
export abstract class ExportReader extends RecordReader {
  protected readonly fields = new PrintedFields();
  /** The packet's bytes where the export shows them; empty where not. */
  protected readonly hex = new HexBytes();
  private readonly clock: PrintedClock;
  /** TCP packets whose row shows another protocol's words, by protocol. */
  private readonly untold = new Map<string, number>();
  private withoutTime = 0;
  private hasEnded = false;

  constructor(source: ByteSource, format: string, capture: number) {
    super(source, format, capture);
    this.clock = new PrintedClock(this.description);
  }

  /** Makes ready for the next packet. */
  protected begin(): void {
    this.fields.clear();
    this.hex.next();
  }

  /** The packet is complete: fills the record. `fileOffset` is where it began in the export. */
  protected emit(fileOffset: number): ReadStatus {
    const { fields, record, description } = this;
    fields.finish();
    this.stamp();
    const rank = ++description.packets;
    record.packetInCapture =
      fields.number > record.packetInCapture ? fields.number : Math.max(rank, record.packetInCapture + 1);
    record.fileOffset = fileOffset;
    record.comment = fields.comment === '' ? '' : utf8Of(fields.comment).slice(0, MAX_COMMENT_BYTES);
    if (this.hex.length > 0 && this.isWhole()) this.emitBytes();
    else this.emitPrinted();
    return ReadStatus.Packet;
  }

  /** The export ends, well or badly: says once what it left out. */
  protected ended(): ReadStatus {
    if (this.hasEnded) return ReadStatus.End;
    this.hasEnded = true;
    const { warnings, packets } = this.description;
    if (this.untold.size > 0) warnings.push(this.untoldSentence());
    if (this.withoutTime > 0) {
      const which =
        this.withoutTime === packets ? 'no packet' : `${packets - this.withoutTime} of ${packets} packets`;
      warnings.push(`${which} of the export tells a time: durations and timers stay unknown there.`);
    }
    return ReadStatus.End;
  }

  /** A wrong place that ends the reading; what stands before it is reported. */
  protected broken(at: number, expected: string, found: string): ReadStatus {
    this.damaged(at, `expected ${expected}, found ${found}`);
    return this.ended();
  }

  /** As `starve`, with the end of the export said. */
  protected await(wantedBytes: number, what: string): ReadStatus {
    if (wantedBytes > MAX_EXPORTED_PACKET_BYTES) {
      this.damaged(this.source.start, `the ${what} is longer than ${MAX_EXPORTED_PACKET_BYTES} bytes`);
      return this.ended();
    }
    return this.starve(wantedBytes, what) === ReadStatus.NeedMore ? ReadStatus.NeedMore : this.ended();
  }

  /** What can be asked for next, when so many bytes were not enough: more each time, so that few are looked at often. */
  protected more(): number {
    const unread = this.source.end - this.source.start;
    return unread + (unread >> 2) + 1;
  }

  protected refuse(expected: string, found: string): CaptureFormatError {
    return new CaptureFormatError({
      path: this.source.path,
      byteOffset: this.source.windowOffset + this.source.start,
      expected,
      found,
    });
  }

  /** What was printed cannot be read again as bytes. */
  protected override extentOf(): PacketExtent | null {
    return null;
  }

  private stamp(): void {
    const { fields, record, clock } = this;
    if (fields.timeField === -1) record.seconds = Number.NaN;
    else if (fields.timeField === Field.TimeDelta) clock.stampDelta(record, fields.time);
    else clock.stamp(record, fields.time);
    if (!Number.isNaN(record.seconds)) return;
    record.nanoseconds = 0;
    this.withoutTime++;
  }

  /** Bytes stand for the packet only if they are as many as the export itself says were captured. */
  private isWhole(): boolean {
    const { capturedLength } = this.fields;
    return capturedLength < 0 || capturedLength === this.hex.length;
  }

  private emitBytes(): void {
    const { hex, record, fields } = this;
    record.view = hex.view;
    record.bytes = hex.bytes;
    record.offset = hex.start;
    record.capturedLength = hex.length;
    record.originalLength = Math.max(fields.length, hex.length);
    record.linkType = this.linkType();
    record.printed = null;
  }

  private linkType(): LinkType {
    const { fields, hex, description } = this;
    const linkType =
      linkTypeOfEncapsulation(fields.encapsulation) ??
      linkTypeOfProtocols(fields.protocols) ??
      likelyLinkType(hex.bytes.subarray(hex.start, hex.start + hex.length));
    if (linkType !== this.lastLinkType) {
      this.lastLinkType = linkType;
      const name = linkTypeName(linkType);
      if (!description.linkTypes.includes(name)) description.linkTypes.push(name);
    }
    return linkType;
  }

  private lastLinkType: LinkType = -1;

  private emitPrinted(): void {
    const { record, fields } = this;
    record.offset = 0;
    record.capturedLength = 0;
    record.originalLength = Math.max(0, fields.length);
    record.printed = fields.packet;
    if (fields.packet.isCut) this.count(fields.protocol);
  }

  private count(protocol: string): void {
    const { untold } = this;
    const name = untold.has(protocol) || untold.size < MAX_PROTOCOLS ? protocol : 'others';
    untold.set(name, (untold.get(name) ?? 0) + 1);
  }

  private untoldSentence(): string {
    const counts = [...this.untold].sort((a, b) => b[1] - a[1]);
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const listed = counts.slice(0, LISTED_PROTOCOLS).map(([name, count]) => `${name || 'TCP'} ${count}`);
    const rest = counts.length > LISTED_PROTOCOLS ? ', …' : '';
    return (
      `${total} TCP packets show no ports or flags, since another protocol wrote their Info column (${listed.join(', ')}${rest}): ` +
      'they are missing here. JSON or PDML exports tell all; so do columns tcp.srcport, tcp.dstport, tcp.flags, tcp.seq, tcp.ack, tcp.len.'
    );
  }
}
