import {
  clearPrintedPacket,
  emptyPrintedPacket,
  MAX_OPTION_BYTES,
  PrintedNumber,
  PrintedOption,
  type PrintedPacket,
} from '../printed-packet.js';
import { Field } from './field.js';
import { icmpErrorOf } from './icmp-words.js';
import { flagsOf, portOf, readInfo } from './info-column.js';
import { isOverTcp } from './tcp-protocols.js';

const SYN = 0x002;
const CHECKSUM_GOOD = 1;
const CHECKSUM_BAD = 2;

/**
 * Takes in what an export says of one packet, field by field, and makes a PrintedPacket of it. Fields come from the
 * outermost header inwards; of a header that comes twice the later one counts. Texts are Latin-1 of the file's bytes.
 */
export class PrintedFields {
  readonly packet: PrintedPacket = emptyPrintedPacket();
  number = -1;
  length = -1;
  capturedLength = -1;
  encapsulation = '';
  protocols = '';
  comment = '';
  /** The Protocol column. */
  protocol = '';
  /** The best time there is; `timeField` says what it counts from, -1 where there is none. */
  time = '';
  timeField: Field | -1 = -1;

  private leftEdges = 0;
  /** Whether sequence numbers without further word are relative: a SYN shows it, for the whole file. */
  private numbering: PrintedNumber = PrintedNumber.Unclear;
  private icmpError: readonly [type: number, code: number] | null = null;
  private hasRawWindow = false;
  private hasQuotedAddresses = false;
  /** What the relative acknowledgment number was where the absolute one is known too, or NaN. */
  private relativeAck = Number.NaN;
  private ackIsRaw = false;
  private seqIsRaw = false;

  clear(): void {
    clearPrintedPacket(this.packet);
    this.number = -1;
    this.length = -1;
    this.capturedLength = -1;
    this.encapsulation = '';
    this.protocols = '';
    this.comment = '';
    this.protocol = '';
    this.time = '';
    this.timeField = -1;
    this.icmpError = null;
    this.hasQuotedAddresses = false;
    this.clearTcp();
  }

  /** Another TCP header begins, perhaps within the one before. */
  enterTcp(): void {
    const { packet } = this;
    packet.flags = -1;
    packet.seqKind = PrintedNumber.Missing;
    packet.ackKind = PrintedNumber.Missing;
    packet.window = -1;
    packet.isWindowScaled = false;
    packet.headerLength = -1;
    packet.payloadLength = -1;
    packet.checksum = 0;
    packet.checksumField = -1;
    packet.hasOptions = false;
    packet.optionLength = -1;
    packet.optionBits = 0;
    packet.sackCount = 0;
    this.clearTcp();
  }

  /** The export says itself that its sequence numbers are relative. */
  countFromZero(): void {
    this.numbering = PrintedNumber.Relative;
  }

  set(field: Field, text: string): void {
    if (field <= Field.Comment) this.setFrame(field, text);
    else if (field <= Field.DestinationName) this.setSummary(field, text);
    else if (field <= Field.IcmpMtu) this.setNetwork(field, text);
    else if (field <= Field.TcpHeaderLength) this.setTcp(field, text);
    else if (field <= Field.TcpFlagCwr) this.setFlags(field, text);
    else this.setTcpRest(field, text);
  }

  /** All fields are in: settles what only shows from several of them. */
  finish(): void {
    const { packet } = this;
    packet.originalLength = this.length;
    if (this.icmpError !== null && packet.icmpType < 0) this.takeIcmpWords(this.icmpError);
    else if (packet.icmpType >= 0 && !this.hasQuotedAddresses) packet.isTcp = false;
    const hasPorts = packet.srcPort !== -1 && packet.dstPort !== -1;
    packet.isCut = packet.isTcp ? !hasPorts && packet.icmpType < 0 : isOverTcp(this.protocol);
    if (packet.isCut) packet.isTcp = false;
    if (!packet.isTcp) {
      if (packet.ipVersion === 0) packet.ipVersion = ipVersionOf(packet.srcAddress);
      return;
    }
    packet.isFragment = false;
    this.settleNumbers();
    if (packet.sackCount > 0 && packet.optionLength < 0) this.settleSackEdges();
    packet.srcAddress = utf8Of(packet.srcAddress);
    packet.dstAddress = utf8Of(packet.dstAddress);
  }

