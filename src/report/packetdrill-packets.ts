import type { PacketRow } from '../rows.js';

/** In packetdrill's order; ACK is the dot, which stands last. */
const LETTERS: Readonly<Record<string, string>> = {
  SYN: 'S',
  FIN: 'F',
  RST: 'R',
  PSH: 'P',
  URG: 'U',
  ECE: 'E',
  CWR: 'W',
  AE: 'A',
};

/** `S. 0:0(0) ack 1 win 65160 <mss 1460,nop,wscale 7>`: a segment as packetdrill writes it. */
export function scriptSegment(row: PacketRow, withWindow: boolean): { text: string; leftOut: string[] } {
  const flags = row.flags.split(',');
  const seq = row.relativeSeq ?? 0;
  const { words, leftOut } = scriptOptions(row);
  const parts = [
    scriptFlags(flags),
    `${seq}:${seq + row.length}(${row.length})`,
    ...(flags.includes('ACK') ? [`ack ${row.relativeAck ?? 0}`] : []),
    ...(withWindow ? [`win ${row.window}`] : []),
    ...(words.length === 0 ? [] : [`<${words.join(',')}>`]),
  ];
  return { text: parts.join(' '), leftOut };
}

function scriptFlags(names: readonly string[]): string {
  const letters = Object.keys(LETTERS)
    .filter((name) => names.includes(name))
    .map((name) => LETTERS[name]!)
    .join('');
  return `${letters}${names.includes('ACK') ? '.' : ''}` || '-';
}

const PLAIN = /^(?:eol|nop|sackOK|mss \d+|wscale \d+|TS val \d+ ecr \d+)$/;
const SACK = /^sack \d+ (.*)$/;
const FAST_OPEN = /^tfo +(?:cookie )?([\da-f]+)$/;

/** The options that packetdrill knows, in its words, and the names of the others. */
function scriptOptions(row: PacketRow): { words: string[]; leftOut: string[] } {
  const words: string[] = [];
  const leftOut: string[] = [];
  if (row.options === '') return { words, leftOut };
  for (const option of row.options.split(/,(?![^{]*\})/)) {
    const sack = SACK.exec(option);
    const cookie = FAST_OPEN.exec(option);
    if (PLAIN.test(option)) words.push(option);
    else if (sack !== null) words.push(`sack ${relativeEdges(sack[1]!, row)}`);
    else if (cookie !== null) words.push(`FO ${cookie[1]}`);
    else leftOut.push(option.split(' ')[0]!);
  }
  return { words, leftOut };
}

/** Edges count as what they acknowledge does. */
function relativeEdges(blocks: string, row: PacketRow): string {
  const base = row.ack - (row.relativeAck ?? row.ack);
  return [...blocks.matchAll(/(\d+):(\d+)/g)]
    .map(([, left, right]) => `${(Number(left) - base) >>> 0}:${(Number(right) - base) >>> 0}`)
    .join(' ');
}

/** The errors whose names packetdrill shares; `type/code` of ICMP for IPv4. */
const ICMP_V4: Readonly<Record<string, string>> = {
  '3/0': 'unreachable net_unreachable',
  '3/1': 'unreachable host_unreachable',
  '3/2': 'unreachable protocol_unreachable',
  '3/3': 'unreachable port_unreachable',
  '3/4': 'unreachable frag_needed',
};
const PACKET_TOO_BIG = 2;

/** `[1:1461(1460)] icmp unreachable frag_needed mtu 1400`; null for errors without a known name. */
export function scriptIcmp(row: PacketRow): string | null {
  const { type, code, mtu, sender } = row.icmp!;
  const isIpv6 = sender.includes(':');
  const name = isIpv6 ? (type === PACKET_TOO_BIG ? 'packet_too_big' : undefined) : ICMP_V4[`${type}/${code}`];
  if (name === undefined) return null;
  const seq = row.relativeSeq ?? 0;
  const limit = mtu === null ? '' : ` mtu ${mtu}`;
  return `[${seq}:${seq + row.length}(${row.length})] icmp ${name}${limit}`;
}
