// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const ADDRESS = 7;
/** Destination, source, and two repeaters at most; version 2.0 allowed eight. */
const MOST_ADDRESSES = 10;
const LAST_ADDRESS = 1;
/** UI frames, whatever their poll bit; I frames have their lowest bit clear. */
const UNNUMBERED_INFORMATION = 0x03;
const POLL = 0x10;
const PROTOCOL_IP = 0xcc;

/** Amateur packet radio: addresses of which the last one says so, control, protocol. @see AX.25 2.2 §3 */
export function readAx25(cursor: Cursor): Step {
  const { view } = cursor;
  for (let addresses = 0; addresses < MOST_ADDRESSES; addresses++) {
    if (!cursor.skip(ADDRESS)) return DecodeStatus.CutShort;
    if (view.getUint8(cursor.offset - 1) & LAST_ADDRESS) return readControl(cursor);
  }
  return DecodeStatus.NotIp;
}

function readControl(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(2)) return DecodeStatus.CutShort;
  const control = view.getUint8(offset);
  const isInformation = (control & 1) === 0 || (control & ~POLL) === UNNUMBERED_INFORMATION;
  return isInformation && view.getUint8(offset + 1) === PROTOCOL_IP ? Layer.Ip : DecodeStatus.NotIp;
}

/** LINKTYPE_AX25_KISS: a byte with port and command, 0 for data. */
export function readKiss(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(1)) return DecodeStatus.CutShort;
  return (view.getUint8(offset) & 0x0f) === 0 ? readAx25(cursor) : DecodeStatus.NotIp;
}