  /**
   * The row of an ICMP error names sender and receiver only. Sent by the end itself it answers what went from its receiver to
   * its sender; whether such a connection is there, and which, is for those to find who know the packets before.
   */
  private takeIcmpWords([type, code]: readonly [number, number]): void {
    const { packet } = this;
    packet.isTcp = true;
    packet.icmpType = type;
    packet.icmpCode = code;
    packet.icmpSender = utf8Of(packet.srcAddress);
    packet.srcAddress = packet.dstAddress;
    packet.dstAddress = packet.icmpSender;
  }

  private clearTcp(): void {
    this.hasRawWindow = false;
    this.relativeAck = Number.NaN;
    this.ackIsRaw = false;
    this.seqIsRaw = false;
    this.leftEdges = 0;
  }

  private setFrame(field: Field, text: string): void {
    switch (field) {
      case Field.Number:
        this.number = numberOf(text);
        break;
      case Field.Length:
        this.length = numberOf(text);
        break;
      case Field.CapturedLength:
        this.capturedLength = numberOf(text);
        break;
      case Field.Encapsulation:
        this.encapsulation = text;
        break;
      case Field.Protocols:
        this.protocols = text;
        break;
      case Field.Comment:
        this.comment = text;
        break;
      default:
        this.setTime(field, text);
    }
  }

  /** The enumeration is in the order of how much a time says; a bare column "Time" comes before all that are sure. */
  private setTime(field: Field, text: string): void {
    const isBetter = field === Field.TimeDelta ? this.timeField < 0 : rank(field) > rank(this.timeField);
    if (!isBetter) return;
    this.time = text;
    this.timeField = field;
  }

  private setSummary(field: Field, text: string): void {
    const { packet } = this;
    switch (field) {
      case Field.Source:
      case Field.SourceName:
        if (packet.srcAddress === '') packet.srcAddress = text;
        break;
      case Field.Destination:
      case Field.DestinationName:
        if (packet.dstAddress === '') packet.dstAddress = text;
        break;
      case Field.Protocol:
        this.protocol = text;
        break;
      case Field.Info:
        this.setInfo(text);
        break;
      case Field.SourcePort:
        this.setPort('srcPort', text);
        break;
      case Field.DestinationPort:
        this.setPort('dstPort', text);
        break;
    }
  }

  private setInfo(text: string): void {
    const { packet } = this;
    if (readInfo(text, packet)) {
      packet.isTcp = true;
      packet.seqKind = PrintedNumber.Unclear;
      packet.ackKind = packet.flags & ACK ? PrintedNumber.Unclear : PrintedNumber.Missing;
      packet.isWindowScaled = (packet.flags & SYN) === 0;
    } else if (text.startsWith('Fragmented IP')) {
      packet.isFragment = true;
    } else if (this.protocol.startsWith('ICMP')) {
      this.icmpError = icmpErrorOf(this.protocol, text);
    }
  }

  /** Ports in columns of their own: more exact than names in Info, and TCP's where the protocol above is only spoken over TCP. */
  private setPort(port: 'srcPort' | 'dstPort', text: string): void {
    const { packet } = this;
    const value = portOf(text);
    if (packet[port] === -1 || typeof value === 'number') packet[port] = value;
    if (isOverTcp(this.protocol)) packet.isTcp = true;
  }

  private setNetwork(field: Field, text: string): void {
    const { packet } = this;
    switch (field) {
      case Field.Ipv4Source:
      case Field.Ipv6Source:
        packet.srcAddress = text;
        packet.ipVersion = field === Field.Ipv4Source ? 4 : 6;
        this.hasQuotedAddresses = packet.icmpType >= 0;
        break;
      case Field.Ipv4Destination:
      case Field.Ipv6Destination:
        packet.dstAddress = text;
        break;
      // Time to live and identification of an ICMP error are its own, not those it quotes.
      case Field.Ipv4TimeToLive:
      case Field.Ipv6HopLimit:
        if (packet.icmpType < 0) packet.ttl = numberOf(text);
        break;
      case Field.Ipv4Id:
        if (packet.icmpType < 0) packet.ipId = numberOf(text);
        break;
      case Field.IcmpType:
        packet.icmpType = numberOf(text);
        packet.icmpSender = utf8Of(packet.srcAddress);
        this.hasQuotedAddresses = false;
        break;
      case Field.IcmpCode:
        packet.icmpCode = Math.max(0, numberOf(text));
        break;
      case Field.IcmpMtu:
        packet.icmpMtu = Math.max(0, numberOf(text));
        break;
    }
  }

