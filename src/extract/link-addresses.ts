import * as link from '../capture/link-type.js';
import type { Stretch } from './packet-headers.js';

const ETHERNET = 6;
const WLAN_ADDRESSES: readonly number[] = [4, 10, 16];
const WLAN_FOURTH = 24;
const BETWEEN_STATIONS = 0x03;
const HAS_QOS = 0x80;
const HAS_SUBFRAMES = 0x80;
const RADIOTAP_LENGTH = 2;
const LONGEST_COOKED = 8;
const ARPHRD_IEEE80211_RADIOTAP = 803;

/** Links that name no stations: what they carry, others address. */
const WITHOUT_ADDRESSES: ReadonlySet<link.LinkType> = new Set([
  link.LINKTYPE_NULL,
  link.LINKTYPE_LOOP,
  link.LINKTYPE_RAW,
  link.DLT_RAW,
  link.DLT_RAW_OPENBSD,
  link.LINKTYPE_IPV4,
  link.LINKTYPE_IPV6,
  link.LINKTYPE_PPP,
  link.LINKTYPE_PPP_HDLC,
  link.LINKTYPE_PPP_ETHER,
  link.LINKTYPE_PPP_PPPD,
  link.LINKTYPE_PPP_WITH_DIR,
  link.LINKTYPE_C_HDLC,
  link.LINKTYPE_C_HDLC_WITH_DIR,
  link.LINKTYPE_FRELAY,
  link.LINKTYPE_FRELAY_WITH_DIR,
  link.LINKTYPE_MPLS,
  link.LINKTYPE_SLIP,
]);

/** The hardware addresses in the link header at `offset`; null where nothing is known of that link. */
export function linkAddresses(
  linkType: link.LinkType,
  view: DataView,
  offset: number,
  end: number,
): Stretch[] | null {
  if (WITHOUT_ADDRESSES.has(linkType)) return [];
  switch (linkType) {
    case link.LINKTYPE_ETHERNET:
      return sixes(offset, [0, ETHERNET]);
    case link.LINKTYPE_LINUX_SLL:
      return offset + 6 > end
        ? []
        : cooked(view.getUint16(offset + 2), offset + 6, view.getUint16(offset + 4));
    case link.LINKTYPE_LINUX_SLL2:
      return offset + 12 > end
        ? []
        : cooked(view.getUint16(offset + 8), offset + 12, view.getUint8(offset + 11));
    case link.LINKTYPE_IEEE802_11:
      return wlan(view, offset, end);
    case link.LINKTYPE_IEEE802_11_RADIOTAP:
      if (offset + RADIOTAP_LENGTH + 2 > end) return [];
      return wlan(view, offset + view.getUint16(offset + RADIOTAP_LENGTH, true), end);
    default:
      return null;
  }
}

function sixes(offset: number, places: readonly number[]): Stretch[] {
  return places.map((place) => ({ at: offset + place, length: ETHERNET }));
}

/** The field has room for eight bytes; of longer addresses it holds the first ones. Wireless frames behind it have more. */
function cooked(deviceType: number, at: number, length: number): Stretch[] | null {
  if (deviceType === ARPHRD_IEEE80211_RADIOTAP) return null;
  return length === 0 ? [] : [{ at, length: Math.min(length, LONGEST_COOKED) }];
}

/** Frames of several packets have addresses before each of those. */
function wlan(view: DataView, offset: number, end: number): Stretch[] | null {
  if (offset + 2 > end) return [];
  const isBetween = (view.getUint8(offset + 1) & BETWEEN_STATIONS) === BETWEEN_STATIONS;
  const qosControl = offset + (isBetween ? WLAN_FOURTH + ETHERNET : WLAN_FOURTH);
  const hasQos = (view.getUint8(offset) & HAS_QOS) !== 0 && qosControl < end;
  if (hasQos && view.getUint8(qosControl) & HAS_SUBFRAMES) return null;
  return sixes(offset, isBetween ? [...WLAN_ADDRESSES, WLAN_FOURTH] : WLAN_ADDRESSES);
}
