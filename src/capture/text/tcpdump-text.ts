// Hot path: allocates nothing per packet.
import { MAX_TEXT_LINE_BYTES } from '../../limits.js';
import type { ByteSource } from '../byte-source.js';
import { NOT_A_LINK_TYPE } from '../link-type.js';
import { linkTypeName } from '../link-type-name.js';
import { ReadStatus } from '../packet-record.js';
import { clearPrintedPacket, emptyPrintedPacket, type PrintedPacket } from '../printed-packet.js';
import { RecordReader } from '../record-reader.js';
import { CommonLines } from './common-lines.js';
import { readEndpoints } from './endpoint-words.js';
import { LinesStatus, PrintedLines } from './printed-lines.js';
import { SeenText } from './seen-text.js';
import { emptyStamp, readStamp, type Stamp, StampKind } from './stamp.js';
import { readTcpWords } from './tcp-words.js';
import { TextClock } from './text-clock.js';
import { Char, TextCursor } from './text-cursor.js';
import { readHead } from './text-head.js';

/** Packet numbers are kept in 32 bits. */
const MAX_PACKET_NUMBER = 0x7fffffff;

/**
 * Reads what tcpdump prints, with whatever options: each packet is a line and all that follows up to the next packet's
 * line (its second line with -v, payload, hex dump). Most lines are of one form, `14:12:45.104701 IP A > B: Flags […`:
 * `CommonLines` reads runs of them, what it leaves is read here straight from the bytes, and all others by `PrintedLines`, ten
 * times slower.
 */
export class TcpdumpTextReader extends RecordReader {
  readonly #cursor = new TextCursor();
  readonly #seen = new SeenText();
  readonly #stamp = emptyStamp();
  readonly #packet = emptyPrintedPacket();
  readonly #common = new CommonLines();
  /** How many of those it read ahead were given. */
  #given = 0;
  readonly #lines = new PrintedLines(this.#cursor, this.#packet, this.#seen);
  readonly #clock: TextClock;
  /** The next line to read in the cursor's bytes, how far lines are whole there, and whether nothing follows those. */
  #at = 0;
  #wholeEnd = 0;
  #isLast = false;
  /** Where the cursor's bytes begin in the text. */
  #offset = 0;
  #isWithinLongLine = false;
  /** Number of the next line, from 1, and of the packet before it. */
  #line = 1;
  #lastNumber = 0;
  #unreadable = 0;
  #firstUnreadable = 0;

  constructor(source: ByteSource, capture: number) {
    super(source, 'tcpdump text', capture);
    this.#clock = new TextClock(readHead(source.bytes, source.start, source.end).clockStart);
    this.#lookAtWindow();
  }

