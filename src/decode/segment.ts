/**
 * The narrow waist: all that later stages know of a packet. One object is overwritten for every packet, always all
 * fields in the same order; whoever needs a value later copies the number. Capture formats and text end here.
 */
export interface Segment {
  /** Wireshark's frame.number: counts every record from 1. */
  packetNumber: number;
  /** Nanoseconds since the first packet of the timeline; NaN where the input has no times. */
  timeNs: number;

  /** 4 or 6; 0 for an endpoint known by name only (then the words hold the interned name's number). */
  family: number;
  /** The addresses as four 32-bit words (int32), network order; IPv4 fills word 3 and leaves 0–2 zero. */
  src0: number;
  src1: number;
  src2: number;
  src3: number;
  dst0: number;
  dst1: number;
  dst2: number;
  dst3: number;
  /** 0–65535; above that an interned service name. */
  srcPort: number;
  dstPort: number;

  /** IPv4 TTL or IPv6 hop limit; -1 where unknown. */
  ttl: number;
  /** IPv4 identification; -1 for IPv6 or where unknown. */
  ipId: number;
  /** Bytes of the packet on the wire, and how many of them were captured. */
  originalLength: number;
  capturedLength: number;

  /** Sequence and acknowledgment number as int32; print with `>>> 0`. */
  seq: number;
  ack: number;
  /** TCP flag bits, `TcpFlag`. */
  flags: number;
  /** The window field as it stands on the wire, unscaled. */
  window: number;
  urgentPointer: number;
  /** TCP header length in bytes, 20–60. */
  headerLength: number;
  /** Payload bytes on the wire, from the IP length (never from what was captured). */
  payloadLength: number;
  /** Payload bytes that the record's original length leaves room for: below payloadLength where a tool wrote the captured length there instead. Wireshark goes by these. */
  payloadInRecord: number;
  /** Where the TCP header begins in the record's bytes; -1 where it does not stand there whole (reassembled fragments, a quote). */
  tcpOffset: number;
  /** Where the captured payload begins in the record's bytes, and how much of it there is; offset -1 where it is not contiguous there (reassembled fragments). */
  payloadOffset: number;
  payloadCaptured: number;
  /** `ChecksumState`. */
  checksum: number;
  /** Folded sum of the payload's bytes as the Internet checksum adds them (RFC 1071); -1 where they were not all captured, or the TCP checksum is wrong. */
  payloadSum: number;

  /** Which options the header holds: `OptionBit`. Fields below are valid only where their bit is set. */
  optionBits: number;
  mss: number;
  windowScale: number;
  /** As int32. */
  tsVal: number;
  tsEcr: number;
  /** Number of SACK blocks, 0–4, edges as int32. */
  sackCount: number;
  sackLeft0: number;
  sackRight0: number;
  sackLeft1: number;
  sackRight1: number;
  sackLeft2: number;
  sackRight2: number;
  sackLeft3: number;
  sackRight3: number;
  /** Length of the Fast Open cookie (0: a request for one). */
  fastOpenCookieLength: number;
  /** Bit n set: an option of kind n (0–31) that has no field here was seen; kinds above 31 set bit 31. */
  unknownOptionKinds: number;

  /** ICMP error fields; icmpType is -1 for a TCP segment. The four-tuple, seq (and ack where quoted) above are those of the quoted segment, ttl, ipId and lengths those of the ICMP packet. */
  icmpType: number;
  icmpCode: number;
  /** Next-hop MTU of "fragmentation needed" and "packet too big", else 0. */
  icmpMtu: number;
  /** Family and address of the one who sent the ICMP error. */
  icmpFamily: number;
  icmpSrc0: number;
  icmpSrc1: number;
  icmpSrc2: number;
  icmpSrc3: number;
}

/** Bits of `Segment.optionBits`. */
export const OptionBit = {
  Mss: 1,
  WindowScale: 2,
  SackPermitted: 4,
  Sack: 8,
  Timestamps: 16,
  FastOpen: 32,
  Mptcp: 64,
  Md5: 128,
  Unknown: 256,
  /** A length that runs past the header or makes no sense: the walk stopped there. */
  Malformed: 512,
  /** The options were cut off by the snapshot length: what stands above is what could be read. */
  Cut: 1024,
  /** Four or more NOPs in a row. */
  ManyNops: 2048,
} as const;

/** States of `Segment.checksum`. */
export const ChecksumState = {
  /** Not enough bytes were captured to tell. */
  Unverified: 0,
  Good: 1,
  Bad: 2,
  /** The field holds only the pseudo-header's sum: the sender left the rest to its network card. */
  Offloaded: 3,
} as const;
export type ChecksumState = (typeof ChecksumState)[keyof typeof ChecksumState];

export function emptySegment(): Segment {
  return {
    packetNumber: 0,
    timeNs: 0,
    family: 4,
    src0: 0,
    src1: 0,
    src2: 0,
    src3: 0,
    dst0: 0,
    dst1: 0,
    dst2: 0,
    dst3: 0,
    srcPort: 0,
    dstPort: 0,
    ttl: -1,
    ipId: -1,
    originalLength: 0,
    capturedLength: 0,
    seq: 0,
    ack: 0,
    flags: 0,
    window: 0,
    urgentPointer: 0,
    headerLength: 20,
    payloadLength: 0,
    payloadInRecord: 0,
    tcpOffset: -1,
    payloadOffset: -1,
    payloadCaptured: 0,
    checksum: 0,
    payloadSum: -1,
    optionBits: 0,
    mss: 0,
    windowScale: 0,
    tsVal: 0,
    tsEcr: 0,
    sackCount: 0,
    sackLeft0: 0,
    sackRight0: 0,
    sackLeft1: 0,
    sackRight1: 0,
    sackLeft2: 0,
    sackRight2: 0,
    sackLeft3: 0,
    sackRight3: 0,
    fastOpenCookieLength: 0,
    unknownOptionKinds: 0,
    icmpType: -1,
    icmpCode: 0,
    icmpMtu: 0,
    icmpFamily: 0,
    icmpSrc0: 0,
    icmpSrc1: 0,
    icmpSrc2: 0,
    icmpSrc3: 0,
  };
}
