/**
 * What the decoder made of a packet. Everything but `Segment` and `IcmpError` gives no TCP row and is counted
 * in the report under its word in `DECODE_STATUS_NAMES`.
 */
export const DecodeStatus = {
  /** The Segment holds a TCP segment. */
  Segment: 0,
  /** The Segment's `icmp…` fields hold an ICMP error and its four-tuple the TCP segment that it quotes. */
  IcmpError: 1,
  /** A fragment of an IP packet that is not whole yet. */
  Fragment: 2,
  /** ARP, LLDP, spanning tree and the like. */
  NotIp: 3,
  /** IP, but neither TCP nor an ICMP error that quotes TCP. */
  NotTcp: 4,
  /** The link type is not understood. */
  UnknownLinkType: 5,
  /** Fewer bytes were captured than the headers up to TCP's fixed part need (snapshot length). */
  CutShort: 6,
  /** A header contradicts itself: IP version, header length, total length below the headers. */
  BadIpHeader: 7,
  BadTcpHeader: 8,
  /** A packet inside a packet, which was not to be opened. */
  Tunnel: 9,
  /** What is inside is encrypted: protected 802.11, ESP, MACsec. */
  Encrypted: 10,
  /** The record holds an event of the capturing system, no packet (pcapng has such). */
  NotAPacket: 11,
} as const;
export type DecodeStatus = (typeof DecodeStatus)[keyof typeof DecodeStatus];

/** The words of `captures[].notDecoded`, by status. */
export const DECODE_STATUS_NAMES: readonly string[] = [
  'segment',
  'icmp-error',
  'fragment',
  'not-ip',
  'not-tcp',
  'unknown-link-type',
  'cut-short',
  'bad-ip-header',
  'bad-tcp-header',
  'tunnel',
  'encrypted',
  'not-a-packet',
];
