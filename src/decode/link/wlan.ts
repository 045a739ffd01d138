// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const HEADER = 24;
const SEQUENCE_CONTROL = 22;
const FOURTH_ADDRESS = 6;
const QOS_CONTROL = 2;
const HT_CONTROL = 4;
/** Addresses and length of a packet among several in one frame. */
const SUBFRAME_HEADER = 14;

/** Bits of the frame control field, which is little-endian as all numbers here. */
const VERSION_AND_TYPE = 0x000f;
const DATA = 0x0008;
const NO_DATA = 0x0040;
const HAS_QOS = 0x0080;
const BETWEEN_STATIONS = 0x0300;
const PROTECTED = 0x4000;
const HAS_HT_CONTROL = 0x8000;

const FRAGMENT_NUMBER = 0x000f;
const HAS_SUBFRAMES = 0x0080;

/**
 * An IEEE 802.11 frame that carries data, up to its LLC header. Of a frame that holds several packets the first is read.
 * @param isPadded The driver has filled the header up to a multiple of four bytes, and a header before this one says so.
 * @see IEEE 802.11 §9.3.2
 */
export function readWlan(cursor: Cursor, isPadded = false): Step {
  if (cursor.end - cursor.offset < 2) return DecodeStatus.CutShort;
  return readDataFrame(cursor, cursor.view.getUint16(cursor.offset, true), isPadded);
}

/** The same from controllers that swap the two bytes of the frame control field: the type shows in which order they stand. */
export function readWlanEitherOrder(cursor: Cursor): Step {
  if (cursor.end - cursor.offset < 2) return DecodeStatus.CutShort;
  const control = cursor.view.getUint16(cursor.offset, true);
  const isData = (control & VERSION_AND_TYPE) === DATA;
  return readDataFrame(cursor, isData ? control : cursor.view.getUint16(cursor.offset), false);
}

function readDataFrame(cursor: Cursor, control: number, isPadded: boolean): Step {
  const { view, offset } = cursor;
  if ((control & VERSION_AND_TYPE) !== DATA || control & NO_DATA) return DecodeStatus.NotIp;
  let length = HEADER;
  if ((control & BETWEEN_STATIONS) === BETWEEN_STATIONS) length += FOURTH_ADDRESS;
  const qosControl = offset + length;
  const hasQos = (control & HAS_QOS) !== 0;
  if (hasQos) length += control & HAS_HT_CONTROL ? QOS_CONTROL + HT_CONTROL : QOS_CONTROL;
  if (isPadded) length = (length + 3) & ~3;
  if (!cursor.skip(length)) return DecodeStatus.CutShort;

  if (control & PROTECTED) return DecodeStatus.Encrypted;
  if (view.getUint16(offset + SEQUENCE_CONTROL, true) & FRAGMENT_NUMBER) return DecodeStatus.Fragment;
  const hasSubframes = hasQos && (view.getUint16(qosControl, true) & HAS_SUBFRAMES) !== 0;
  if (hasSubframes && !cursor.skip(SUBFRAME_HEADER)) return DecodeStatus.CutShort;
  return Layer.Llc;
}
