import { emptyRecord, type PacketRecord } from '../../src/capture/packet-record.js';
import { TcpFlag } from '../../src/decode/tcp/flags.js';

/**
 * Builds packets byte by byte, from the inside out:
 *
 *     ethernet(ipv4({ src: '10.0.0.1' }, tcp({ flags: 'S', options: 'mss 1460,sackOK,nop,wscale 7' })))
 *     ethernet(vlan(5, ipv6({}, tcp({ payload: 'GET /' }))))
 *
 * Every field has a default, so a test names only what it is about; lengths and checksums come out right unless given.
 * `recordOf` makes a PacketRecord of a frame, `pcapOf` a capture file of several.
 */

/** What a network packet's payload is, once the addresses for its checksum are known. */
export interface Transport {
  protocol: number;
  bytes(pseudoHeader: PseudoHeader): Uint8Array;
}

/** Bytes and the EtherType that announces them. */
export interface Packet {
  etherType: number;
  bytes: Uint8Array;
}

/** A frame as a capture holds it, with its link type. */
export interface Frame {
  linkType: number;
  bytes: Uint8Array;
}

export interface PseudoHeader {
  src: Uint8Array;
  dst: Uint8Array;
}

export interface TcpFields {
  srcPort?: number;
  dstPort?: number;
  seq?: number;
  ack?: number;
  /** tcpdump's letters, in any order: "S", "S.", "P.", "F.", "R", "." ; E, W, U, e (AE) too; or the 12 bits. */
  flags?: string | number;
  window?: number;
  urgentPointer?: number;
  /** As tcpdump prints them ("mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7"), or bytes; padded with EOL to 4 bytes. */
  options?: string | readonly number[];
  payload?: string | number | Uint8Array;
  /** In 32-bit words; right unless given. */
  dataOffset?: number;
  /** Right unless given; "offloaded" leaves the sum of the pseudo-header. */
  checksum?: number | 'offloaded';
}

/** A TCP segment. A number as payload stands for that many bytes. */
export function tcp(fields: TcpFields = {}): Transport {
  return {
    protocol: 6,
    bytes(pseudoHeader) {
      const options = optionBytes(fields.options ?? []);
      const payload = payloadBytes(fields.payload ?? '');
      const headerLength = 20 + options.length;
      const bytes = new Uint8Array(headerLength + payload.length);
      const view = new DataView(bytes.buffer);
      view.setUint16(0, fields.srcPort ?? 40000);
      view.setUint16(2, fields.dstPort ?? 80);
      view.setUint32(4, fields.seq ?? 1000);
      view.setUint32(8, fields.ack ?? 0);
      const flags = flagBits(fields.flags ?? 'S');
      view.setUint16(12, ((fields.dataOffset ?? headerLength / 4) << 12) | flags);
      view.setUint16(14, fields.window ?? 65535);
      view.setUint16(18, fields.urgentPointer ?? 0);
      bytes.set(options, 20);
      bytes.set(payload, headerLength);
      const pseudoSum = sumOf(pseudoHeader.src) + sumOf(pseudoHeader.dst) + 6 + bytes.length;
      const checksum =
        fields.checksum === 'offloaded'
          ? folded(pseudoSum)
          : (fields.checksum ?? ~folded(pseudoSum + sumOf(bytes)));
      view.setUint16(16, checksum & 0xffff);
      return bytes;
    },
  };
}

/** Any other transport protocol. */
export function transport(protocol: number, bytes: readonly number[] | Uint8Array): Transport {
  return { protocol, bytes: () => Uint8Array.from(bytes) };
}

export const udp = (length = 8): Transport => transport(17, new Uint8Array(length));

/** An ICMP error: 8 bytes of header, then the quoted packet, cut to `quotedBytes`. */
export function icmp(
  type: number,
  code: number,
  quoted: Packet,
  { mtu = 0, quotedBytes = quoted.bytes.length } = {},
): Transport {
  const header = [type, code, 0, 0, ...numberBytes(mtu, 4)];
  return transport(1, concatenated(header, quoted.bytes.subarray(0, quotedBytes)));
}

/** The same for IPv6. */
export function icmpv6(...args: Parameters<typeof icmp>): Transport {
  return { ...icmp(...args), protocol: 58 };
}

export interface Ipv4Fields {
  src?: string;
  dst?: string;
  ttl?: number;
  id?: number;
  /** Header options, a multiple of 4 bytes. */
  options?: readonly number[];
  totalLength?: number;
  headerWords?: number;
  version?: number;
  protocol?: number;
  /** In bytes, a multiple of 8. */
  fragmentOffset?: number;
  moreFragments?: boolean;
}

