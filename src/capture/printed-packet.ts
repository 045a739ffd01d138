/**
 * A packet that was printed: by tcpdump as text, by Wireshark as an export. The readers of such files fill one object
 * of this kind per packet, overwritten each time, and hand it on in `PacketRecord.printed`; `decode/text` turns it into the same
 * Segment as bytes do. What the print leaves out is marked as missing, never guessed here. A print that carries the bytes
 * themselves (`tcpdump -x`, JSON with `-x`) becomes an ordinary record of those bytes instead.
 */
export interface PrintedPacket {
  /**
   * True where the print is a TCP segment, or an ICMP error that quotes one; false for any other packet (ARP, UDP), which is
   * counted only. Its number is `PacketRecord.packetInCapture`: the printed one as long as those rise, or the packet's rank.
   */
  isTcp: boolean;
  /** A piece of an IP datagram that shows no TCP header (`isTcp` is false). */
  isFragment: boolean;
  /** TCP by its name, but the print breaks off, or contradicts itself, before what a segment needs (`isTcp` is false). */
  isCut: boolean;
  /** 4 or 6 where printed; 0 where only names tell nothing of it. */
  ipVersion: number;
  /** As printed: numeric addresses or host names. */
  srcAddress: string;
  dstAddress: string;
  /**
   * Both addresses as 32-bit words (int32), where the reader found two of IPv4 and made no strings of them: those above are
   * empty then. Only for readers that are in a hurry; false from all others.
   */
  areIpv4Words: boolean;
  srcIpv4: number;
  dstIpv4: number;
  /** A number, or the service name as printed; -1 where nothing was printed. */
  srcPort: number | string;
  dstPort: number | string;
  /** -1 where not printed. */
  ttl: number;
  ipId: number;
  /** Wireshark's tcp.stream, -1 where not printed. Packets of one 4-tuple with different numbers belong to different connections, whatever their sequence numbers. */
  stream: number;
  /** What Wireshark says of the packet in brackets, bits of `PrintedAnalysis`; -1 where the print has no room for such words. */
  analysis: number;
  /** TCP flag bits, `TcpFlag`; -1 where not printed (`tcpdump -q`). */
  flags: number;
  /** Presence of numbers and what they count from: `PrintedNumber`. */
  seqKind: PrintedNumber;
  ackKind: PrintedNumber;
  /** As printed, 0 to 2^32 - 1 (relative ones may be negative). */
  seq: number;
  ack: number;
  /** The window as printed, -1 where missing; whether the print has scaled it already (Wireshark's default). */
  window: number;
  isWindowScaled: boolean;
  urgentPointer: number;
  /** The TCP header with its options, in bytes, as far as the print tells; -1 where missing. */
  headerLength: number;
  /** TCP payload bytes; -1 where missing. */
  payloadLength: number;
  /** Bytes of the packet on the wire; -1 where missing. */
  originalLength: number;
  /** `ChecksumState`: what the print says of the TCP checksum. */
  checksum: number;
  /** The checksum as it stands in the header, which tells an offloaded one from a bad one; -1 where missing. */
  checksumField: number;

  /** False where the print says nothing of options (a summary), so that their absence proves nothing. */
  hasOptions: boolean;
  /**
   * The options as they stand in the header, where the print shows their bytes (PDML, JSON): the first `optionLength` of
   * these, 0 for none. Then they tell all, and the fields below stay empty. `optionLength` is -1 where no bytes are shown.
   */
  optionBytes: Uint8Array;
  optionLength: number;
  /** `OptionBit` of `decode/segment`, and the values; valid only where their bit is set. */
  optionBits: number;
  mss: number;
  windowScale: number;
  tsVal: number;
  tsEcr: number;
  sackCount: number;
  /** Edges of up to four blocks: left, right, left, right …; relative to what is acknowledged where `isSackRelative`. */
  sackEdges: Float64Array;
  isSackRelative: boolean;
  fastOpenCookieLength: number;

