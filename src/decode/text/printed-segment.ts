// Hot path: allocates nothing per packet.
import type { PrintedPacket } from '../../capture/printed-packet.js';
import { MAX_NAMES, MAX_PRINTED_FLOWS } from '../../limits.js';
import { isOffloaded } from '../checksum.js';
import { DecodeStatus } from '../decode-status.js';
import { internedNames, internName } from '../ip/address.js';
import { ChecksumState, OptionBit, type Segment } from '../segment.js';
import { TcpFlag } from '../tcp/flags.js';
import { readOptions } from '../tcp/options.js';
import { emptyAddress, readAddress, takeName } from './printed-address.js';
import { FlowFact, FlowWord, PrintedFlows } from './printed-flows.js';
import { PrintedNumbers } from './printed-numbers.js';

const FIRST_NAMED_PORT = 0x10000;
const MAX_WINDOW = 0xffff;
const MAX_SHIFT = 14;
/** Pairs of addresses of which the last flow is remembered, for ICMP errors that name no ports. */
const PAIRS = 1 << 12;

/**
 * Makes segments of printed packets. It remembers what earlier lines said of each 4-tuple, for much of a line is printed
 * relative to those, or left out.
 */
export class PrintedSegments {
  readonly #flows: PrintedFlows;
  readonly #numbers: PrintedNumbers;
  readonly #source = emptyAddress();
  readonly #destination = emptyAddress();
  /** By a hash of two addresses: the flow in which one last sent to the other, as ports, and the addresses to tell collisions. */
  readonly #pairs = new Int32Array(PAIRS * PAIR_WORDS);
  #optionBytes: Uint8Array | null = null;
  #optionView: DataView = new DataView(new ArrayBuffer(0));

  constructor(mostFlows = MAX_PRINTED_FLOWS) {
    this.#flows = new PrintedFlows(mostFlows);
    this.#numbers = new PrintedNumbers(this.#flows);
  }

  /** Overwrites the Segment, as `PacketDecoder.decode` does. */
  read(packet: PrintedPacket, s: Segment): DecodeStatus {
    if (!packet.isTcp) return statusOfOther(packet);
    if (packet.ahead !== null) this.#flows.fetchAhead(packet.ahead);
    const isIcmp = packet.icmpType >= 0;
    this.#putAddresses(packet, s);
    s.srcPort = portNumber(packet.srcPort);
    s.dstPort = portNumber(packet.dstPort);
    if (isIcmp && !this.#knowsPorts(packet, s)) return DecodeStatus.NotTcp;

    s.ttl = packet.ttl;
    s.ipId = packet.ipId;
    s.payloadLength = packet.payloadLength < 0 ? 0 : packet.payloadLength;
    s.payloadInRecord = s.payloadLength;
    s.tcpOffset = -1;
    s.payloadOffset = -1;
    s.payloadCaptured = 0;
    s.payloadSum = -1;
    s.urgentPointer = packet.urgentPointer & 0xffff;
    // Of a print without flags (-q) nothing but the payload is sure: the flags that nearly all segments have.
    s.flags = packet.flags >= 0 ? packet.flags : TcpFlag.Ack | (s.payloadLength > 0 ? TcpFlag.Psh : 0);
    this.#putOptions(packet, s);

    this.#flows.find(s);
    if (isIcmp) return this.#icmpError(packet, s);
    this.#numbers.resolve(packet, s);
    s.window = this.#window(packet, s);
    s.checksum = checksumOf(packet, s);
    s.icmpType = -1;
    this.#numbers.note(s);
    this.#notePair(s);
    return DecodeStatus.Segment;
  }

  limitsReached(): string[] {
    const reached: string[] = [];
    const { forgotten } = this.#flows;
    if (forgotten > 0) {
      reached.push(
        `Printed numbers of ${forgotten.toLocaleString('en')} 4-tuples were forgotten: at most ` +
          `${MAX_PRINTED_FLOWS.toLocaleString('en')} are followed, and those that are silent longest leave first.`,
      );
    }
    if (internedNames() >= MAX_NAMES) {
      reached.push(`More than ${MAX_NAMES.toLocaleString('en')} names were printed: the others share one.`);
    }
    return reached;
  }

  /** Both are addresses of one family, or both are taken by their names. */
  #putAddresses(packet: PrintedPacket, s: Segment): void {
    if (packet.areIpv4Words) {
      s.family = 4;
      s.src0 = s.src1 = s.src2 = 0;
      s.src3 = packet.srcIpv4;
      s.dst0 = s.dst1 = s.dst2 = 0;
      s.dst3 = packet.dstIpv4;
      return;
    }
    const source = this.#source;
    const destination = this.#destination;
    const areNumeric =
      readAddress(packet.srcAddress, source) &&
      readAddress(packet.dstAddress, destination) &&
      source.family === destination.family;
    if (!areNumeric) {
      takeName(packet.srcAddress, source);
      takeName(packet.dstAddress, destination);
    }
    s.family = source.family;
    s.src0 = source.w0;
    s.src1 = source.w1;
    s.src2 = source.w2;
    s.src3 = source.w3;
    s.dst0 = destination.w0;
    s.dst1 = destination.w1;
    s.dst2 = destination.w2;
    s.dst3 = destination.w3;
  }

