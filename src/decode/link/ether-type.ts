// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

/** @see https://www.iana.org/assignments/ieee-802-numbers */
export const EtherType = {
  Ipv4: 0x0800,
  Ipv6: 0x86dd,
  /** 802.1Q */
  Vlan: 0x8100,
  /** 802.1ad, the outer tag of QinQ */
  ServiceVlan: 0x88a8,
  /** QinQ before it was a standard */
  OldQinQ: 0x9100,
  OldQinQ2: 0x9200,
  TransparentEthernet: 0x6558,
  Ppp: 0x880b,
  Mpls: 0x8847,
  MplsMulticast: 0x8848,
  PppoeSession: 0x8864,
  /** 802.2 in a frame too long for 802.3's length field */
  JumboLlc: 0x8870,
  /** 802.1AE */
  Macsec: 0x88e5,
  /** 802.1ah, a customer's frame within the provider's */
  BackboneService: 0x88e7,
  /** Cisco's 802.1Qbh, between a switch and its fabric extenders */
  VnTag: 0x8926,
  /** 802.1BR */
  ETag: 0x893f,
  /** IEC 62439-3 */
  Hsr: 0x892f,
  /** Cisco TrustSec */
  CiscoMetaData: 0x8909,
  Nsh: 0x894f,
  /** 802.1CB */
  Redundancy: 0xf1c1,
} as const;

/** Up to here the field is the length of an 802.3 frame, which holds LLC. */
const LAST_LENGTH = 1500;

/** What an EtherType, or the length in its place, stands for. */
export function stepOfEtherType(cursor: Cursor, etherType: number): Step {
  switch (etherType) {
    case EtherType.Ipv4:
      return Layer.Ipv4;
    case EtherType.Ipv6:
      return Layer.Ipv6;
    case EtherType.Vlan:
    case EtherType.ServiceVlan:
    case EtherType.OldQinQ:
    case EtherType.OldQinQ2:
      return Layer.Vlan;
    default:
      return etherType <= LAST_LENGTH ? Layer.Llc : stepOfRareEtherType(cursor, etherType);
  }
}

/** The same where no length can stand: PPP, tunnels and others that borrow the numbers. */
export function stepOfProtocolType(cursor: Cursor, etherType: number): Step {
  return etherType <= LAST_LENGTH ? DecodeStatus.NotIp : stepOfEtherType(cursor, etherType);
}

function stepOfRareEtherType(cursor: Cursor, etherType: number): Step {
  switch (etherType) {
    case EtherType.Mpls:
    case EtherType.MplsMulticast:
      return Layer.Mpls;
    case EtherType.PppoeSession:
      return Layer.PppoeSession;
    case EtherType.Ppp:
      return Layer.Ppp;
    case EtherType.TransparentEthernet:
      return Layer.Ethernet;
    case EtherType.JumboLlc:
      return Layer.Llc;
    case EtherType.Nsh:
      return Layer.Nsh;
    case EtherType.Macsec:
    case EtherType.BackboneService:
    case EtherType.VnTag:
    case EtherType.ETag:
    case EtherType.Hsr:
    case EtherType.CiscoMetaData:
    case EtherType.Redundancy:
      cursor.etherType = etherType;
      return Layer.Tag;
    default:
      return DecodeStatus.NotIp;
  }
}