  private setTcp(field: Field, text: string): void {
    const { packet } = this;
    const value = numberOf(text);
    switch (field) {
      case Field.TcpSourcePort:
        packet.srcPort = portOf(text);
        packet.isTcp = true;
        break;
      case Field.TcpDestinationPort:
        packet.dstPort = portOf(text);
        packet.isTcp = true;
        break;
      case Field.TcpStream:
        packet.stream = value;
        break;
      case Field.TcpLength:
        packet.payloadLength = value;
        break;
      case Field.TcpSeq:
        if (this.seqIsRaw || value < 0) break;
        packet.seq = value;
        packet.seqKind = PrintedNumber.Unclear;
        break;
      case Field.TcpSeqRaw:
        if (value < 0) break;
        packet.seq = value;
        packet.seqKind = PrintedNumber.Absolute;
        this.seqIsRaw = true;
        break;
      case Field.TcpAck:
        this.relativeAck = value;
        if (this.ackIsRaw || value < 0) break;
        packet.ack = value;
        packet.ackKind = PrintedNumber.Unclear;
        break;
      case Field.TcpAckRaw:
        if (value < 0) break;
        // Without its own field the relative number came in the summary.
        if (Number.isNaN(this.relativeAck) && packet.ackKind !== PrintedNumber.Missing) {
          this.relativeAck = packet.ack;
        }
        packet.ack = value;
        packet.ackKind = PrintedNumber.Absolute;
        this.ackIsRaw = true;
        break;
      case Field.TcpHeaderLength:
        packet.headerLength = value;
        if (value === 20) this.setOptions('');
        break;
    }
  }

  private setFlags(field: Field, text: string): void {
    const { packet } = this;
    if (field === Field.TcpFlags) {
      const value = numberOf(text);
      if (value >= 0) packet.flags = value & 0xfff;
    } else if (field === Field.TcpFlagsText) {
      if (packet.flags < 0) packet.flags = flagsOfLetters(text) ?? flagsOf(text) ?? -1;
    } else {
      const isSet = text === '1' || text === 'True' || text === 'true' || text === 'Set';
      const bit = 1 << (field - Field.TcpFlagFin);
      packet.flags = Math.max(0, packet.flags) | (isSet ? bit : 0);
    }
  }

  private setTcpRest(field: Field, text: string): void {
    const { packet } = this;
    const value = numberOf(text);
    switch (field) {
      case Field.TcpWindow:
        if (value < 0) break;
        packet.window = value;
        packet.isWindowScaled = false;
        this.hasRawWindow = true;
        break;
      case Field.TcpScaledWindow:
        if (this.hasRawWindow || value < 0) break;
        packet.window = value;
        packet.isWindowScaled = packet.flags < 0 || (packet.flags & SYN) === 0;
        break;
      case Field.TcpChecksumStatus:
        packet.checksum = CHECKSUMS[text] ?? 0;
        break;
      case Field.TcpChecksum:
        packet.checksumField = value;
        break;
      case Field.TcpUrgentPointer:
        packet.urgentPointer = Math.max(0, value);
        break;
      case Field.TcpOptions:
        this.setOptions(text);
        break;
      case Field.TcpMss:
        this.setOption(PrintedOption.Mss, 'mss', value);
        break;
      case Field.TcpWindowScale:
        this.setOption(PrintedOption.WindowScale, 'windowScale', value);
        break;
      case Field.TcpSackPermitted:
        packet.optionBits |= PrintedOption.SackPermitted;
        packet.hasOptions = true;
        break;
      case Field.TcpTsVal:
        this.setOption(PrintedOption.Timestamps, 'tsVal', value);
        break;
      case Field.TcpTsEcr:
        this.setOption(PrintedOption.Timestamps, 'tsEcr', value);
        break;
      case Field.TcpSackLeft:
        this.setSackEdges(text, 0);
        break;
      case Field.TcpSackRight:
        this.setSackEdges(text, 1);
        break;
      case Field.ReassembledIn:
        packet.isFragment = true;
        break;
    }
  }

  private setOption(bit: number, name: 'mss' | 'windowScale' | 'tsVal' | 'tsEcr', value: number): void {
    if (value < 0) return;
    const { packet } = this;
    packet[name] = value;
    packet.optionBits |= bit;
    packet.hasOptions = true;
  }

  /** "02:04:05:b4" or "020405b4"; empty where there are none. Anything else says nothing. */
  private setOptions(text: string): void {
    const { packet } = this;
    const isSeparated = text.charCodeAt(2) === COLON;
    const step = isSeparated ? 3 : 2;
    const length = Math.floor((text.length + (isSeparated ? 1 : 0)) / step);
    if (length > MAX_OPTION_BYTES) return;
    for (let i = 0; i < length; i++) {
      const byte = Number.parseInt(text.slice(i * step, i * step + 2), 16);
      if (Number.isNaN(byte)) return;
      packet.optionBytes[i] = byte;
    }
    packet.optionLength = length;
    packet.hasOptions = true;
  }

