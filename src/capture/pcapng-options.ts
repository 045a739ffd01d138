import { MAX_CAPTURE_TEXT } from '../limits.js';
import { OptionCode, padded } from './pcapng-layout.js';

/** Walks the options of a block. Overwritten by every `next()`; a length that runs past the block ends the walk. */
export class OptionCursor {
  code = 0;
  /** Where the value begins in the view, and its length. */
  at = 0;
  length = 0;
  private view: DataView = new DataView(new ArrayBuffer(0));
  private isLittleEndian = true;
  private from = 0;
  private to = 0;

  over(view: DataView, isLittleEndian: boolean, from: number, to: number): this {
    this.view = view;
    this.isLittleEndian = isLittleEndian;
    this.from = from;
    this.to = to;
    return this;
  }

  next(): boolean {
    if (this.to - this.from < 4) return false;
    this.code = this.view.getUint16(this.from, this.isLittleEndian);
    this.length = this.view.getUint16(this.from + 2, this.isLittleEndian);
    this.at = this.from + 4;
    this.from = this.at + padded(this.length);
    return this.code !== OptionCode.EndOfOptions && this.at + this.length <= this.to;
  }

  /** The value as text; some writers end it with a zero. */
  text(): string {
    const length = Math.min(this.length, MAX_CAPTURE_TEXT);
    const bytes = new Uint8Array(this.view.buffer, this.view.byteOffset + this.at, length);
    return utf8.decode(bytes).replace(/\0+$/, '');
  }

  /** The value as a 64-bit count; 0 where it has another length or says "unknown" with all bits set. */
  count(): number {
    if (this.length !== 8) return 0;
    const first = this.view.getUint32(this.at, this.isLittleEndian);
    const second = this.view.getUint32(this.at + 4, this.isLittleEndian);
    const [high, low] = this.isLittleEndian ? [second, first] : [first, second];
    const count = high * 2 ** 32 + low;
    return Number.isSafeInteger(count) ? count : 0;
  }
}

const utf8 = new TextDecoder();