export function ipv4(fields: Ipv4Fields, payload: Transport): Packet {
  const src = ipv4Bytes(fields.src ?? '10.0.0.1');
  const dst = ipv4Bytes(fields.dst ?? '10.0.0.2');
  return ipv4Of(fields, payload.protocol, payload.bytes({ src, dst }));
}

/** The same packet in pieces: `sizes` are payload bytes of each fragment, multiples of 8; the rest is the last one. */
export function ipv4Fragments(fields: Ipv4Fields, payload: Transport, sizes: readonly number[]): Packet[] {
  const whole = ipv4(fields, payload);
  const data = whole.bytes.subarray(20 + (fields.options?.length ?? 0));
  return piecesOf(data, sizes).map(({ offset, bytes, isLast }) =>
    ipv4Of({ ...fields, fragmentOffset: offset, moreFragments: !isLast }, payload.protocol, bytes),
  );
}

function ipv4Of(fields: Ipv4Fields, protocol: number, data: Uint8Array): Packet {
  const options = fields.options ?? [];
  const headerLength = 20 + options.length;
  const bytes = new Uint8Array(headerLength + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, ((fields.version ?? 4) << 4) | (fields.headerWords ?? headerLength / 4));
  view.setUint16(2, fields.totalLength ?? bytes.length);
  view.setUint16(4, fields.id ?? 0x1234);
  view.setUint16(6, ((fields.fragmentOffset ?? 0) >>> 3) | (fields.moreFragments ? 0x2000 : 0));
  view.setUint8(8, fields.ttl ?? 64);
  view.setUint8(9, fields.protocol ?? protocol);
  bytes.set(ipv4Bytes(fields.src ?? '10.0.0.1'), 12);
  bytes.set(ipv4Bytes(fields.dst ?? '10.0.0.2'), 16);
  bytes.set(options, 20);
  view.setUint16(10, ~folded(sumOf(bytes.subarray(0, headerLength))) & 0xffff);
  bytes.set(data, headerLength);
  return { etherType: 0x0800, bytes };
}

export interface Ipv6Fields {
  src?: string;
  dst?: string;
  hopLimit?: number;
  payloadLength?: number;
  nextHeader?: number;
  /** Extension headers in order, each without its "next header" byte, which is filled in. */
  extensions?: readonly Extension[];
}

export interface Extension {
  protocol: number;
  /** All bytes but the first. */
  rest: readonly number[];
}

export const hopByHop: Extension = { protocol: 0, rest: [0, 1, 4, 0, 0, 0, 0] };
export const destinationOptions: Extension = { protocol: 60, rest: [0, 1, 4, 0, 0, 0, 0] };
export const routing = (segmentsLeft = 0): Extension => ({
  protocol: 43,
  rest: [2, 0, segmentsLeft, 0, 0, 0, 0, ...new Array<number>(16).fill(9)],
});
export const authentication: Extension = { protocol: 51, rest: [4, 0, 0, ...new Array<number>(20).fill(7)] };
export const fragmentHeader = (offset: number, more: boolean, id = 0xabcd): Extension => ({
  protocol: 44,
  rest: [0, ...numberBytes(offset | (more ? 1 : 0), 2), ...numberBytes(id, 4)],
});

export function ipv6(fields: Ipv6Fields, payload: Transport): Packet {
  const src = ipv6Bytes(fields.src ?? '2001:db8::1');
  const dst = ipv6Bytes(fields.dst ?? '2001:db8::2');
  return ipv6Of(fields, payload.protocol, payload.bytes({ src, dst }));
}

/** The same packet in pieces, `fields.extensions` before the fragment header of each. */
export function ipv6Fragments(
  fields: Ipv6Fields,
  payload: Transport,
  sizes: readonly number[],
  id = 0xabcd,
): Packet[] {
  const { extensions = [], ...rest } = fields;
  const data = ipv6(rest, payload).bytes.subarray(40);
  return piecesOf(data, sizes).map(({ offset, bytes, isLast }) =>
    ipv6Of(
      { ...fields, extensions: [...extensions, fragmentHeader(offset, !isLast, id)] },
      payload.protocol,
      bytes,
    ),
  );
}

