/**
 * TCP control bits, as they stand in the 12 bits after the data offset.
 * @see RFC 9293 §3.1; AE (formerly NS) is draft-ietf-tcpm-accurate-ecn.
 */
export const TcpFlag = {
  Fin: 0x001,
  Syn: 0x002,
  Rst: 0x004,
  Psh: 0x008,
  Ack: 0x010,
  Urg: 0x020,
  Ece: 0x040,
  Cwr: 0x080,
  Ae: 0x100,
} as const;

/** Short names in the order of the bits, which is the order in which they are printed. */
export const TCP_FLAG_NAMES: readonly string[] = [
  'FIN',
  'SYN',
  'RST',
  'PSH',
  'ACK',
  'URG',
  'ECE',
  'CWR',
  'AE',
];

/** "SYN,ACK" for 0x012; the empty string when no flag is set. Reserved bits are not named. */
export function flagNames(flags: number): string {
  return NAMES_BY_BITS[flags & 0x1ff]!;
}

const NAMES_BY_BITS: readonly string[] = Array.from({ length: 512 }, (_, flags) =>
  TCP_FLAG_NAMES.filter((_, bit) => flags & (1 << bit)).join(','),
);
