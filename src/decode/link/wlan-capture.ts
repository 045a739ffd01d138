// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readWlan } from './wlan.js';

// What drivers put before an IEEE 802.11 frame: how it was received.

const RADIOTAP_HEADER = 8;
const RADIOTAP_LENGTH = 2;
const RADIOTAP_PRESENT = 4;
const HAS_TIME = 1;
const HAS_FLAGS = 2;
const MORE_PRESENT = 0x80000000;
const TIME = 8;
const IS_PADDED = 0x20;

/** @see https://www.radiotap.org */
export function readRadiotap(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < RADIOTAP_HEADER) return DecodeStatus.CutShort;
  const length = view.getUint16(offset + RADIOTAP_LENGTH, true);
  if (length < RADIOTAP_HEADER) return DecodeStatus.NotIp;
  if (!cursor.skip(length)) return DecodeStatus.CutShort;
  return readWlan(cursor, isPaddedFrame(view, offset, offset + length));
}

/** The flags are the first or the second field behind the words that tell which fields are there. */
function isPaddedFrame(view: DataView, start: number, end: number): boolean {
  const present = view.getUint32(start + RADIOTAP_PRESENT, true);
  if ((present & HAS_FLAGS) === 0) return false;
  let at = start + RADIOTAP_PRESENT;
  while (at + 4 <= end && view.getUint32(at, true) & MORE_PRESENT) at += 4;
  at += 4;
  // Fields are aligned to their size from the start of the header on.
  if (present & HAS_TIME) at = start + (((at - start + TIME - 1) & ~(TIME - 1)) + TIME);
  return at < end && (view.getUint8(at) & IS_PADDED) !== 0;
}

const PRISM_LENGTH = 4;
const PRISM_HEADER = 144;
const AVS_MAGIC = 0x80211000;
const AVS_LENGTH = 4;

/** LINKTYPE_IEEE802_11_PRISM, under which some drivers write the header of AVS. */
export function readPrism(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < 8) return DecodeStatus.CutShort;
  if (isAvs(view, offset)) return readAvs(cursor);
  // The length has the byte order of the machine that captured.
  const isFixed =
    view.getUint32(offset + PRISM_LENGTH, true) === PRISM_HEADER ||
    view.getUint32(offset + PRISM_LENGTH) === PRISM_HEADER;
  if (!isFixed) return readWlan(cursor);
  return cursor.skip(PRISM_HEADER) ? readWlan(cursor) : DecodeStatus.CutShort;
}

/** LINKTYPE_IEEE802_11_AVS: a version, then the header's length. */
export function readAvs(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < 8) return DecodeStatus.CutShort;
  if (!isAvs(view, offset)) return DecodeStatus.NotIp;
  return cursor.skip(view.getUint32(offset + AVS_LENGTH)) ? readWlan(cursor) : DecodeStatus.CutShort;
}

function isAvs(view: DataView, offset: number): boolean {
  return (view.getUint32(offset) & 0xfffff000) === (AVS_MAGIC | 0);
}

const PPI_HEADER = 8;
const PPI_LENGTH = 2;
const PPI_LINK_TYPE = 4;
const LINKTYPE_PPI = 192;

/** Per-Packet Information: fields of which the length is told, before a frame of any link type. @see https://www.tcpdump.org/linktypes.html */
export function readPpi(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < PPI_HEADER) return DecodeStatus.CutShort;
  const length = view.getUint16(offset + PPI_LENGTH, true);
  const linkType = view.getUint32(offset + PPI_LINK_TYPE, true);
  if (length < PPI_HEADER || linkType === LINKTYPE_PPI) return DecodeStatus.NotIp;
  cursor.linkType = linkType;
  return cursor.skip(length) ? Layer.Link : DecodeStatus.CutShort;
}
