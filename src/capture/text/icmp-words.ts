import { PrintedNumber, type PrintedPacket } from '../printed-packet.js';

/** tcpdump's words for an error, and its type and code. The first that fits; what it names stands in the groups. */
const WORDS: readonly (readonly [RegExp, type: number, code: number])[] = [
  [/^ICMP (?<host>\S+) protocol 6 unreachable/, 3, 2],
  [/^ICMP (?<host>\S+) tcp port (?<port>\S+) unreachable/, 3, 3],
  [/^ICMP (?<host>\S+) unreachable - need to frag(?: \(mtu (?<mtu>\d+)\))?/, 3, 4],
  [/^ICMP (?<host>\S+) unreachable - source route failed/, 3, 5],
  [/^ICMP net (?<host>\S+) unreachable - unknown/, 3, 6],
  [/^ICMP host (?<host>\S+) unreachable - unknown/, 3, 7],
  [/^ICMP (?<host>\S+) unreachable - source host isolated/, 3, 8],
  [/^ICMP net (?<host>\S+) unreachable - admin prohibited/, 3, 9],
  [/^ICMP host (?<host>\S+) unreachable - admin prohibited filter/, 3, 13],
  [/^ICMP host (?<host>\S+) unreachable - admin prohibited/, 3, 10],
  [/^ICMP net (?<host>\S+) unreachable - tos prohibited/, 3, 11],
  [/^ICMP host (?<host>\S+) unreachable - tos prohibited/, 3, 12],
  [/^ICMP host (?<host>\S+) unreachable - host precedence violation/, 3, 14],
  [/^ICMP host (?<host>\S+) unreachable - precedence cutoff/, 3, 15],
  [/^ICMP net (?<host>\S+) unreachable/, 3, 0],
  [/^ICMP host (?<host>\S+) unreachable/, 3, 1],
  [/^ICMP source quench/, 4, 0],
  [/^ICMP redirect (?<host>\S+) to host/, 5, 1],
  [/^ICMP redirect (?<host>\S+) to net/, 5, 0],
  [/^ICMP redirect-tos (?<host>\S+) to host/, 5, 3],
  [/^ICMP redirect-tos (?<host>\S+) to net/, 5, 2],
  [/^ICMP time exceeded in-transit/, 11, 0],
  [/^ICMP ip reassembly time exceeded/, 11, 1],
  [/^ICMP parameter problem/, 12, 0],
  [/^ICMP6, destination unreachable, +unreachable route (?<host>[^\s,]+)/, 1, 0],
  [/^ICMP6, destination unreachable, +unreachable prohibited (?<host>[^\s,]+)/, 1, 1],
  [/^ICMP6, destination unreachable, +beyond scope (?<host>[^\s,]+)/, 1, 2],
  [/^ICMP6, destination unreachable, +unreachable address (?<host>[^\s,]+)/, 1, 3],
  [/^ICMP6, destination unreachable, +unreachable port, (?<host>\S+) tcp port (?<port>[^\s,]+)/, 1, 4],
  [/^ICMP6, destination unreachable, +unknown unreach code \((?<code>\d+)\)/, 1, 0],
  [/^ICMP6, packet too big, mtu (?<mtu>\d+)/, 2, 0],
  [/^ICMP6, time exceeded in-transit/, 3, 0],
  [/^ICMP6, ip6? reassembly time exceeded/, 3, 1],
  [/^ICMP6, parameter problem/, 4, 0],
];

/**
 * Reads an ICMP error, `ICMP host 10.0.0.3 unreachable, length 68`; the packet holds who sent it to whom. Then source and
 * destination become those of the packet that it quotes, as far as the words name them. False where it is no error.
 */
export function readIcmpWords(words: string, packet: PrintedPacket): boolean {
  for (const [pattern, type, code] of WORDS) {
    const match = pattern.exec(words);
    if (match === null) continue;
    const { host = '', port, mtu, code: unknownCode } = match.groups ?? {};
    packet.isTcp = true;
    packet.icmpType = type;
    packet.icmpCode = unknownCode === undefined ? code : Number(unknownCode) & 255;
    packet.icmpMtu = Number(mtu ?? 0);
    packet.icmpSender = packet.srcAddress;
    packet.srcAddress = packet.dstAddress;
    packet.dstAddress = host;
    packet.srcPort = -1;
    packet.dstPort = port === undefined ? -1 : portOf(port);
    packet.seqKind = PrintedNumber.Missing;
    return true;
  }
  return false;
}

function portOf(text: string): number | string {
  return /^\d{1,5}$/.test(text) ? Number(text) : text;
}
