import type { LinkType } from '../capture/link-type.js';
import { linkTypeName } from '../capture/link-type-name.js';
import { emptyRecord } from '../capture/packet-record.js';
import { createDecoder } from '../decode/decode-packet.js';
import { DecodeStatus } from '../decode/decode-status.js';
import { formatAddress } from '../decode/ip/address.js';
import { emptySegment, type Segment } from '../decode/segment.js';
import type { Tunnels } from '../decode/tunnel/tunnels.js';
import { formatDuration } from '../format/duration.js';
import { layerText as text } from '../format/messages/en/packet-layers.js';
import type { PacketRow } from '../rows.js';
import type { PacketLayer } from '../tui/model.js';

type Field = PacketLayer['fields'][number];

const ETHERNET = 1;
const ETHERNET_LENGTH = 14;

/** The headers of one packet, from the outermost to the payload, as far as they are read here, and what is said of it. */
export function packetLayers(
  bytes: Uint8Array | null,
  linkType: number,
  row: PacketRow | null,
  tunnels: Tunnels,
): PacketLayer[] {
  const segment = bytes === null ? null : decoded(bytes, linkType, tunnels);
  const headers = bytes === null || segment === null ? [] : headerLayers(bytes, linkType, segment);
  return [...headers, ...(row === null ? [] : rowLayers(row, headers.length > 0))];
}

function decoded(bytes: Uint8Array, linkType: number, tunnels: Tunnels): Segment | null {
  const segment = emptySegment();
  const record = {
    ...emptyRecord(),
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    capturedLength: bytes.length,
    originalLength: bytes.length,
    linkType: linkType as LinkType,
  };
  const status = createDecoder(tunnels).decode(record, segment);
  return status === DecodeStatus.Segment || status === DecodeStatus.IcmpError ? segment : null;
}

function headerLayers(bytes: Uint8Array, linkType: number, segment: Segment): PacketLayer[] {
  const tcp = segment.icmpType < 0 ? segment.tcpOffset : -1;
  const ip = tcp < 0 ? -1 : ipOffset(bytes, tcp);
  const layers = [linkLayer(bytes, linkType, ip)];
  if (ip >= 0) layers.push(bytes[ip]! >> 4 === 4 ? ipv4Layer(bytes, ip) : ipv6Layer(bytes, ip));
  return layers;
}

/** IP's header ends where TCP's begins; -1 where extension headers stand between them in a way that is not clear. */
function ipOffset(bytes: Uint8Array, tcp: number): number {
  for (let length = 20; length <= 60 && length <= tcp; length += 4) {
    if (bytes[tcp - length] === (0x40 | (length >> 2)) && bytes[tcp - length + 9] === 6) return tcp - length;
  }
  for (let at = tcp - 40; at >= 0; at--) {
    if (bytes[at]! >> 4 === 6 && reachesTcp(bytes, at, tcp)) return at;
  }
  return -1;
}

/** Whether the headers of an IPv6 packet lead to `tcp`. */
function reachesTcp(bytes: Uint8Array, ip: number, tcp: number): boolean {
  let next = bytes[ip + 6]!;
  let at = ip + 40;
  while (at < tcp && next !== 6) {
    next = bytes[at]!;
    at += 8 + 8 * bytes[at + 1]!;
  }
  return at === tcp && next === 6;
}

function linkLayer(bytes: Uint8Array, linkType: number, ip: number): PacketLayer {
  if (linkType !== ETHERNET || bytes.length < ETHERNET_LENGTH) {
    const fields = ip > 0 ? [field(text.bytesBefore, String(ip))] : [];
    return { title: linkTypeName(linkType as LinkType), fields };
  }
  const fields = [
    field(text.source, hardwareAddress(bytes.subarray(6, 12))),
    field(text.destination, hardwareAddress(bytes.subarray(0, 6))),
  ];
  let at = 12;
  for (; isVlanTag(bytes, at); at += 4) fields.push(field(text.vlan, String(word(bytes, at + 2) & 0xfff)));
  fields.push(field(text.etherType, hex(word(bytes, at), 4)));
  return { title: text.ethernet, fields };
}

function isVlanTag(bytes: Uint8Array, at: number): boolean {
  const type = word(bytes, at);
  return at + 6 <= bytes.length && (type === 0x8100 || type === 0x88a8 || type === 0x9100);
}

