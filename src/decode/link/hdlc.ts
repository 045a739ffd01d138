// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfProtocolType } from './ether-type.js';

const HEADER = 4;
const PROTOCOL = 2;
/** OSI and what RFC 2427 numbers. */
const PROTOCOL_ISO = 0xfefe;

/** Cisco's HDLC: address, control, EtherType. @see https://www.tcpdump.org/linktypes.html, C_HDLC */
export function readCiscoHdlc(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER)) return DecodeStatus.CutShort;
  const protocol = view.getUint16(offset + PROTOCOL);
  if (protocol !== PROTOCOL_ISO) return stepOfProtocolType(cursor, protocol);
  return cursor.skip(1) ? Layer.Nlpid : DecodeStatus.CutShort;
}
