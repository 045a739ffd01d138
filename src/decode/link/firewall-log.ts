// Hot path: allocates nothing per packet.
import type { Cursor, Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfProtocolType } from './ether-type.js';
import { readFamily, stepOfFamily } from './loopback.js';

// What packet filters and firewalls put before the packets they write.

const ENC_HEADER = 12;

/** OpenBSD's enc(4), packets before and after IPsec: family, security parameters index, flags. */
export function readEnc(cursor: Cursor): Step {
  return readFamily(cursor, ENC_HEADER);
}

const PFLOG_MINIMUM = 45;
const PFLOG_FAMILY = 1;

/** OpenBSD's pflog(4): the header's length, filled up to four bytes, and the address family. */
export function readPflog(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < 2) return DecodeStatus.CutShort;
  const length = view.getUint8(offset);
  if (length < PFLOG_MINIMUM) return DecodeStatus.NotIp;
  return cursor.skip((length + 3) & ~3)
    ? stepOfFamily(view.getUint8(offset + PFLOG_FAMILY))
    : DecodeStatus.CutShort;
}

const SYMANTEC_2_TYPE = 6;
const SYMANTEC_2_HEADER = 44;
const SYMANTEC_3_TYPE = 36;
const SYMANTEC_3_HEADER = 56;

/** Symantec's firewall, whose version 3 has a longer header with zeros where that of version 2 has its EtherType. */
export function readSymantec(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < SYMANTEC_2_HEADER) return DecodeStatus.CutShort;
  const type = view.getUint16(offset + SYMANTEC_2_TYPE);
  if (!cursor.skip(type === 0 ? SYMANTEC_3_HEADER : SYMANTEC_2_HEADER)) return DecodeStatus.CutShort;
  return stepOfProtocolType(cursor, type === 0 ? view.getUint16(offset + SYMANTEC_3_TYPE) : type);
}

const NFLOG_HEADER = 4;
const NFLOG_PAYLOAD = 9;
const ATTRIBUTE_HEADER = 4;

/**
 * Linux's NFLOG: a family, then attributes of which one is the packet. They are filled up to four bytes, and their
 * numbers have the byte order of the machine that captured: a length that is too long was read in the wrong one.
 * @see https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html
 */
export function readNflog(cursor: Cursor): Step {
  const { view, offset, end } = cursor;
  if (end - offset < NFLOG_HEADER + ATTRIBUTE_HEADER) return DecodeStatus.CutShort;
  const little = view.getUint16(offset + NFLOG_HEADER, true) < view.getUint16(offset + NFLOG_HEADER);
  let at = offset + NFLOG_HEADER;
  while (at + ATTRIBUTE_HEADER <= end) {
    const length = view.getUint16(at, little);
    if (length < ATTRIBUTE_HEADER) return DecodeStatus.NotIp;
    if ((view.getUint16(at + 2, little) & 0x7fff) === NFLOG_PAYLOAD) {
      cursor.offset = at + ATTRIBUTE_HEADER;
      return stepOfFamily(view.getUint8(offset));
    }
    at += (length + 3) & ~3;
  }
  return DecodeStatus.CutShort;
}
