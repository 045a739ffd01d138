// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfProtocolType } from './ether-type.js';
import { stepOfFamily } from './loopback.js';

// Links whose header always has one length, with what tells the protocol at one place of it.

/** An EtherType so many bytes into a header of that length. */
export function readTypeAt(cursor: Cursor, header: number, at: number): Step {
  const { view, offset } = cursor;
  return cursor.skip(header)
    ? stepOfProtocolType(cursor, view.getUint16(offset + at))
    : DecodeStatus.CutShort;
}

/** Addresses of 8 bytes each, then the EtherType. @see RFC 2734 */
export function readIeee1394(cursor: Cursor): Step {
  return readTypeAt(cursor, 18, 16);
}

/** InfiniBand's global routing header, then the 4 bytes of RFC 4391 §6: EtherType and zeros. */
export function readIpOverInfiniBand(cursor: Cursor): Step {
  return readTypeAt(cursor, 44, 40);
}

/** Network addresses of 8 bytes each, then LLC. @see RFC 2625 */
export function readIpOverFibreChannel(cursor: Cursor): Step {
  return cursor.skip(16) ? Layer.Llc : DecodeStatus.CutShort;
}

/** Solaris' ipnet devices: version, family, and numbers of interfaces and zones. @see https://www.tcpdump.org/linktypes/LINKTYPE_IPNET.html */
export function readIpnet(cursor: Cursor): Step {
  const { view, offset } = cursor;
  return cursor.skip(24) ? stepOfFamily(view.getUint8(offset + 1)) : DecodeStatus.CutShort;
}

/** Direction and a place for the compressed header; IP stands whole behind it. @see https://www.tcpdump.org/linktypes/LINKTYPE_SLIP.html */
export function readSlip(cursor: Cursor): Step {
  return cursor.skip(16) ? Layer.Ip : DecodeStatus.CutShort;
}
