import { OptionCode, padded } from '../capture/pcapng-layout.js';
import { isOurComment } from './comment-tag.js';

const HEADER_LENGTH = 4;

/** The options of one pcapng block, from the first to the end of the block. */
export interface OptionList {
  bytes: Uint8Array;
  isLittleEndian: boolean;
}

/** The comments of ours among the options. */
export function ourComments(list: OptionList): Uint8Array[] {
  return walk(list)
    .filter(({ isOurs }) => isOurs)
    .map(({ at, length }) => list.bytes.subarray(at + HEADER_LENGTH, at + HEADER_LENGTH + length));
}

/**
 * The options as they were before a comment of ours was put among them. What stands behind a broken or a last option is kept
 * as it is.
 */
export function withoutOurComments(list: OptionList): Uint8Array {
  const options = walk(list);
  const ours = options.filter(({ isOurs }) => isOurs);
  if (ours.length === 0) return list.bytes;
  const kept: Uint8Array[] = [];
  let from = 0;
  for (const { at, end } of ours) {
    kept.push(list.bytes.subarray(from, at));
    from = end;
  }
  // Where nothing stands before ours, the end behind it came with it.
  const isAlone = kept.every(({ length }) => length === 0);
  const behind = options.find(({ at }) => at === from);
  if (isAlone && behind?.code === OptionCode.EndOfOptions) from = behind.end;
  kept.push(list.bytes.subarray(from));
  return Buffer.concat(kept);
}

/**
 * The options with a comment more, in a way that can be undone: it stands behind all others, before their end. Where there are none
 * it brings an end of its own; and where others stand without an end, it goes before them.
 */
export function withComment(list: OptionList, comment: Uint8Array): Uint8Array {
  const isAlone = list.bytes.length === 0;
  const length = HEADER_LENGTH + padded(comment.length);
  // From the pool: there are as many of these as comments.
  const option = Buffer.allocUnsafe(isAlone ? length + HEADER_LENGTH : length).fill(0);
  writeHeader(option, list.isLittleEndian, OptionCode.Comment, comment.length);
  option.set(comment, HEADER_LENGTH);
  if (isAlone) return option;
  const end = walk(list).find(({ code }) => code === OptionCode.EndOfOptions);
  const at = end?.at ?? 0;
  const bringing = new Uint8Array(end?.at === 0 ? HEADER_LENGTH : 0);
  return Buffer.concat([list.bytes.subarray(0, at), option, bringing, list.bytes.subarray(at)]);
}

interface Option {
  code: number;
  /** Where its header stands, the length of its value, and where the next one begins. */
  at: number;
  length: number;
  end: number;
  isOurs: boolean;
}

/** All options up to the end of options, or to one whose length runs past the block, which is left out. */
function walk({ bytes, isLittleEndian }: OptionList): Option[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const options: Option[] = [];
  let at = 0;
  while (bytes.length - at >= HEADER_LENGTH) {
    const code = view.getUint16(at, isLittleEndian);
    const length = view.getUint16(at + 2, isLittleEndian);
    const end = at + HEADER_LENGTH + padded(length);
    if (code === OptionCode.EndOfOptions) {
      options.push({ code, at, length: 0, end: at + HEADER_LENGTH, isOurs: false });
      break;
    }
    if (end > bytes.length) break;
    const value = bytes.subarray(at + HEADER_LENGTH, at + HEADER_LENGTH + length);
    options.push({ code, at, length, end, isOurs: code === OptionCode.Comment && isOurComment(value) });
    at = end;
  }
  return options;
}

function writeHeader(option: Uint8Array, isLittleEndian: boolean, code: number, length: number): void {
  const view = new DataView(option.buffer, option.byteOffset, option.length);
  view.setUint16(0, code, isLittleEndian);
  view.setUint16(2, length, isLittleEndian);
}
