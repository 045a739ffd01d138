// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const FAMILY_HEADER = 4;

/**
 * LINKTYPE_NULL and LINKTYPE_LOOP: the address family in 4 bytes. NULL has the byte order of the machine that
 * captured, which need not be that of the file.
 * @see https://www.tcpdump.org/linktypes.html
 */
export function readLoopback(cursor: Cursor): Step {
  return readFamily(cursor, FAMILY_HEADER);
}

/** A header of so many bytes that begins with an address family of 4 bytes: a family is a small number, so its byte order shows. */
export function readFamily(cursor: Cursor, header: number): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < header) return DecodeStatus.CutShort;
  const bigEndian = view.getUint32(offset);
  cursor.offset = offset + header;
  return stepOfFamily(bigEndian > 0xffff ? view.getUint32(offset, true) : bigEndian);
}

/** The numbers of address families differ between systems. */
export function stepOfFamily(family: number): Step {
  switch (family) {
    case 2:
      return Layer.Ipv4;
    case 10: // Linux
    case 24: // NetBSD, OpenBSD
    case 26: // Solaris
    case 28: // FreeBSD
    case 30: // macOS
      return Layer.Ipv6;
    default:
      return DecodeStatus.NotIp;
  }
}