  next(): ReadStatus {
    const lines = this.#lines;
    if (this.#given < this.#common.count) return this.#giveCommon();
    while (this.#at < this.#wholeEnd) {
      const from = this.#at;
      if (this.#readAhead(from)) return this.#giveCommon();
      if (this.#readCommonLine(from)) return this.#givePrinted(this.#packet, from, this.#stamp, -1);
      const status = lines.read(from, this.#wholeEnd, this.#isLast);
      if (status === LinesStatus.NeedMore) break;
      this.#at = lines.end;
      if (lines.unreadableLine >= 0) this.#noteUnreadable(this.#line + lines.unreadableLine);
      this.#line += lines.lines;
      if (status === LinesStatus.Packet) return this.#giveLines(from);
    }
    if (this.#isLast) return this.#end();
    this.source.start = this.#at;
    return this.starve(this.source.end - this.#at + 1, 'line');
  }

  override async fill(): Promise<void> {
    await super.fill();
    this.#lookAtWindow();
  }

  /** Lines of the most frequent form of all; false where none is next. */
  #readAhead(from: number): boolean {
    const count = this.#common.readFrom(from);
    this.#given = 0;
    this.#at = this.#common.starts[count]!;
    this.#line += count;
    return count > 0;
  }

  #giveCommon(): ReadStatus {
    const common = this.#common;
    const stamp = this.#stamp;
    const place = this.#given++;
    stamp.kind = StampKind.Clock;
    stamp.isNegative = false;
    stamp.seconds = common.seconds;
    stamp.nanoseconds = common.microseconds[place]! * 1000;
    return this.#givePrinted(common.packets[place]!, common.starts[place]!, stamp, -1);
  }

  /** One line by itself, of the form that nearly all have, and the start of the next packet behind it. */
  #readCommonLine(from: number): boolean {
    const cursor = this.#cursor;
    const packet = this.#packet;
    const bytes = cursor.bytes;
    cursor.at = from;
    if (!isDigit(bytes[from]!)) return false;
    if (!readStamp(cursor, this.#stamp) || !cursor.takeWord(' IP')) return false;
    clearPrintedPacket(packet);
    packet.ipVersion = cursor.takeChar(Char.Zero + 6) ? 6 : 4;
    if (!cursor.takeChar(Char.Space) || !readEndpoints(cursor, packet, this.#seen)) return false;
    if (!readTcpWords(cursor, packet)) return false;
    cursor.seek(Char.Newline);

    const next = cursor.at + 1;
    if (next < this.#wholeEnd) {
      // The next line begins as this one does: nothing of this packet follows.
      const mark = this.#stamp.kind === StampKind.Clock ? 2 : this.#stamp.kind === StampKind.Date ? 4 : 10;
      if (!isDigit(bytes[next]!) || bytes[next + mark] !== bytes[from + mark]) return false;
    } else if (!this.#isLast) return false;
    if (this.#stamp.kind === StampKind.Clock) this.#common.noteSecond(from, this.#stamp.seconds);
    this.#at = next;
    this.#line++;
    return true;
  }

  /** Makes a record of the lines that were read: of their bytes, where those were printed. */
  #giveLines(from: number): ReadStatus {
    const { record, description } = this;
    const { stamp, number, linkType, dump } = this.#lines;
    if (dump === null || linkType === NOT_A_LINK_TYPE)
      return this.#givePrinted(this.#packet, from, stamp, number);
    const name = linkTypeName(linkType);
    if (!description.linkTypes.includes(name)) description.linkTypes.push(name);
    record.view = dump.view;
    record.bytes = dump.bytes;
    record.capturedLength = dump.length;
    record.originalLength = Math.max(dump.wireLength(linkType), this.#packet.originalLength);
    record.linkType = linkType;
    record.printed = null;
    return this.#give(from, stamp, number);
  }

  #givePrinted(packet: PrintedPacket, from: number, stamp: Stamp, number: number): ReadStatus {
    const { record } = this;
    record.capturedLength = 0;
    record.originalLength = packet.originalLength < 0 ? wireLength(packet) : packet.originalLength;
    record.printed = packet;
    return this.#give(from, stamp, number);
  }

  #give(from: number, stamp: Stamp, number: number): ReadStatus {
    const { record, description } = this;
    if (description.clock === 'none') description.clock = this.#clock.nameOf(stamp.kind);
    this.#clock.put(record, stamp);
    // Printed numbers that do not rise are of another text, put behind the first.
    const isRising = number > this.#lastNumber && number <= MAX_PACKET_NUMBER;
    this.#lastNumber = isRising ? number : this.#lastNumber + 1;
    description.packets++;
    record.packetInCapture = this.#lastNumber;
    record.fileOffset = this.#offset + from;
    return ReadStatus.Packet;
  }

  /** Finds how far the window holds whole lines; of the last line of all, nobody has to end it with a newline. */
  #lookAtWindow(): void {
    const { source } = this;
    const { bytes, start, end } = source;
    this.#cursor.bytes = bytes;
    this.#offset = source.windowOffset;
    this.#isLast = source.ended;
    this.#at = start;
    this.#wholeEnd = start < end ? Math.max(start, bytes.lastIndexOf(Char.Newline, end - 1) + 1) : start;
    if (source.ended && this.#wholeEnd < end) this.#endLastLine();
    else if (this.#wholeEnd === start && end - start > MAX_TEXT_LINE_BYTES) {
      this.#isWithinLongLine = true;
      this.#at = this.#wholeEnd = end;
    }
    if (this.#isWithinLongLine && this.#at < this.#wholeEnd) {
      this.#at = this.#cursor.bytes.indexOf(Char.Newline, this.#at) + 1;
      this.#isWithinLongLine = false;
      this.#line++;
    }
    this.#common.setWindow(this.#cursor.bytes, this.#wholeEnd);
  }

  #endLastLine(): void {
    const { source } = this;
    const unread = source.bytes.subarray(source.start, source.end);
    const ended = new Uint8Array(unread.length + 1);
    ended.set(unread);
    ended[unread.length] = Char.Newline;
    this.#cursor.bytes = ended;
    this.#offset += source.start;
    this.#at = 0;
    this.#wholeEnd = ended.length;
  }

  #noteUnreadable(line: number): void {
    if (this.#unreadable++ === 0) this.#firstUnreadable = line;
  }

  #end(): ReadStatus {
    this.source.stop();
    if (this.#unreadable > 0) {
      const others = this.#unreadable - 1;
      const more = others === 0 ? '' : `, and so do ${others.toLocaleString('en')} more`;
      this.description.warnings.push(
        `Line ${this.#firstUnreadable} looks like a TCP packet but breaks off before its flags${more}: counted as cut short.`,
      );
      this.#unreadable = 0;
    }
    return ReadStatus.End;
  }
}

function isDigit(char: number): boolean {
  return char >= Char.Zero && char <= Char.Zero + 9;
}

/** Bytes of the packet as far as the words tell, from the IP header on; 0 where they tell nothing. */
function wireLength(packet: PrintedPacket): number {
  if (packet.payloadLength < 0) return 0;
  const ipHeader = packet.ipVersion === 6 ? 40 : 20;
  return ipHeader + (packet.headerLength < 0 ? 20 : packet.headerLength) + packet.payloadLength;
}
