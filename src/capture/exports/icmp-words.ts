/** Wireshark's words for the codes of ICMP errors, in parentheses at the end of the Info column. */
const ICMP_CODES: Readonly<Record<string, readonly [type: number, code: number]>> = {
  'Network unreachable': [3, 0],
  'Host unreachable': [3, 1],
  'Protocol unreachable': [3, 2],
  'Port unreachable': [3, 3],
  'Fragmentation needed': [3, 4],
  'Source route failed': [3, 5],
  'Destination network unknown': [3, 6],
  'Destination host unknown': [3, 7],
  'Source host isolated': [3, 8],
  'Network administratively prohibited': [3, 9],
  'Host administratively prohibited': [3, 10],
  'Network unreachable for TOS': [3, 11],
  'Host unreachable for TOS': [3, 12],
  'Communication administratively filtered': [3, 13],
  'Host precedence violation': [3, 14],
  'Precedence cutoff in effect': [3, 15],
  'Time to live exceeded in transit': [11, 0],
  'Fragment reassembly time exceeded': [11, 1],
  'flow control': [4, 0],
  'Pointer indicates the error': [12, 0],
};

const ICMPV6_CODES: Readonly<Record<string, readonly [type: number, code: number]>> = {
  'no route to destination': [1, 0],
  'Administratively prohibited': [1, 1],
  'Communication with destination administratively prohibited': [1, 1],
  'Beyond scope of source address': [1, 2],
  'Address unreachable': [1, 3],
  'Port unreachable': [1, 4],
  'Source address failed ingress/egress policy': [1, 5],
  'Reject route to destination': [1, 6],
  'hop limit exceeded in transit': [3, 0],
  'fragment reassembly time exceeded': [3, 1],
  'erroneous header field encountered': [4, 0],
  'unrecognized Next Header type encountered': [4, 1],
  'unrecognized IPv6 option encountered': [4, 2],
};

/** Type and code that the Info column of an ICMP error tells; null for any other message. */
export function icmpErrorOf(protocol: string, info: string): readonly [type: number, code: number] | null {
  if (protocol === 'ICMPv6' && info.startsWith('Packet Too Big')) return [2, 0];
  const words = /\(([^()]+)\)$/.exec(info.trimEnd())?.[1];
  if (words === undefined) return null;
  const codes = protocol === 'ICMPv6' ? ICMPV6_CODES : ICMP_CODES;
  return Object.hasOwn(codes, words) ? codes[words]! : null;
}
