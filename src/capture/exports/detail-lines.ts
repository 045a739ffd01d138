import { Field } from './field.js';
import type { PrintedFields } from './printed-fields.js';

type Section = 'frame' | 'ip' | 'ipv6' | 'tcp' | 'icmp';

/** How the line of a header begins, today and in older versions; the longer beginnings first. */
const SECTIONS: readonly (readonly [beginning: string, section: Section])[] = [
  ['Frame ', 'frame'],
  ['Internet Protocol Version 6', 'ipv6'],
  ['Internet Protocol', 'ip'],
  ['Transmission Control Protocol', 'tcp'],
  ['Internet Control Message Protocol', 'icmp'],
];

/** What stands before the colon, in lower case, by header. */
const LABELS: Readonly<Record<Section, Readonly<Record<string, Field>>>> = {
  frame: {
    'arrival time': Field.TimeDate,
    'utc arrival time': Field.TimeDate,
    'epoch time': Field.TimeEpoch,
    'epoch arrival time': Field.TimeEpoch,
    'time since reference or first frame': Field.TimeRelative,
    'frame number': Field.Number,
    'frame length': Field.Length,
    'capture length': Field.CapturedLength,
    'encapsulation type': Field.Encapsulation,
    'protocols in frame': Field.Protocols,
  },
  ip: {
    src: Field.Ipv4Source,
    dst: Field.Ipv4Destination,
    source: Field.Ipv4Source,
    'source address': Field.Ipv4Source,
    destination: Field.Ipv4Destination,
    'destination address': Field.Ipv4Destination,
    'time to live': Field.Ipv4TimeToLive,
    identification: Field.Ipv4Id,
    'reassembled ipv4 in frame': Field.ReassembledIn,
  },
  ipv6: {
    src: Field.Ipv6Source,
    dst: Field.Ipv6Destination,
    source: Field.Ipv6Source,
    'source address': Field.Ipv6Source,
    destination: Field.Ipv6Destination,
    'destination address': Field.Ipv6Destination,
    'hop limit': Field.Ipv6HopLimit,
    'reassembled ipv6 in frame': Field.ReassembledIn,
  },
  icmp: {
    type: Field.IcmpType,
    code: Field.IcmpCode,
    'mtu of next hop': Field.IcmpMtu,
    mtu: Field.IcmpMtu,
  },
  tcp: {
    'src port': Field.TcpSourcePort,
    'dst port': Field.TcpDestinationPort,
    seq: Field.TcpSeq,
    ack: Field.TcpAck,
    len: Field.TcpLength,
    'source port': Field.TcpSourcePort,
    'destination port': Field.TcpDestinationPort,
    'stream index': Field.TcpStream,
    'tcp segment len': Field.TcpLength,
    'sequence number': Field.TcpSeq,
    'sequence number (raw)': Field.TcpSeqRaw,
    'acknowledgment number': Field.TcpAck,
    'acknowledgement number': Field.TcpAck,
    'acknowledgment number (raw)': Field.TcpAckRaw,
    'header length': Field.TcpHeaderLength,
    flags: Field.TcpFlags,
    window: Field.TcpWindow,
    'window size value': Field.TcpWindow,
    'calculated window size': Field.TcpScaledWindow,
    checksum: Field.TcpChecksum,
    'checksum status': Field.TcpChecksumStatus,
    'urgent pointer': Field.TcpUrgentPointer,
    'mss value': Field.TcpMss,
    'shift count': Field.TcpWindowScale,
    'timestamp value': Field.TcpTsVal,
    'timestamp echo reply': Field.TcpTsEcr,
    'left edge': Field.TcpSackLeft,
    'right edge': Field.TcpSackRight,
    'tcp option - sack permitted': Field.TcpSackPermitted,
    'tcp sack permitted option': Field.TcpSackPermitted,
  },
};