function ipv6Of(fields: Ipv6Fields, protocol: number, data: Uint8Array): Packet {
  const chain = fields.extensions ?? [];
  const extensions = chain.flatMap(({ rest }, i) => [chain[i + 1]?.protocol ?? protocol, ...rest]);
  const bytes = new Uint8Array(40 + extensions.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, fields.payloadLength ?? extensions.length + data.length);
  view.setUint8(6, fields.nextHeader ?? chain[0]?.protocol ?? protocol);
  view.setUint8(7, fields.hopLimit ?? 64);
  bytes.set(ipv6Bytes(fields.src ?? '2001:db8::1'), 8);
  bytes.set(ipv6Bytes(fields.dst ?? '2001:db8::2'), 24);
  bytes.set(extensions, 40);
  bytes.set(data, 40 + extensions.length);
  return { etherType: 0x86dd, bytes };
}

/** Puts an 802.1Q tag (or another: 0x88a8, 0x9100) before a packet; nest for a stack. */
export function vlan(number: number, packet: Packet, tagType = 0x8100): Packet {
  return {
    etherType: tagType,
    bytes: concatenated(numberBytes(number, 2), numberBytes(packet.etherType, 2), packet.bytes),
  };
}

const MAC_ADDRESSES = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];

/** Ethernet II, padded to the 60 bytes of a minimal frame where asked. */
export function ethernet(packet: Packet, { padTo = 0 } = {}): Frame {
  const bytes = concatenated(MAC_ADDRESSES, numberBytes(packet.etherType, 2), packet.bytes);
  const padding = new Uint8Array(Math.max(0, padTo - bytes.length)).fill(0xee);
  return { linkType: 1, bytes: concatenated(bytes, padding) };
}

/** 802.3 with LLC and SNAP. */
export function ethernetSnap(packet: Packet): Frame {
  const snap = [0xaa, 0xaa, 3, 0, 0, 0, ...numberBytes(packet.etherType, 2)];
  const length = numberBytes(snap.length + packet.bytes.length, 2);
  return { linkType: 1, bytes: concatenated(MAC_ADDRESSES, length, snap, packet.bytes) };
}

export function linuxCooked(packet: Packet): Frame {
  const header = [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, ...numberBytes(packet.etherType, 2)];
  return { linkType: 113, bytes: concatenated(header, packet.bytes) };
}

export function linuxCooked2(packet: Packet): Frame {
  const header = [...numberBytes(packet.etherType, 2), 0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0];
  return { linkType: 276, bytes: concatenated(header, packet.bytes) };
}

/** LINKTYPE_NULL; `family` is 2 for IPv4 and 24, 28 or 30 for IPv6. */
export function loopback(packet: Packet, { family = 0, littleEndian = true } = {}): Frame {
  const header = new Uint8Array(4);
  const number = family || (packet.etherType === 0x0800 ? 2 : 30);
  new DataView(header.buffer).setUint32(0, number, littleEndian);
  return { linkType: 0, bytes: concatenated(header, packet.bytes) };
}

export function rawIp(packet: Packet, linkType = 101): Frame {
  return { linkType, bytes: packet.bytes };
}

/** A record that holds the frame, some bytes into its buffer, as much of it as the snapshot length leaves. */
export function recordOf(
  frame: Frame,
  { snaplen = 262144, originalLength = frame.bytes.length } = {},
): PacketRecord {
  const before = 7;
  const capturedLength = Math.min(snaplen, frame.bytes.length);
  // What lies behind the packet is another one's: it must not be read.
  const bytes = new Uint8Array(before + capturedLength + 64).fill(0x5a);
  bytes.set(frame.bytes.subarray(0, capturedLength), before);
  const { linkType } = frame;
  const view = new DataView(bytes.buffer);
  return { ...emptyRecord(), view, bytes, offset: before, capturedLength, originalLength, linkType };
}

export interface TimedFrame {
  /** Seconds since 1970. */
  time: number;
  frame: Frame;
  snaplen?: number;
}