  private setSackEdges(text: string, side: 0 | 1): void {
    const { packet } = this;
    let block = side === 0 ? this.leftEdges : packet.sackCount;
    for (const edge of text.split(',')) {
      if (block === 4) break;
      packet.sackEdges[2 * block + side] = Math.max(0, numberOf(edge));
      block++;
    }
    if (side === 0) this.leftEdges = block;
    else packet.sackCount = Math.min(block, this.leftEdges);
    packet.optionBits |= PrintedOption.Sack;
    packet.hasOptions = true;
  }

  private settleNumbers(): void {
    const { packet } = this;
    const isUnclear = packet.seqKind === PrintedNumber.Unclear;
    if (isUnclear && packet.icmpType >= 0) {
      // What an ICMP error quotes has no connection to be relative to.
      packet.seqKind = PrintedNumber.Absolute;
    } else if (isUnclear) {
      const isSyn = packet.flags >= 0 && (packet.flags & SYN) !== 0;
      if (isSyn) this.numbering = packet.seq === 0 ? PrintedNumber.Relative : PrintedNumber.Absolute;
      else if (this.numbering === PrintedNumber.Unclear) this.numbering = likelyNumbering(packet);
      packet.seqKind = this.numbering;
    }
    if (packet.ackKind === PrintedNumber.Unclear) packet.ackKind = packet.seqKind;
  }

  /** Wireshark counts the edges as it does acknowledgment numbers; those of both kinds tell what lies between. */
  private settleSackEdges(): void {
    const { packet, relativeAck } = this;
    packet.isSackRelative = packet.ackKind === PrintedNumber.Relative;
    if (packet.ackKind !== PrintedNumber.Absolute || Number.isNaN(relativeAck)) return;
    const base = packet.ack - relativeAck;
    for (let i = 0; i < 2 * packet.sackCount; i++) {
      packet.sackEdges[i] = (packet.sackEdges[i]! + base) % 0x1_0000_0000;
    }
  }
}

/** Of random numbers one in 256 is below this; relative ones reach it after 16 MiB. */
const LOOKS_RELATIVE = 1 << 24;

function likelyNumbering(packet: PrintedPacket): PrintedNumber {
  const smaller = packet.ackKind === PrintedNumber.Missing ? packet.seq : Math.min(packet.seq, packet.ack);
  return smaller < LOOKS_RELATIVE ? PrintedNumber.Relative : PrintedNumber.Absolute;
}

const ACK = 0x010;
const COLON = 0x3a;
/** `tcp.checksum.status`, as a number since Wireshark 2.2, or in words. */
const CHECKSUMS: Readonly<Record<string, number>> = {
  0: CHECKSUM_BAD,
  1: CHECKSUM_GOOD,
  Bad: CHECKSUM_BAD,
  Good: CHECKSUM_GOOD,
};

/** 0 for names and for hardware addresses, which are six pairs of digits. */
function ipVersionOf(address: string): number {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return 4;
  return /^[\da-f:.]+$/i.test(address) && /::|(?:[^:]*:){7}/.test(address) ? 6 : 0;
}

/** How much a time says, whatever the order in which fields come. */
function rank(field: Field | -1): number {
  return field === Field.TimeDelta ? 0 : field;
}

/** Decimal or, behind 0x, hexadecimal; -1 where it is neither. What stands behind a space does not count: "0x5ee4 (24292)". */
function numberOf(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return otherNumberOf(text);
    value = value * 10 + digit;
  }
  return text.length === 0 || text.length > 15 ? -1 : value;
}

function otherNumberOf(text: string): number {
  const [word] = /^(?:0x[\da-f]{1,8}|\d{1,15})(?= |$)/i.exec(text) ?? [];
  return word === undefined ? -1 : Number(word);
}

/** `tcp.flags.str`: "·······AP·S·", one place a bit, dots or stars where it is clear. Undefined where it is something else. */
function flagsOfLetters(text: string): number | undefined {
  const letters = text.replaceAll('\xc2\xb7', '.');
  if (letters.length !== 12 || /[^.*RNCEUAPSF]/.test(letters)) return undefined;
  let flags = 0;
  for (let i = 0; i < 12; i++) flags = (flags << 1) | (letters[i] === '.' || letters[i] === '*' ? 0 : 1);
  return flags;
}

/** Texts are read byte by byte; names of hosts may hold letters that take several. */
export function utf8Of(text: string): string {
  return /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}
