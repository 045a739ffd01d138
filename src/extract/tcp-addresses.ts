import type { Stretch } from './packet-headers.js';

const END = 0;
const NO_OPERATION = 1;
const MULTIPATH = 30;
const ADD_ADDRESS = 3;
const ADDRESS = 4;
/** By the option's length: the address alone, with a port, with a proof of who sends it, with both. @see RFC 8684 §3.4.1, RFC 6824 */
const LENGTHS: Readonly<Record<number, number>> = {
  8: 4,
  10: 4,
  16: 4,
  18: 4,
  20: 16,
  22: 16,
  28: 16,
  30: 16,
};

/** The addresses that the TCP options between `from` and `to` hold: Multipath TCP tells the other side of more. */
export function tcpAddresses(view: DataView, from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  let at = from;
  while (at + 1 < to) {
    const kind = view.getUint8(at);
    if (kind === END) break;
    if (kind === NO_OPERATION) {
      at++;
      continue;
    }
    const length = view.getUint8(at + 1);
    if (length < 2 || at + length > to) break;
    const isAddress = kind === MULTIPATH && length > ADDRESS && view.getUint8(at + 2) >>> 4 === ADD_ADDRESS;
    const addressLength = isAddress ? LENGTHS[length] : undefined;
    if (addressLength !== undefined) found.push({ at: at + ADDRESS, length: addressLength });
    at += length;
  }
  return found;
}
