import {
  LINKTYPE_C_HDLC,
  LINKTYPE_ETHERNET,
  LINKTYPE_IEEE802_11,
  LINKTYPE_IEEE802_11_AVS,
  LINKTYPE_IEEE802_11_PRISM,
  LINKTYPE_IEEE802_11_RADIOTAP,
  LINKTYPE_IPV4,
  LINKTYPE_IPV6,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_LINUX_SLL2,
  LINKTYPE_LOOP,
  LINKTYPE_NULL,
  LINKTYPE_PFLOG,
  LINKTYPE_PPP,
  LINKTYPE_RAW,
  type LinkType,
} from '../link-type.js';

/** Wireshark numbers link types in its own way (`frame.encap_type`, WTAP_ENCAP_ in wiretap/wtap.h). */
const LINK_TYPE_BY_ENCAPSULATION: Readonly<Record<string, LinkType>> = {
  1: LINKTYPE_ETHERNET,
  4: LINKTYPE_PPP,
  7: LINKTYPE_RAW,
  15: LINKTYPE_NULL,
  20: LINKTYPE_IEEE802_11,
  21: LINKTYPE_IEEE802_11_PRISM,
  23: LINKTYPE_IEEE802_11_RADIOTAP,
  24: LINKTYPE_IEEE802_11_AVS,
  25: LINKTYPE_LINUX_SLL,
  28: LINKTYPE_C_HDLC,
  39: LINKTYPE_PFLOG,
  129: LINKTYPE_IPV4,
  130: LINKTYPE_IPV6,
  174: LINKTYPE_LOOP,
  210: LINKTYPE_LINUX_SLL2,
};

/** The first word of `frame.protocols` tells as much. */
const LINK_TYPE_BY_PROTOCOL: Readonly<Record<string, LinkType>> = {
  eth: LINKTYPE_ETHERNET,
  sll: LINKTYPE_LINUX_SLL,
  null: LINKTYPE_NULL,
  loop: LINKTYPE_LOOP,
  raw: LINKTYPE_RAW,
  ip: LINKTYPE_RAW,
  ipv6: LINKTYPE_RAW,
};

/** What Wireshark's number for the encapsulation is in captures; undefined where it is none that is known here. */
export function linkTypeOfEncapsulation(encapsulation: string): LinkType | undefined {
  return LINK_TYPE_BY_ENCAPSULATION[encapsulation];
}

/** From the list of protocols, "eth:ethertype:ip:tcp". */
export function linkTypeOfProtocols(protocols: string): LinkType | undefined {
  return LINK_TYPE_BY_PROTOCOL[protocols.split(':', 1)[0]!];
}

/**
 * A hex dump without words tells no link type. The bytes do, nearly always: an EtherType of IP with an IP version behind
 * it, the same after Linux's cooked headers, or IP from the first byte. Ethernet where nothing fits.
 */
export function likelyLinkType(bytes: Uint8Array): LinkType {
  const { length } = bytes;
  const isIpAt = (at: number, version: number) => length > at && bytes[at]! >>> 4 === version;
  const isTypedIp = (typeAt: number, ipAt: number) => {
    const type = typeAt + 1 < length ? (bytes[typeAt]! << 8) | bytes[typeAt + 1]! : 0;
    return (type === 0x0800 && isIpAt(ipAt, 4)) || (type === 0x86dd && isIpAt(ipAt, 6));
  };
  if (isTypedIp(12, 14)) return LINKTYPE_ETHERNET;
  if (isTypedIp(14, 16)) return LINKTYPE_LINUX_SLL;
  if (isTypedIp(0, 20)) return LINKTYPE_LINUX_SLL2;
  if (bytes[0] === 0x45 || (isIpAt(0, 6) && length >= 40 && bytes[0] === 0x60)) return LINKTYPE_RAW;
  const family = bytes[0]! | bytes[3]!;
  const isLoopback = length > 4 && (bytes[1]! | bytes[2]!) === 0 && family > 0 && family <= 30;
  if (isLoopback && (isIpAt(4, 4) || isIpAt(4, 6))) return LINKTYPE_NULL;
  return LINKTYPE_ETHERNET;
}
