import { MAX_PRINTED_PACKET_BYTES } from '../../limits.js';
import { type LinkType, NOT_A_LINK_TYPE } from '../link-type.js';
import { clearPrintedPacket, type PrintedPacket } from '../printed-packet.js';
import { readAddresses, readEndpoints } from './endpoint-words.js';
import { HexDump } from './hex-dump.js';
import { readIcmpWords } from './icmp-words.js';
import { ipHeaderIn, readIpHeader, wireLengthIn } from './ip-words.js';
import { emptyShape, LineKind, readShape } from './line-shape.js';
import type { SeenText } from './seen-text.js';
import { emptyStamp, type Stamp, StampKind } from './stamp.js';
import { readFormerTcpWords, readTcpWords } from './tcp-words.js';
import { Char, type TextCursor } from './text-cursor.js';

/** What the lines that were read hold. */
export const LinesStatus = {
  Packet: 0,
  /** One line that belongs to no packet. */
  Foreign: 1,
  /** They are not all there yet: read them again when there is more. */
  NeedMore: 2,
} as const;
export type LinesStatus = (typeof LinesStatus)[keyof typeof LinesStatus];

/** Reads one packet from its line and those that follow, in any of the forms that tcpdump has. */
export class PrintedLines {
  /** Behind the last line that was read, and how many lines those were. */
  end = 0;
  lines = 0;
  readonly stamp: Stamp = emptyStamp();
  /** The printed number of the packet, or -1. */
  number = -1;
  /** One of the lines is TCP by its looks, but not to be read; it is that many lines behind the first, -1 for none. */
  unreadableLine = -1;
  /** The bytes of the packet, if they were printed. */
  dump: HexDump | null = null;

  readonly #cursor: TextCursor;
  readonly #packet: PrintedPacket;
  readonly #seen: SeenText;
  readonly #shape = emptyShape();
  /** The segment was found: what follows can only be its payload and its bytes. */
  #isFound = false;
  /** An ICMP error was found: a segment that follows is the one it quotes. */
  #isIcmp = false;
  #isIp = false;
  /** The last IP header in words, for the segment behind it. */
  #ipHeader = '';

  constructor(cursor: TextCursor, packet: PrintedPacket, seen: SeenText) {
    this.#cursor = cursor;
    this.#packet = packet;
    this.#seen = seen;
  }

  /** The printed bytes are those of an IP packet, or of a frame with one in it. */
  get linkType(): LinkType {
    return this.#isIp && this.dump !== null ? this.dump.linkType() : NOT_A_LINK_TYPE;
  }