const INDENT = 4;
const FRAME_HEADER = /^Frame (\d+)(?::| \()[^\d]*(\d+) bytes? on wire[^,]*, (\d+) bytes? captured/;
const HEADER_PARTS = /, ([A-Z][A-Za-z ]*): ([^,]*)/g;

/** Reads the lines of a packet's details, `tshark -V` or Wireshark's plain text: what each says depends on the header it stands under. */
export class DetailLines {
  private readonly fields: PrintedFields;
  private section: Section | null = null;
  /** Within ICMP's details the headers that it quotes stand one step deeper. */
  private depth = 0;
  private isInIcmp = false;

  constructor(fields: PrintedFields) {
    this.fields = fields;
  }

  begin(): void {
    this.section = null;
    this.isInIcmp = false;
  }

  /** The number in "Frame 3: 74 bytes on wire …", or -1 for another line. */
  frameNumber(line: string): number {
    const match = line.startsWith('Frame ') ? FRAME_HEADER.exec(line) : null;
    return match === null ? -1 : Number(match[1]);
  }

  take(line: string): void {
    const indent = indentOf(line);
    if (indent === 0) this.enter(line, 0);
    else if (indent === INDENT && this.isInIcmp && isQuotedHeader(line)) this.enter(line, INDENT);
    else if (this.section !== null && indent > this.depth) this.takeLabelled(line);
  }

  private enter(line: string, depth: number): void {
    const text = line.slice(depth);
    const [, section = null] = SECTIONS.find(([beginning]) => text.startsWith(beginning)) ?? [];
    this.section = section;
    this.depth = depth;
    if (depth === 0) this.isInIcmp = section === 'icmp';
    if (section === 'frame') this.takeFrame(line);
    else if (section !== null) this.takeHeader(text, section);
  }

  private takeFrame(line: string): void {
    const match = FRAME_HEADER.exec(line);
    if (match === null) return;
    this.fields.set(Field.Number, match[1]!);
    this.fields.set(Field.Length, match[2]!);
    this.fields.set(Field.CapturedLength, match[3]!);
  }

  /** A header's first line tells the main things, also where its details are folded up. */
  private takeHeader(text: string, section: Section): void {
    if (section === 'tcp') this.fields.tcp.enter();
    for (const [, label, value] of text.matchAll(HEADER_PARTS)) {
      const field = LABELS[section][label!.toLowerCase()];
      if (field !== undefined) this.set(field, value!);
    }
  }

  private takeLabelled(line: string): void {
    const labels = LABELS[this.section!];
    const colon = line.indexOf(': ');
    // "left edge = 17477 (relative)" has no colon, "SACK permitted" no value.
    const separator = colon < 0 ? line.lastIndexOf(' = ') : colon;
    const labelled = separator < 0 ? line.trim() : line.slice(0, separator);
    // "1010 .... = Header Length: 40 bytes (10)", "[Stream index: 0]".
    const bits = labelled.lastIndexOf(' = ');
    const label = (bits < 0 ? labelled : labelled.slice(bits + 3)).trim().replace(/^\[/, '').toLowerCase();
    if (!Object.hasOwn(labels, label)) return;
    const value = separator < 0 ? '1' : line.slice(separator + (colon < 0 ? 3 : 2)).replace(/\]$/, '');
    this.set(labels[label]!, value);
  }

  private set(field: Field, value: string): void {
    switch (field) {
      case Field.TimeDate:
        this.fields.set(field, value);
        break;
      case Field.TcpSeq:
        // The label says by itself what it counts from, where there are details at all.
        if (value.includes('(relative')) this.fields.tcp.countFromZero();
        this.fields.set(field, value);
        break;
      case Field.Encapsulation:
      case Field.IcmpType:
        this.fields.set(field, inParentheses(value, /^\d+$/) ?? value.split(' ', 1)[0]!);
        break;
      case Field.Ipv4Source:
      case Field.Ipv4Destination:
      case Field.Ipv6Source:
      case Field.Ipv6Destination:
        this.fields.set(field, inParentheses(value, /^[\da-f.:]+$/i) ?? value.split(' ', 1)[0]!);
        break;
      case Field.TcpSourcePort:
      case Field.TcpDestinationPort:
        this.fields.set(field, value.replace(' (', '('));
        break;
      default:
        this.fields.set(field, value.split(' ', 1)[0]!);
    }
  }
}

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 0x20) at++;
  return at;
}

function isQuotedHeader(line: string): boolean {
  return (
    line.startsWith('Internet Protocol', INDENT) || line.startsWith('Transmission Control Protocol', INDENT)
  );
}

/** "Ethernet (1)" → "1", "host.example (10.0.0.1)" → "10.0.0.1". */
function inParentheses(value: string, shape: RegExp): string | undefined {
  const inner = / \(([^()]*)\)$/.exec(value.trimEnd())?.[1];
  return inner !== undefined && shape.test(inner) ? inner : undefined;
}
