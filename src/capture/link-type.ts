/**
 * LINKTYPE_ numbers as captures hold them: those that are read, and those that stand inside the headers of others.
 * @see https://www.tcpdump.org/linktypes.html
 */
export const LINKTYPE_NULL = 0;
export const LINKTYPE_ETHERNET = 1;
export const LINKTYPE_AX25 = 3;
export const LINKTYPE_IEEE802_5 = 6;
export const LINKTYPE_ARCNET_BSD = 7;
export const LINKTYPE_SLIP = 8;
export const LINKTYPE_PPP = 9;
export const LINKTYPE_FDDI = 10;
export const LINKTYPE_PPP_HDLC = 50;
export const LINKTYPE_PPP_ETHER = 51;
export const LINKTYPE_SYMANTEC_FIREWALL = 99;
export const LINKTYPE_ATM_RFC1483 = 100;
export const LINKTYPE_RAW = 101;
export const LINKTYPE_C_HDLC = 104;
export const LINKTYPE_IEEE802_11 = 105;
export const LINKTYPE_ATM_CLIP = 106;
export const LINKTYPE_FRELAY = 107;
export const LINKTYPE_LOOP = 108;
export const LINKTYPE_ENC = 109;
export const LINKTYPE_LINUX_SLL = 113;
export const LINKTYPE_PFLOG = 117;
export const LINKTYPE_IEEE802_11_PRISM = 119;
export const LINKTYPE_IP_OVER_FC = 122;
export const LINKTYPE_SUNATM = 123;
export const LINKTYPE_IEEE802_11_RADIOTAP = 127;
export const LINKTYPE_TZSP = 128;
export const LINKTYPE_ARCNET_LINUX = 129;
export const LINKTYPE_JUNIPER_MLPPP = 130;
export const LINKTYPE_JUNIPER_MLFR = 131;
export const LINKTYPE_JUNIPER_ES = 132;
export const LINKTYPE_JUNIPER_GGSN = 133;
export const LINKTYPE_JUNIPER_MFR = 134;
export const LINKTYPE_JUNIPER_ATM2 = 135;
export const LINKTYPE_JUNIPER_SERVICES = 136;
export const LINKTYPE_JUNIPER_ATM1 = 137;
export const LINKTYPE_APPLE_IP_OVER_IEEE1394 = 138;
export const LINKTYPE_DOCSIS = 143;
export const LINKTYPE_IEEE802_11_AVS = 163;
export const LINKTYPE_JUNIPER_MONITOR = 164;
export const LINKTYPE_PPP_PPPD = 166;
export const LINKTYPE_JUNIPER_PPPOE = 167;
export const LINKTYPE_ERF_ETH = 175;
export const LINKTYPE_ERF_POS = 176;
export const LINKTYPE_JUNIPER_ETHER = 178;
export const LINKTYPE_JUNIPER_PPP = 179;
export const LINKTYPE_JUNIPER_FRELAY = 180;
export const LINKTYPE_JUNIPER_CHDLC = 181;
export const LINKTYPE_PPI = 192;
export const LINKTYPE_JUNIPER_ISM = 194;
export const LINKTYPE_ERF = 197;
export const LINKTYPE_JUNIPER_ST = 200;
export const LINKTYPE_AX25_KISS = 202;
export const LINKTYPE_PPP_WITH_DIR = 204;
export const LINKTYPE_C_HDLC_WITH_DIR = 205;
export const LINKTYPE_FRELAY_WITH_DIR = 206;
export const LINKTYPE_MPLS = 219;
export const LINKTYPE_IPNET = 226;
export const LINKTYPE_IPV4 = 228;
export const LINKTYPE_IPV6 = 229;
export const LINKTYPE_JUNIPER_SRX_E2E = 233;
export const LINKTYPE_NFLOG = 239;
export const LINKTYPE_NETANALYZER = 240;
export const LINKTYPE_NETANALYZER_TRANSPARENT = 241;
export const LINKTYPE_IPOIB = 242;
export const LINKTYPE_PKTAP = 258;
export const LINKTYPE_EPON = 259;
export const LINKTYPE_ETHERNET_MPACKET = 274;
export const LINKTYPE_LINUX_SLL2 = 276;
export const LINKTYPE_DSA_TAG_BRCM = 281;
export const LINKTYPE_DSA_TAG_BRCM_PREPEND = 282;
export const LINKTYPE_DSA_TAG_DSA = 284;
export const LINKTYPE_DSA_TAG_EDSA = 285;

/**
 * Numbers by which systems know links inside the kernel, and which leak into files: raw IP on most systems and on
 * OpenBSD, packets over ATM.
 */
export const DLT_ATM_RFC1483 = 11;
export const DLT_RAW = 12;
export const DLT_RAW_OPENBSD = 14;
export const DLT_ATM_CLIP = 19;

/** A number of the registry; captures may hold any 16-bit value. */
export type LinkType = number;

/** Stands for the link type of a record that holds no packet (pcapng has such). It has a number like any other record. */
export const NOT_A_LINK_TYPE: LinkType = -1;
