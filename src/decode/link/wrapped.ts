// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readAtm } from './atm.js';
import { readSerialPpp } from './ppp.js';

// Headers of capturing systems that name the link of the frame behind them.

const PKTAP_LINK_TYPE = 8;
const PKTAP_MINIMUM = 12;

/** macOS' pktap: its length and the link type, little-endian. */
export function readPktap(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < PKTAP_MINIMUM) return DecodeStatus.CutShort;
  const length = view.getUint32(offset, true);
  if (length < PKTAP_MINIMUM) return DecodeStatus.NotIp;
  cursor.linkType = view.getUint32(offset + PKTAP_LINK_TYPE, true);
  return cursor.skip(length) ? Layer.Link : DecodeStatus.CutShort;
}

const TZSP_HEADER = 4;
const TZSP_ENCAPSULATION = 2;
const TZSP_PADDING = 0;
const TZSP_END = 1;
/** Its numbers for links, and those of captures for the same. */
const TZSP_LINK_TYPES = [-1, 1, 6, 8, 9, 10, -1, 101] as const;
const TZSP_WLAN = 18;
const TZSP_PRISM = 119;
const TZSP_AVS = 127;

/** TaZmen Sniffer Protocol, which access points and routers send captured frames in: the link, then tags up to one that ends them. */
export function readTzsp(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(TZSP_HEADER)) return DecodeStatus.CutShort;
  const linkType = linkTypeOfTzsp(view.getUint16(offset + TZSP_ENCAPSULATION));
  if (linkType < 0) return DecodeStatus.NotIp;
  cursor.linkType = linkType;
  while (cursor.skip(1)) {
    const tag = view.getUint8(cursor.offset - 1);
    if (tag === TZSP_END) return Layer.Link;
    if (tag === TZSP_PADDING) continue;
    if (!cursor.skip(1) || !cursor.skip(view.getUint8(cursor.offset - 1))) break;
  }
  return DecodeStatus.CutShort;
}

function linkTypeOfTzsp(encapsulation: number): number {
  if (encapsulation === TZSP_WLAN) return 105;
  if (encapsulation === TZSP_PRISM) return 119;
  if (encapsulation === TZSP_AVS) return 163;
  return TZSP_LINK_TYPES[encapsulation] ?? -1;
}

const ERF_HEADER = 16;
const ERF_TYPE = 8;
const HAS_EXTENSION = 0x80;
const EXTENSION = 8;

/** Endace's records: time, kind of record, extensions of 8 bytes of which each says whether another follows. @see https://www.endace.com/erf-extensible-record-format-types.pdf */
export function readErf(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(ERF_HEADER)) return DecodeStatus.CutShort;
  const type = view.getUint8(offset + ERF_TYPE);
  for (let more = type; more & HAS_EXTENSION; more = view.getUint8(cursor.offset - EXTENSION)) {
    if (!cursor.skip(EXTENSION)) return DecodeStatus.CutShort;
  }
  switch (type & ~HAS_EXTENSION) {
    case 1: // Packet over SONET
    case 10:
    case 15:
    case 17:
      return readSerialPpp(cursor);
    case 2: // Ethernet, two bytes into its place
    case 11:
    case 16:
    case 20:
      return cursor.skip(2) ? Layer.Ethernet : DecodeStatus.CutShort;
    case 4: // AAL5, behind the header of its cells
    case 18:
      return cursor.skip(4) ? readAtm(cursor) : DecodeStatus.CutShort;
    case 22:
      return Layer.Ipv4;
    case 23:
      return Layer.Ipv6;
    default:
      return DecodeStatus.NotIp;
  }
}
