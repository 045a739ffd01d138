import { withComment } from './block-options.js';

const NO_OPTIONS = new Uint8Array(0);

/** What is said of a packet, and the option that says it in a block which has no other: made once, as most are said of many. */
export class Comment {
  readonly bytes: Uint8Array;
  #loneOption: Uint8Array | null = null;
  #isLittleEndian = false;

  constructor(text: string) {
    this.bytes = Buffer.from(text);
  }

  /** With the end of options that it brings; it stays as it is. */
  loneOption(isLittleEndian: boolean): Uint8Array {
    if (this.#loneOption === null || this.#isLittleEndian !== isLittleEndian) {
      this.#loneOption = withComment({ bytes: NO_OPTIONS, isLittleEndian }, this.bytes);
      this.#isLittleEndian = isLittleEndian;
    }
    return this.#loneOption;
  }
}
