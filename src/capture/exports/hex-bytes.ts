import { MAX_STATED_PACKET_BYTES } from '../../limits.js';

const ROOM = 1024 * 1024;

/** Value of each hexadecimal digit by its character code, 255 for all others. */
const DIGITS = new Uint8Array(256).fill(255);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
  DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}

/**
 * A packet's bytes, gathered from hexadecimal digits. The packets before it stay where they are until the room is used up,
 * as they would in a window on a capture: who decodes a few packets ahead still finds their payload.
 */
export class HexBytes {
  /** Made when the first packet shows bytes: most exports show none. */
  bytes = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  start = 0;
  length = 0;

  /** Makes ready for the next packet. */
  next(): void {
    this.start = this.start + this.length > ROOM / 2 ? 0 : this.start + this.length;
    this.length = 0;
  }

  /** Adds what the digits say; false, and nothing added, where other characters stand or too much would come together. */
  add(text: Uint8Array, begin: number, end: number): boolean {
    const count = (end - begin) >> 1;
    if (this.length + count > MAX_STATED_PACKET_BYTES || (end - begin) % 2 !== 0) return false;
    this.makeRoom(count);
    const { bytes } = this;
    const first = this.start + this.length;
    for (let i = 0, at = begin; i < count; i++, at += 2) {
      const high = DIGITS[text[at]!]!;
      const low = DIGITS[text[at + 1]!]!;
      if (high > 15 || low > 15) return false;
      bytes[first + i] = (high << 4) | low;
    }
    this.length += count;
    return true;
  }

  private makeRoom(count: number): void {
    const end = this.start + this.length + count;
    if (end <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(ROOM, end, 2 * this.bytes.length));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** The value of a hexadecimal digit by its character code, or 255. */
export function hexDigit(code: number): number {
  return DIGITS[code & 0xff]!;
}
