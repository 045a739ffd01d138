import type { ByteSource } from '../byte-source.js';
import type { ReadStatus } from '../packet-record.js';
import { DetailLines } from './detail-lines.js';
import { ExportReader } from './export-reader.js';
import { hexDigit } from './hex-bytes.js';
import { columnsOfTitles, SummaryLines } from './summary-line.js';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const HEAD_BYTES = 16 * 1024;
const HEAD_LINES = 20;
/** "0010  00 3c 5e e4 …   .<^.": the offset, two spaces, up to 16 bytes. */
const HEX_LINE = /^[\da-f]{4,8} {2,3}[\da-f]{2}(?: |$)/i;
/** Before each dump of a packet that has several: "Frame (1514 bytes):", "Reassembled TCP (3021 bytes):". */
const DUMP_TITLE = /^\S.* \(\d+ bytes?\):$/;
const FRAME_LINE = /^Frame \d+(?::| \().* bytes? on wire/;

/** Whether one of the first lines is of Wireshark's plain text: titles, a packet, the details or the bytes of one. */
export function isText(source: ByteSource): boolean {
  const { bytes, start, end, ended } = source;
  const head = Buffer.from(bytes.subarray(start, Math.min(end, start + HEAD_BYTES))).toString('latin1');
  const whole = ended ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  const lines = whole.split(/\r?\n/, 200).filter((line) => line.trim() !== '');
  const summaries = new SummaryLines();
  return lines
    .slice(0, HEAD_LINES)
    .some(
      (line) =>
        FRAME_LINE.test(line) ||
        HEX_LINE.test(line) ||
        columnsOfTitles(line) !== null ||
        summaries.matches(line),
    );
}

/**
 * Reads what tshark prints by default and Wireshark exports as plain text: the packet list, packet details (`-V`), bytes (`-x`), or
 * any of them together. A packet ends where the next one begins.
 */
export class TextReader extends ExportReader {
  private readonly details = new DetailLines(this.fields);
  private summaries = new SummaryLines();
  private line = 0;
  /** Where no newline was found so far. */
  private searched = 0;
  private packetOffset = 0;
  /** The fields still hold the packet that was given: they are cleared when the next one is asked for. */
  private isGiven = false;
  private hasSummary = false;
  private hasDetails = false;
  private dumps = 0;
  private isDumpRead = false;
  private isAfterGap = true;
  private strangeLines = 0;
  private firstStrangeLine = 0;

  constructor(source: ByteSource, capture: number) {
    super(source, 'Wireshark text', capture);
    this.beginPacket();
  }

  next(): ReadStatus {
    const { source } = this;
    if (this.isGiven) this.beginPacket();
    for (;;) {
      const begin = source.start;
      let end = source.bytes.indexOf(NEWLINE, begin + this.searched);
      if (end < 0 || end >= source.end) {
        this.searched = source.end - begin;
        if (!source.ended) return this.await(this.searched + 1, 'line');
        if (this.searched === 0) return this.textEnds();
        end = source.end;
      }
      const last = end > begin && source.bytes[end - 1] === RETURN ? end - 1 : end;
      const line = this.textOf(begin, last);
      const isHex = HEX_LINE.test(line);
      if (this.hasPacket() && this.beginsPacket(line, isHex)) {
        this.isGiven = true;
        return this.emit(this.packetOffset);
      }
      this.searched = 0;
      this.line++;
      source.start = Math.min(end + 1, source.end);
      this.takeLine(line, isHex, begin, last);
    }
  }

  private textOf(begin: number, end: number): string {
    const { bytes } = this.source;
    return Buffer.from(bytes.buffer, bytes.byteOffset + begin, end - begin).toString('latin1');
  }

  private hasPacket(): boolean {
    return this.hasSummary || this.hasDetails || this.dumps > 0;
  }

  private beginPacket(): void {
    this.isGiven = false;
    this.begin();
    this.details.begin();
    this.hasSummary = false;
    this.hasDetails = false;
    this.dumps = 0;
    this.isDumpRead = false;
  }

  /** Whether this line belongs to the next packet already. */
  private beginsPacket(line: string, isHex: boolean): boolean {
    const number = this.details.frameNumber(line);
    if (number >= 0) {
      return this.hasDetails || this.dumps > 0 || (this.hasSummary && this.fields.number !== number);
    }
    // A dump belongs to what was said of the packet before it; without words each is a packet by itself.
    if (isHex) return this.dumps > 0 && !this.hasSummary && !this.hasDetails && isDumpStart(line);
    if (this.hasDetails && !this.isAfterGap) return false;
    return this.summaries.matches(line) || columnsOfTitles(line) !== null;
  }

  private takeLine(line: string, isHex: boolean, begin: number, end: number): void {
    // What somebody remarked between packets belongs to none of them.
    if (line.startsWith('# ')) return;
    const isBlank = line.trim() === '';
    if (!this.hasPacket()) this.packetOffset = this.source.windowOffset + begin;
    if (isBlank) {
      // A gap within the packet ends its details: what stands behind it begins the next one or is its bytes.
    } else if (this.details.frameNumber(line) >= 0) {
      this.hasDetails = true;
      this.details.take(line);
    } else if (isHex) {
      this.takeHexLine(line, begin, end);
    } else if (this.hasDetails && !this.isAfterGap) {
      this.details.take(line);
    } else {
      this.takeListLine(line);
    }
    // Details follow upon each other without a gap.
    this.isAfterGap = isBlank || (this.isAfterGap && !this.hasDetails && !this.hasSummary);
  }

  private takeListLine(line: string): void {
    const titles = columnsOfTitles(line);
    if (titles !== null) {
      this.summaries = new SummaryLines(titles);
    } else if (this.summaries.read(line, this.fields)) {
      this.hasSummary = true;
    } else if (DUMP_TITLE.test(line)) {
      // A title tells that the packet has several dumps; the first is the frame's.
      if (this.dumps > 0) this.isDumpRead = true;
    } else if (this.hasDetails) {
      this.details.take(line);
    } else if (this.strangeLines++ === 0) {
      this.firstStrangeLine = this.line;
    }
  }

  private takeHexLine(line: string, begin: number, end: number): void {
    if (isDumpStart(line)) {
      if (this.dumps++ > 0) this.isDumpRead = true;
    }
    if (this.isDumpRead) return;
    const { bytes } = this.source;
    let at = begin + line.indexOf(' ');
    while (at < end && bytes[at] === SPACE) at++;
    // Two spaces part the bytes from the characters they stand for.
    for (let count = 0; count < BYTES_A_LINE && isByte(bytes, at, end); count++) {
      this.hex.add(bytes, at, at + 2);
      at += bytes[at + 2] === SPACE ? 3 : 2;
    }
  }

  private textEnds(): ReadStatus {
    if (this.hasPacket()) {
      this.isGiven = true;
      return this.emit(this.packetOffset);
    }
    if (this.strangeLines > 0) {
      const { strangeLines, firstStrangeLine } = this;
      this.strangeLines = 0;
      this.description.warnings.push(
        `Lines that are no part of an export and were passed over: ${strangeLines}, the first is line ${firstStrangeLine}.`,
      );
    }
    return this.ended();
  }
}

const SPACE = 0x20;
const BYTES_A_LINE = 16;

function isDumpStart(line: string): boolean {
  return /^0+ /.test(line);
}

function isByte(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 2 > end || hexDigit(bytes[at]!) > 15 || hexDigit(bytes[at + 1]!) > 15) return false;
  return at + 2 === end || bytes[at + 2] === SPACE;
}
