// Hot path: allocates nothing per packet.
import * as link from '../../capture/link-type.js';
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readAtm, readSunAtm } from './atm.js';
import { readAx25, readKiss } from './ax25.js';
import { readDocsis } from './docsis.js';
import { readEthernet, readEthernetBehind, readMpacket, readSwitchTag } from './ethernet.js';
import { readEnc, readNflog, readPflog, readSymantec } from './firewall-log.js';
import {
  readIeee1394,
  readIpnet,
  readIpOverFibreChannel,
  readIpOverInfiniBand,
  readSlip,
} from './fixed-header.js';
import { readCiscoHdlc } from './hdlc.js';
import { readJuniper } from './juniper.js';
import { readLinuxCooked, readLinuxCooked2 } from './linux-cooked.js';
import { readLoopback } from './loopback.js';
import { readPppWithDirection, readSerialPpp } from './ppp.js';
import { readArcnet, readArcnetLinux, readFddi, readTokenRing } from './token-passing.js';
import { readWlan } from './wlan.js';
import { readAvs, readPpi, readPrism, readRadiotap } from './wlan-capture.js';
import { readErf, readPktap, readTzsp } from './wrapped.js';

/** A byte that some systems put before the frame. */
const DIRECTION = 1;

/**
 * Where the walk through a record begins: what each link type, one line each, puts before IP or before another frame.
 * `UnknownLinkType` where nothing is known of it, or where it cannot carry IP.
 */
export function readLink(cursor: Cursor, linkType: link.LinkType): Step {
  switch (linkType) {
    case link.LINKTYPE_ETHERNET:
      return readEthernet(cursor);
    case link.LINKTYPE_LINUX_SLL:
      return readLinuxCooked(cursor);
    case link.LINKTYPE_LINUX_SLL2:
      return readLinuxCooked2(cursor);
    case link.LINKTYPE_NULL:
    case link.LINKTYPE_LOOP:
      return readLoopback(cursor);
    case link.LINKTYPE_RAW:
    case link.LINKTYPE_IPV4:
    case link.LINKTYPE_IPV6:
    case link.DLT_RAW:
    case link.DLT_RAW_OPENBSD:
      return Layer.Ip;
    default:
      return readRareLink(cursor, linkType);
  }
}