  #putOptions(packet: PrintedPacket, s: Segment): void {
    s.unknownOptionKinds = 0;
    if (packet.optionLength >= 0) {
      if (packet.optionBytes !== this.#optionBytes) this.#takeOptionBytes(packet.optionBytes);
      readOptions(this.#optionView, 0, packet.optionLength, packet.optionLength, s);
      s.headerLength = 20 + packet.optionLength;
      return;
    }
    s.optionBits = packet.hasOptions ? packet.optionBits : packet.optionBits | OptionBit.Cut;
    s.mss = packet.mss;
    s.windowScale = packet.windowScale;
    s.tsVal = packet.tsVal | 0;
    s.tsEcr = packet.tsEcr | 0;
    s.fastOpenCookieLength = packet.fastOpenCookieLength;
    s.sackCount = 0;
    s.headerLength = packet.headerLength < 20 ? 20 : packet.headerLength;
  }

  #takeOptionBytes(bytes: Uint8Array): void {
    this.#optionBytes = bytes;
    this.#optionView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The field as it stood on the wire; where it is not printed, what the direction said last. */
  #window(packet: PrintedPacket, s: Segment): number {
    const { words, row, direction } = this.#flows;
    const isSyn = (s.flags & TcpFlag.Syn) !== 0;
    if (isSyn) {
      const hasScale = (s.optionBits & OptionBit.WindowScale) !== 0;
      words[row + FlowWord.Scale + direction] = hasScale ? Math.min(s.windowScale, MAX_SHIFT) + 1 : 0;
    }
    const known = FlowFact.Window << direction;
    if (packet.window < 0) {
      return words[row + FlowWord.Facts]! & known ? words[row + FlowWord.Window + direction]! : MAX_WINDOW;
    }
    let window = packet.window;
    if (packet.isWindowScaled && !isSyn) {
      const own = words[row + FlowWord.Scale + direction]!;
      // Both sides must have offered it.
      if (own > 0 && words[row + FlowWord.Scale + 1 - direction]! > 0) window /= 2 ** (own - 1);
    }
    while (window > MAX_WINDOW) window /= 2;
    words[row + FlowWord.Window + direction] = window;
    words[row + FlowWord.Facts]! |= known;
    return window | 0;
  }