  /** Reads from the line at `from` on; lines are whole before `wholeEnd`, and none follow if `isLast`. */
  read(from: number, wholeEnd: number, isLast: boolean): LinesStatus {
    const shape = this.#shape;
    this.#clear();
    const text = this.#takeLine(from);
    if (!shape.isStart && !isSegment(shape.kind)) return LinesStatus.Foreign;
    this.#begin(text);
    // A second line without stamp can only belong to a first that has one, or to an IP header.
    const takesSecond = shape.stamp.kind !== StampKind.None || shape.kind === LineKind.Header;
    this.#interpret(from, text);

    const most = from + MAX_PRINTED_PACKET_BYTES;
    while (this.end < wholeEnd && this.end < most) {
      const at = this.end;
      const line = this.#takeLine(at);
      const isSecond = !this.#isFound && takesSecond && isSegment(shape.kind);
      const isOwn = shape.isStart ? isSecond && shape.stamp.kind === StampKind.None : true;
      if (!isOwn || (isSegment(shape.kind) && this.#isFound)) {
        this.end = at;
        this.lines--;
        return LinesStatus.Packet;
      }
      if (isSegment(shape.kind)) this.#interpret(at, line);
      else if (!this.#isIcmp) this.#ipHeader = ipHeaderIn(line) || this.#ipHeader;
    }
    return isLast || this.end >= most ? LinesStatus.Packet : LinesStatus.NeedMore;
  }

  #clear(): void {
    clearPrintedPacket(this.#packet);
    this.dump?.clear();
    this.lines = 0;
    this.unreadableLine = -1;
    this.#isFound = false;
    this.#isIcmp = false;
    this.#ipHeader = '';
  }

  /** Passes the line and finds out its shape; lines of a hex dump are kept, and no more is said of them. */
  #takeLine(at: number): string {
    const cursor = this.#cursor;
    const { bytes } = cursor;
    cursor.at = at;
    cursor.seek(Char.Newline);
    const newline = cursor.at;
    cursor.at = at;
    const end = newline > at && bytes[newline - 1] === Char.Return ? newline - 1 : newline;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('latin1');
    this.end = newline + 1;
    this.lines++;
    if (this.lines > 1 && this.#takeDump(text)) {
      this.#shape.kind = LineKind.Foreign;
      this.#shape.isStart = false;
    } else readShape(cursor, text, this.#shape);
    return text;
  }

  #takeDump(text: string): boolean {
    if (!/^[\s>|]*(?:0x)?[\da-f]{4}/.test(text)) return false;
    this.dump ??= new HexDump();
    return this.dump.take(text);
  }

  #begin(text: string): void {
    const shape = this.#shape;
    Object.assign(this.stamp, shape.stamp);
    this.number = shape.number;
    this.#isIp = shape.isIp;
    this.#packet.ipVersion = shape.isIp ? (/\bIP6\b|\bIPv6\b/.test(text) ? 6 : 4) : 0;
    this.#packet.originalLength = wireLengthIn(text);
    if (shape.kind === LineKind.Header) this.#ipHeader = ipHeaderIn(text);
  }

  /** Reads what the line says of its packet into the PrintedPacket. */
  #interpret(at: number, text: string): void {
    const { kind, pairAt, wordsAt } = this.#shape;
    if (!isSegment(kind)) return;
    const packet = this.#packet;
    this.#cursor.at = at + pairAt;
    const header = ipHeaderIn(text.slice(0, pairAt)) || this.#ipHeader;
    if (!this.#isIcmp && header !== '') readIpHeader(header, packet);
    this.#isFound = kind !== LineKind.Icmp;
    if (this.#isRead(kind, text, wordsAt)) return;
    // Where an error names no more of what it quotes, the error itself is enough.
    if (this.#isIcmp) return;
    packet.isTcp = false;
    packet.isCut = true;
    this.unreadableLine = this.lines - 1;
  }

  #isRead(kind: LineKind, text: string, wordsAt: number): boolean {
    const cursor = this.#cursor;
    const packet = this.#packet;
    switch (kind) {
      case LineKind.Tcp:
        return readEndpoints(cursor, packet, this.#seen) && readTcpWords(cursor, packet);
      case LineKind.FormerTcp:
        if (!readEndpoints(cursor, packet, this.#seen)) return false;
        if (packet.ttl < 0) readIpHeader(ipHeaderIn(text.slice(wordsAt)), packet);
        return readFormerTcpWords(cursor, packet);
      case LineKind.Quiet:
        if (!readEndpoints(cursor, packet, this.#seen) || !cursor.takeWord('tcp ')) return false;
        if (!cursor.takeNumber()) return false;
        packet.payloadLength = cursor.value;
        packet.isTcp = true;
        return true;
      case LineKind.Icmp:
        this.#isIcmp =
          readAddresses(cursor, packet, this.#seen) && readIcmpWords(text.slice(wordsAt), packet);
        return true;
      case LineKind.Fragment:
        packet.isFragment = !this.#isIcmp;
        return true;
      default:
        // Cut by the snapshot length as the brackets say, or else by whoever copied the line.
        packet.isCut = !this.#isIcmp;
        if (this.#isIcmp) readEndpoints(cursor, packet, this.#seen);
        return text.charCodeAt(wordsAt) === Char.OpenBracket || text.startsWith('t', wordsAt);
    }
  }
}

/** The line shows a pair of endpoints, and TCP or ICMP between them. */
function isSegment(kind: LineKind): boolean {
  return kind >= LineKind.Tcp && kind <= LineKind.Icmp;
}