function readRareLink(cursor: Cursor, linkType: link.LinkType): Step {
  switch (linkType) {
    // Serial lines and what dials in over others.
    case link.LINKTYPE_PPP:
    case link.LINKTYPE_PPP_HDLC:
      return readSerialPpp(cursor);
    case link.LINKTYPE_PPP_PPPD:
    case link.LINKTYPE_PPP_WITH_DIR:
      return readPppWithDirection(cursor);
    case link.LINKTYPE_PPP_ETHER:
      return Layer.PppoeSession;
    case link.LINKTYPE_C_HDLC:
      return readCiscoHdlc(cursor);
    case link.LINKTYPE_C_HDLC_WITH_DIR:
      return cursor.skip(DIRECTION) ? readCiscoHdlc(cursor) : DecodeStatus.CutShort;
    case link.LINKTYPE_FRELAY:
      return Layer.FrameRelay;
    case link.LINKTYPE_FRELAY_WITH_DIR:
      return cursor.skip(DIRECTION) ? Layer.FrameRelay : DecodeStatus.CutShort;
    case link.LINKTYPE_SLIP:
      return readSlip(cursor);
    case link.LINKTYPE_AX25:
      return readAx25(cursor);
    case link.LINKTYPE_AX25_KISS:
      return readKiss(cursor);
    case link.LINKTYPE_MPLS:
      return Layer.Mpls;

    // IEEE 802.11.
    case link.LINKTYPE_IEEE802_11:
      return readWlan(cursor);
    case link.LINKTYPE_IEEE802_11_RADIOTAP:
      return readRadiotap(cursor);
    case link.LINKTYPE_IEEE802_11_PRISM:
      return readPrism(cursor);
    case link.LINKTYPE_IEEE802_11_AVS:
      return readAvs(cursor);

    // Other networks.
    case link.LINKTYPE_IEEE802_5:
      return readTokenRing(cursor);
    case link.LINKTYPE_FDDI:
      return readFddi(cursor);
    case link.LINKTYPE_ARCNET_BSD:
      return readArcnet(cursor);
    case link.LINKTYPE_ARCNET_LINUX:
      return readArcnetLinux(cursor);
    case link.LINKTYPE_ATM_RFC1483:
    case link.LINKTYPE_ATM_CLIP:
    case link.DLT_ATM_RFC1483:
    case link.DLT_ATM_CLIP:
      return readAtm(cursor);
    case link.LINKTYPE_SUNATM:
      return readSunAtm(cursor);
    case link.LINKTYPE_IP_OVER_FC:
      return readIpOverFibreChannel(cursor);
    case link.LINKTYPE_APPLE_IP_OVER_IEEE1394:
      return readIeee1394(cursor);
    case link.LINKTYPE_IPOIB:
      return readIpOverInfiniBand(cursor);
    case link.LINKTYPE_DOCSIS:
      return readDocsis(cursor);

    // Ethernet with something before or within its header.
    case link.LINKTYPE_NETANALYZER:
    case link.LINKTYPE_DSA_TAG_BRCM_PREPEND:
      return readEthernetBehind(cursor, 4);
    case link.LINKTYPE_NETANALYZER_TRANSPARENT:
      return readEthernetBehind(cursor, 12);
    case link.LINKTYPE_EPON:
      return readEthernetBehind(cursor, 8);
    case link.LINKTYPE_ETHERNET_MPACKET:
      return readMpacket(cursor);
    case link.LINKTYPE_DSA_TAG_BRCM:
    case link.LINKTYPE_DSA_TAG_DSA:
      return readSwitchTag(cursor, 4);
    case link.LINKTYPE_DSA_TAG_EDSA:
      return readSwitchTag(cursor, 8);

    // What capturing systems, firewalls and routers write.
    case link.LINKTYPE_NFLOG:
      return readNflog(cursor);
    case link.LINKTYPE_PFLOG:
      return readPflog(cursor);
    case link.LINKTYPE_ENC:
      return readEnc(cursor);
    case link.LINKTYPE_IPNET:
      return readIpnet(cursor);
    case link.LINKTYPE_SYMANTEC_FIREWALL:
      return readSymantec(cursor);
    case link.LINKTYPE_PPI:
      return readPpi(cursor);
    case link.LINKTYPE_PKTAP:
      return readPktap(cursor);
    case link.LINKTYPE_TZSP:
      return readTzsp(cursor);
    case link.LINKTYPE_ERF:
    case link.LINKTYPE_ERF_ETH:
    case link.LINKTYPE_ERF_POS:
      return readErf(cursor);
    case link.LINKTYPE_JUNIPER_ETHER:
    case link.LINKTYPE_JUNIPER_PPP:
    case link.LINKTYPE_JUNIPER_PPPOE:
    case link.LINKTYPE_JUNIPER_FRELAY:
    case link.LINKTYPE_JUNIPER_CHDLC:
    case link.LINKTYPE_JUNIPER_ATM1:
    case link.LINKTYPE_JUNIPER_ATM2:
    case link.LINKTYPE_JUNIPER_MLPPP:
    case link.LINKTYPE_JUNIPER_MLFR:
    case link.LINKTYPE_JUNIPER_MFR:
    case link.LINKTYPE_JUNIPER_ES:
    case link.LINKTYPE_JUNIPER_GGSN:
    case link.LINKTYPE_JUNIPER_SERVICES:
    case link.LINKTYPE_JUNIPER_MONITOR:
    case link.LINKTYPE_JUNIPER_ISM:
    case link.LINKTYPE_JUNIPER_ST:
    case link.LINKTYPE_JUNIPER_SRX_E2E:
      return readJuniper(cursor, linkType);

    case link.NOT_A_LINK_TYPE:
      return DecodeStatus.NotAPacket;
    default:
      return DecodeStatus.UnknownLinkType;
  }
}
