// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfProtocolType } from '../link/ether-type.js';
import { readErspan2, readErspan3 } from './erspan.js';

const HEADER = 4;
const HAS_CHECKSUM = 0x8000;
const HAS_ROUTING = 0x4000;
const HAS_KEY = 0x2000;
const HAS_SEQUENCE = 0x1000;
/** Of version 1 alone. */
const HAS_ACKNOWLEDGMENT = 0x0080;
const VERSION = 0x0007;
const ENHANCED = 1;

const ERSPAN = 0x88be;
const ERSPAN_3 = 0x22eb;
/** Web Cache Communication Protocol: IPv4, in version 2 behind a header of 4 bytes. */
const WCCP = 0x883e;
const WCCP_HEADER = 4;
const FRAME_RELAY = 0x6559;

/** @see RFC 2784, RFC 2890, RFC 7637 (NVGRE), RFC 2637 (version 1, PPTP's) */
export function readGre(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER)) return DecodeStatus.CutShort;
  const flags = view.getUint16(offset);
  const version = flags & VERSION;
  if (version > ENHANCED) return DecodeStatus.NotTcp;
  let fields = 0;
  if (flags & (HAS_CHECKSUM | HAS_ROUTING)) fields += 4;
  if (flags & HAS_KEY) fields += 4;
  if (flags & HAS_SEQUENCE) fields += 4;
  if (version === ENHANCED && flags & HAS_ACKNOWLEDGMENT) fields += 4;
  if (!cursor.skip(fields)) return DecodeStatus.CutShort;
  if (flags & HAS_ROUTING && !skipRoutes(cursor)) return DecodeStatus.CutShort;
  return stepOfGreProtocol(cursor, view.getUint16(offset + 2), (flags & HAS_SEQUENCE) !== 0);
}

/** Source route entries: family, offset, length; one of length 0 is the last. @see RFC 1701 */
function skipRoutes(cursor: Cursor): boolean {
  while (cursor.skip(4)) {
    const length = cursor.view.getUint8(cursor.offset - 1);
    if (length === 0) return true;
    if (!cursor.skip(length)) return false;
  }
  return false;
}

function stepOfGreProtocol(cursor: Cursor, protocol: number, hasSequence: boolean): Step {
  switch (protocol) {
    case ERSPAN: // Type I has neither sequence numbers nor a header of its own.
      return hasSequence ? readErspan2(cursor) : Layer.Ethernet;
    case ERSPAN_3:
      return readErspan3(cursor);
    case WCCP:
      return readWccp(cursor);
    case FRAME_RELAY:
      return Layer.FrameRelay;
    default:
      return stepOfProtocolType(cursor, protocol);
  }
}

function readWccp(cursor: Cursor): Step {
  if (cursor.end - cursor.offset < 1) return DecodeStatus.CutShort;
  if (cursor.view.getUint8(cursor.offset) >>> 4 === 4) return Layer.Ipv4;
  return cursor.skip(WCCP_HEADER) ? Layer.Ipv4 : DecodeStatus.CutShort;
}

const ETHER_IP_HEADER = 2;

/** @see RFC 3378 */
export function readEtherIp(cursor: Cursor): Step {
  return cursor.skip(ETHER_IP_HEADER) ? Layer.Ethernet : DecodeStatus.CutShort;
}