  /** The quoted segment's numbers are resolved as its flow's, but nothing is learned from them. */
  #icmpError(packet: PrintedPacket, s: Segment): DecodeStatus {
    const { words, row, direction } = this.#flows;
    if (packet.seqKind === 0) s.seq = words[row + FlowWord.LastSeq + direction]!;
    else this.#numbers.resolve(packet, s);
    if (packet.ackKind === 0) s.ack = 0;
    if (packet.flags < 0) s.flags = 0;
    s.window = packet.window < 0 ? 0 : packet.window & MAX_WINDOW;
    s.checksum = ChecksumState.Unverified;
    s.optionBits = 0;
    s.sackCount = 0;
    s.payloadInRecord = 0;
    s.icmpType = packet.icmpType;
    s.icmpCode = packet.icmpCode;
    s.icmpMtu = packet.icmpMtu;
    const sender = this.#source;
    if (!readAddress(packet.icmpSender, sender)) takeName(packet.icmpSender, sender);
    s.icmpFamily = sender.family;
    s.icmpSrc0 = sender.w0;
    s.icmpSrc1 = sender.w1;
    s.icmpSrc2 = sender.w2;
    s.icmpSrc3 = sender.w3;
    return DecodeStatus.IcmpError;
  }

  /** An error that names no ports quotes, as likely as not, the last segment that went from one of its hosts to the other. */
  #knowsPorts(packet: PrintedPacket, s: Segment): boolean {
    if (packet.srcPort !== -1 && packet.dstPort !== -1) return true;
    const at = pairPlace(s);
    const pairs = this.#pairs;
    const isPair =
      pairs[at + PAIR_KNOWN] === 1 &&
      pairs[at] === s.src3 &&
      pairs[at + 1] === s.dst3 &&
      pairs[at + 2] === (s.src0 ^ s.src1 ^ s.src2) &&
      pairs[at + 3] === (s.dst0 ^ s.dst1 ^ s.dst2);
    if (!isPair || (packet.dstPort !== -1 && pairs[at + 5] !== s.dstPort)) return false;
    s.srcPort = pairs[at + 4]!;
    s.dstPort = pairs[at + 5]!;
    return true;
  }

  #notePair(s: Segment): void {
    const at = pairPlace(s);
    const pairs = this.#pairs;
    pairs[at] = s.src3;
    pairs[at + 1] = s.dst3;
    pairs[at + 2] = s.src0 ^ s.src1 ^ s.src2;
    pairs[at + 3] = s.dst0 ^ s.dst1 ^ s.dst2;
    pairs[at + 4] = s.srcPort;
    pairs[at + 5] = s.dstPort;
    pairs[at + PAIR_KNOWN] = 1;
  }
}

const PAIR_WORDS = 8;
const PAIR_KNOWN = 6;

function pairPlace(s: Segment): number {
  let h = Math.imul(s.src3 ^ s.src0 ^ s.src1 ^ s.src2, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ s.dst3 ^ s.dst0 ^ s.dst1 ^ s.dst2, 0x85ebca6b);
  return ((h ^ (h >>> 13)) & (PAIRS - 1)) * PAIR_WORDS;
}

function statusOfOther(packet: PrintedPacket): DecodeStatus {
  if (packet.isFragment) return DecodeStatus.Fragment;
  if (packet.isCut) return DecodeStatus.CutShort;
  return packet.ipVersion === 0 ? DecodeStatus.NotIp : DecodeStatus.NotTcp;
}

/** Names of services stand above all port numbers. */
function portNumber(port: number | string): number {
  if (typeof port === 'string') return FIRST_NAMED_PORT + internName(port);
  return port & 0xffff;
}

/** Of a sum that the print calls wrong, the sender may have left the rest to its network card. */
function checksumOf(packet: PrintedPacket, s: Segment): ChecksumState {
  if (packet.checksum !== ChecksumState.Bad) return packet.checksum as ChecksumState;
  // Names tell nothing of the addresses that the sum covers.
  if (s.family === 0) return ChecksumState.Unverified;
  if (packet.checksumField < 0) return ChecksumState.Bad;
  const length = s.headerLength + s.payloadLength;
  return isOffloaded(packet.checksumField, length, s) ? ChecksumState.Offloaded : ChecksumState.Bad;
}
