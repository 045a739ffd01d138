import type { HostNames } from './host-names.js';
import { padded } from './pcapng-layout.js';

/** Record types of a name resolution block; others (link-layer addresses) are passed over. */
const END_OF_RECORDS = 0;
const IPV4_RECORD = 1;
const IPV6_RECORD = 2;
const LONGEST_NAME = 253;

/** Takes the names of the records in `[from, end)`: an address, then names that each end with a zero. The first is the one to show. */
export function readNames(
  names: HostNames,
  view: DataView,
  isLittleEndian: boolean,
  from: number,
  end: number,
): void {
  let at = from;
  while (end - at >= 4) {
    const type = view.getUint16(at, isLittleEndian);
    const length = view.getUint16(at + 2, isLittleEndian);
    const value = at + 4;
    if (type === END_OF_RECORDS || length > end - value) return;
    if (type === IPV4_RECORD && length > 4) {
      names.add(4, 0, 0, 0, view.getInt32(value), nameAt(view, value + 4, value + length));
    } else if (type === IPV6_RECORD && length > 16) {
      const word = (index: number) => view.getInt32(value + 4 * index);
      names.add(6, word(0), word(1), word(2), word(3), nameAt(view, value + 16, value + length));
    }
    at = value + padded(length);
  }
}

function nameAt(view: DataView, from: number, end: number): string {
  let to = from;
  while (to < end && view.getUint8(to) !== 0) to++;
  return utf8.decode(new Uint8Array(view.buffer, view.byteOffset + from, Math.min(to - from, LONGEST_NAME)));
}

const utf8 = new TextDecoder();
