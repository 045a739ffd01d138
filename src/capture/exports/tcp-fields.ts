import { MAX_OPTION_BYTES, PrintedNumber, PrintedOption, type PrintedPacket } from '../printed-packet.js';
import { Field } from './field.js';
import { flagsOfLetters, numberOf } from './field-value.js';
import { flagsOf, portOf } from './info-column.js';

const SYN = 0x002;
const CHECKSUM_GOOD = 1;
const CHECKSUM_BAD = 2;

/** Takes in what an export says of a TCP header, and settles what its sequence numbers count from. */
export class TcpFields {
  private readonly packet: PrintedPacket;
  /** Whether sequence numbers without further word are relative: a SYN shows it, for the whole file. */
  private numbering: PrintedNumber = PrintedNumber.Unclear;
  private hasRawWindow = false;
  private seqIsRaw = false;
  private ackIsRaw = false;
  /** What the relative acknowledgment number was where the absolute one is known too, or NaN. */
  private relativeAck = Number.NaN;
  /** How many left edges of SACK blocks came so far. */
  private leftEdges = 0;

  constructor(packet: PrintedPacket) {
    this.packet = packet;
  }

  clear(): void {
    this.hasRawWindow = false;
    this.relativeAck = Number.NaN;
    this.ackIsRaw = false;
    this.seqIsRaw = false;
    this.leftEdges = 0;
  }

  /** Another TCP header begins, perhaps within the one before. */
  enter(): void {
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
    this.clear();
  }

  /** The export says itself that its sequence numbers are relative. */
  countFromZero(): void {
    this.numbering = PrintedNumber.Relative;
  }

  set(field: Field, text: string): void {
    if (field <= Field.TcpHeaderLength) this.setNumbers(field, text);
    else if (field <= Field.TcpFlagCwr) this.setFlags(field, text);
    else this.setOthers(field, text);
  }

  /** All fields are in, those of the summary too. */
  settle(): void {
    this.settleNumbers();
    if (this.packet.sackCount > 0 && this.packet.optionLength < 0) this.settleSackEdges();
  }

  private setNumbers(field: Field, text: string): void {
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

  private setOthers(field: Field, text: string): void {
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

const COLON = 0x3a;
/** `tcp.checksum.status`, as a number since Wireshark 2.2, or in words. */
const CHECKSUMS: Readonly<Record<string, number>> = {
  0: CHECKSUM_BAD,
  1: CHECKSUM_GOOD,
  Bad: CHECKSUM_BAD,
  Good: CHECKSUM_GOOD,
};