/** A classic pcap file, microseconds, little-endian; all frames have the first one's link type. */
export function pcapOf(frames: readonly TimedFrame[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(0, 0xa1b2c3d4, true);
  header.setUint16(4, 2, true);
  header.setUint16(6, 4, true);
  header.setUint32(16, 262144, true);
  header.setUint32(20, frames[0]?.frame.linkType ?? 1, true);
  const records = frames.flatMap(({ time, frame, snaplen = 262144 }) => {
    const captured = frame.bytes.subarray(0, snaplen);
    const record = new DataView(new ArrayBuffer(16));
    const microseconds = Math.round(time * 1e6);
    record.setUint32(0, Math.floor(microseconds / 1e6), true);
    record.setUint32(4, microseconds % 1e6, true);
    record.setUint32(8, captured.length, true);
    record.setUint32(12, frame.bytes.length, true);
    return [new Uint8Array(record.buffer), captured];
  });
  // Large captures have more records than a call takes arguments.
  return new Uint8Array(Buffer.concat([new Uint8Array(header.buffer), ...records]));
}

const FLAG_LETTERS: Readonly<Record<string, number>> = {
  F: TcpFlag.Fin,
  S: TcpFlag.Syn,
  R: TcpFlag.Rst,
  P: TcpFlag.Psh,
  '.': TcpFlag.Ack,
  U: TcpFlag.Urg,
  E: TcpFlag.Ece,
  W: TcpFlag.Cwr,
  e: TcpFlag.Ae,
};

function flagBits(flags: string | number): number {
  if (typeof flags === 'number') return flags;
  return [...flags].reduce((bits, letter) => bits | FLAG_LETTERS[letter]!, 0);
}

const OPTION_WORDS: readonly [RegExp, (...numbers: number[]) => readonly number[]][] = [
  [/^eol$/, () => [0]],
  [/^nop$/, () => [1]],
  [/^mss (\d+)$/, (mss) => [2, 4, ...numberBytes(mss!, 2)]],
  [/^wscale (\d+)$/, (shift) => [3, 3, shift!]],
  [/^sackOK$/, () => [4, 2]],
  [/^TS val (\d+) ecr (\d+)$/, (val, ecr) => [8, 10, ...numberBytes(val!, 4), ...numberBytes(ecr!, 4)]],
];

/** Bytes of options written as tcpdump prints them; "sack 1 {5:9}" and "tfo cookie 0a0b" too. */
export function optionBytes(options: string | readonly number[]): Uint8Array {
  const bytes =
    typeof options === 'string'
      ? options
          .split(',')
          .filter(Boolean)
          .flatMap((option) => oneOption(option.trim()))
      : [...options];
  while (bytes.length % 4 !== 0) bytes.push(0);
  return Uint8Array.from(bytes);
}

function oneOption(text: string): readonly number[] {
  if (text.startsWith('sack ')) {
    const edges = [...text.matchAll(/\{(\d+):(\d+)\}/g)].flatMap((m) => [Number(m[1]), Number(m[2])]);
    return [5, 2 + edges.length * 4, ...edges.flatMap((edge) => numberBytes(edge, 4))];
  }
  if (/^tfo\b/.test(text)) {
    const cookie = /cookie ([0-9a-f]+)$/.exec(text)?.[1] ?? '';
    return [34, 2 + cookie.length / 2, ...Buffer.from(cookie, 'hex')];
  }
  for (const [pattern, build] of OPTION_WORDS) {
    const match = pattern.exec(text);
    if (match) return build(...match.slice(1).map(Number));
  }
  throw new Error(`No such TCP option: "${text}"`);
}

function payloadBytes(payload: string | number | Uint8Array): Uint8Array {
  if (typeof payload === 'string') return new TextEncoder().encode(payload);
  if (typeof payload === 'number') return Uint8Array.from({ length: payload }, (_, i) => (i * 7 + 1) & 255);
  return payload;
}

function piecesOf(data: Uint8Array, sizes: readonly number[]) {
  const pieces: { offset: number; bytes: Uint8Array; isLast: boolean }[] = [];
  let offset = 0;
  for (const size of [...sizes, data.length]) {
    if (offset >= data.length) break;
    const bytes = data.subarray(offset, offset + size);
    pieces.push({ offset, bytes, isLast: offset + bytes.length === data.length });
    offset += bytes.length;
  }
  return pieces;
}

/** A dotted address as 4 bytes. */
export function ipv4Bytes(address: string): Uint8Array {
  return Uint8Array.from(address.split('.'), Number);
}

/** A colon address, with "::" or without, as 16 bytes. */
export function ipv6Bytes(address: string): Uint8Array {
  const groupsOf = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = address.split('::');
  const left = groupsOf(before!);
  const right = groupsOf(after ?? '');
  const zeros = new Array<number>(8 - left.length - right.length).fill(0);
  return Uint8Array.from([...left, ...zeros, ...right].flatMap((group) => numberBytes(group, 2)));
}

/** A number as big-endian bytes. */
export function numberBytes(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 255);
}

function concatenated(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += i % 2 === 0 ? bytes[i]! << 8 : bytes[i]!;
  return sum;
}

function folded(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = Math.floor(rest / 0x10000) + (rest & 0xffff);
  return rest;
}
