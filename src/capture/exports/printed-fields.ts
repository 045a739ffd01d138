import {
  clearPrintedPacket,
  emptyPrintedPacket,
  PrintedNumber,
  type PrintedPacket,
} from '../printed-packet.js';
import { Field } from './field.js';
import { ipVersionOf, numberOf, utf8Of } from './field-value.js';
import { icmpErrorOf } from './icmp-words.js';
import { portOf, readInfo } from './info-column.js';
import { TcpFields } from './tcp-fields.js';
import { isOverTcp } from './tcp-protocols.js';

const SYN = 0x002;
const ACK = 0x010;

/**
 * Takes in what an export says of one packet, field by field, and makes a PrintedPacket of it. Fields come from the
 * outermost header inwards; of a header that comes twice the later one counts. Texts are Latin-1 of the file's bytes.
 */
export class PrintedFields {
  readonly packet: PrintedPacket = emptyPrintedPacket();
  /** What is said of the TCP header. */
  readonly tcp = new TcpFields(this.packet);
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

  private icmpError: readonly [type: number, code: number] | null = null;
  private hasQuotedAddresses = false;

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
    this.tcp.clear();
  }

  set(field: Field, text: string): void {
    if (field <= Field.Comment) this.setFrame(field, text);
    else if (field <= Field.DestinationName) this.setSummary(field, text);
    else if (field <= Field.IcmpMtu) this.setNetwork(field, text);
    else this.tcp.set(field, text);
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
    this.tcp.settle();
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
}

/** How much a time says, whatever the order in which fields come. */
function rank(field: Field | -1): number {
  return field === Field.TimeDelta ? 0 : field;
}
