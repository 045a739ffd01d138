import { OptionCode, padded } from '../capture/pcapng-layout.js';
import { OptionCursor } from '../capture/pcapng-options.js';

const HEADER_LENGTH = 4;

/** Comments to stand `before`, the options between `from` and `to` that `keeps` wants, and an end; nothing where there are none. */
export function chosenOptions(
  bytes: Uint8Array,
  isLittleEndian: boolean,
  [from, to]: readonly [number, number],
  keeps: (code: number, text: () => string) => boolean,
  before: readonly string[] = [],
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const options = new OptionCursor().over(view, isLittleEndian, from, to);
  const kept: Uint8Array[] = before.map((text) =>
    option(OptionCode.Comment, Buffer.from(text), isLittleEndian),
  );
  while (options.next()) {
    const { code, at, length } = options;
    if (keeps(code, () => options.text()))
      kept.push(option(code, bytes.subarray(at, at + length), isLittleEndian));
  }
  return kept.length === 0 ? new Uint8Array(0) : Buffer.concat([...kept, END]);
}

export function option(code: number, value: Uint8Array, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH + padded(value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, code, isLittleEndian);
  view.setUint16(2, value.length, isLittleEndian);
  bytes.set(value, HEADER_LENGTH);
  return bytes;
}

const END = new Uint8Array(HEADER_LENGTH);