  /** An ICMP error that quotes a TCP segment: its type and code (-1: none), next-hop MTU and sender; the rest is the quoted segment's. */
  icmpType: number;
  icmpCode: number;
  icmpMtu: number;
  icmpSender: string;

  /** Packets that were read ahead, this one the first of them: what is kept of each can be fetched for all at once. Null for most. */
  ahead: PrintedAhead | null;
}

/** The first `count` packets come one after the other; all have `areIpv4Words`, and numbers for ports. */
export interface PrintedAhead {
  readonly packets: readonly PrintedPacket[];
  readonly count: number;
}

/** What a printed sequence or acknowledgment number counts from. */
export const PrintedNumber = {
  Missing: 0,
  /** As on the wire. */
  Absolute: 1,
  /** From the sender's (or for ack: the peer's) initial sequence number, as tcpdump and Wireshark do. */
  Relative: 2,
  /** The print does not tell: it may be either, as in an excerpt of tcpdump's text. */
  Unclear: 3,
} as const;
export type PrintedNumber = (typeof PrintedNumber)[keyof typeof PrintedNumber];

/** Bits of `PrintedPacket.optionBits`: those of `OptionBit` in `decode/segment`, which lies beyond what readers may know. */
export const PrintedOption = {
  Mss: 1,
  WindowScale: 2,
  SackPermitted: 4,
  Sack: 8,
  Timestamps: 16,
  FastOpen: 32,
  Mptcp: 64,
  Md5: 128,
  Unknown: 256,
  Malformed: 512,
  Cut: 1024,
  ManyNops: 2048,
} as const;

/** Bits of `PrintedPacket.analysis`: Wireshark's words that tell relative numbers of one connection from those of the next. */
export const PrintedAnalysis = {
  /** "TCP Retransmission", "TCP Spurious Retransmission": the same numbers as before, of the same connection. */
  Retransmission: 1,
  /** "TCP Port numbers reused": this SYN begins the next connection on its 4-tuple. */
  ReusedPorts: 2,
} as const;

/** TCP options are at most this long. */
export const MAX_OPTION_BYTES = 40;

/** One with everything missing; all fields in their one order, so that all share one object shape. */
export function emptyPrintedPacket(): PrintedPacket {
  const packet = {
    optionBytes: new Uint8Array(MAX_OPTION_BYTES),
    sackEdges: new Float64Array(8),
  } as PrintedPacket;
  clearPrintedPacket(packet);
  return packet;
}

/** Marks everything as missing before the next packet is read into it. */
export function clearPrintedPacket(p: PrintedPacket): void {
  p.isTcp = false;
  p.isFragment = false;
  p.isCut = false;
  p.ipVersion = 0;
  p.srcAddress = '';
  p.dstAddress = '';
  p.areIpv4Words = false;
  p.srcIpv4 = 0;
  p.dstIpv4 = 0;
  p.srcPort = -1;
  p.dstPort = -1;
  p.ttl = -1;
  p.ipId = -1;
  p.stream = -1;
  p.analysis = -1;
  p.flags = -1;
  p.seqKind = PrintedNumber.Missing;
  p.ackKind = PrintedNumber.Missing;
  p.seq = 0;
  p.ack = 0;
  p.window = -1;
  p.isWindowScaled = false;
  p.urgentPointer = 0;
  p.headerLength = -1;
  p.payloadLength = -1;
  p.originalLength = -1;
  p.checksum = 0;
  p.checksumField = -1;
  p.hasOptions = false;
  p.optionLength = -1;
  p.optionBits = 0;
  p.mss = 0;
  p.windowScale = 0;
  p.tsVal = 0;
  p.tsEcr = 0;
  p.sackCount = 0;
  p.isSackRelative = false;
  p.fastOpenCookieLength = 0;
  p.icmpType = -1;
  p.icmpCode = 0;
  p.icmpMtu = 0;
  p.icmpSender = '';
  p.ahead = null;
}