function ipv4Layer(bytes: Uint8Array, at: number): PacketLayer {
  const fragment = word(bytes, at + 6);
  const parts = [
    ...(fragment & 0x4000 ? [text.dontFragment] : []),
    ...(fragment & 0x2000 ? [text.moreFragments] : []),
    ...(fragment & 0x1fff ? [String((fragment & 0x1fff) * 8)] : []),
  ];
  return {
    title: text.ipv4,
    fields: [
      field(text.source, formatAddress(4, 0, 0, 0, long(bytes, at + 12))),
      field(text.destination, formatAddress(4, 0, 0, 0, long(bytes, at + 16))),
      field(text.headerLength, String((bytes[at]! & 15) * 4)),
      field(text.trafficClass, hex(bytes[at + 1]!, 2)),
      field(text.totalLength, String(word(bytes, at + 2))),
      field(text.identification, hex(word(bytes, at + 4), 4)),
      field(text.fragment, parts.join(', ') || text.none),
      field(text.timeToLive, String(bytes[at + 8])),
      field(text.protocol, String(bytes[at + 9])),
      field(text.checksum, hex(word(bytes, at + 10), 4)),
    ],
  };
}

function ipv6Layer(bytes: Uint8Array, at: number): PacketLayer {
  const words = (from: number) => [0, 4, 8, 12].map((offset) => long(bytes, at + from + offset)) as Words;
  return {
    title: text.ipv6,
    fields: [
      field(text.source, formatAddress(6, ...words(8))),
      field(text.destination, formatAddress(6, ...words(24))),
      field(text.trafficClass, hex((word(bytes, at) >> 4) & 255, 2)),
      field(text.flowLabel, hex(long(bytes, at) & 0xfffff, 5)),
      field(text.payloadLength, String(word(bytes, at + 4))),
      field(text.nextHeader, String(bytes[at + 6])),
      field(text.hopLimit, String(bytes[at + 7])),
    ],
  };
}

type Words = [number, number, number, number];

/** TCP's header, or the ICMP error, from the row: it has been read there already. */
function rowLayers(row: PacketRow, hasHeaders: boolean): PacketLayer[] {
  const layers = [row.icmp === null ? tcpLayer(row, hasHeaders) : icmpLayer(row.icmp)];
  const said = saidOf(row);
  if (said.length > 0) layers.push({ title: text.analysis, fields: said });
  return layers;
}

function tcpLayer(row: PacketRow, hasHeaders: boolean): PacketLayer {
  const fields = [
    ...(hasHeaders || row.ttl === null ? [] : [field(text.timeToLive, String(row.ttl))]),
    field(text.sequence, `${row.seq}${text.relative(row.relativeSeq)}`),
    field(text.acknowledgment, `${row.ack}${text.relative(row.relativeAck)}`),
    field(text.flags, row.flags || text.none),
    field(text.window, `${row.window}${text.scaled(row.scaledWindow)}`),
    field(text.options, row.options || text.none),
    field(text.payload, `${row.length}${text.captured(row.capturedLength, row.length)}`),
    field(text.states, `${row.states.initiator} / ${row.states.responder}`),
  ];
  return {
    title: text.tcp,
    fields: row.comment === null ? fields : [...fields, field(text.comment, row.comment)],
  };
}

function icmpLayer(icmp: NonNullable<PacketRow['icmp']>): PacketLayer {
  const fields = [
    field(text.etherType, `${icmp.type}/${icmp.code} ${icmp.name}`),
    field(text.icmpSender, icmp.sender),
  ];
  return {
    title: text.icmp,
    fields: icmp.mtu === null ? fields : [...fields, field(text.icmpMtu, String(icmp.mtu))],
  };
}

function saidOf(row: PacketRow): Field[] {
  const said: Field[] = [];
  if (row.bytesInFlight !== null) said.push(field(text.bytesInFlight, String(row.bytesInFlight)));
  if (row.acks !== null) said.push(field(text.acks, String(row.acks)));
  if (row.ackRttSeconds !== null) said.push(field(text.ackRtt, formatDuration(row.ackRttSeconds)));
  if (row.rtoSeconds !== null) said.push(field(text.rto, formatDuration(row.rtoSeconds)));
  if (row.duplicateAckNumber !== null && row.duplicateAckOf !== null)
    said.push(field(text.duplicateAck, text.duplicateAckOf(row.duplicateAckNumber, row.duplicateAckOf)));
  return said;
}

function field(name: string, value: string): Field {
  return { name, value };
}

function hardwareAddress(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

function long(bytes: Uint8Array, at: number): number {
  return (word(bytes, at) << 16) | word(bytes, at + 2);
}
