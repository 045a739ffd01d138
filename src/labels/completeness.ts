// Hot path: allocates nothing per packet.
import { TcpFlag } from '../decode/tcp/flags.js';

/** Bits of Wireshark's `tcp.completeness`. */
export const Completeness = {
  SynSent: 1,
  SynAck: 2,
  Ack: 4,
  Data: 8,
  Fin: 16,
  Rst: 32,
} as const;

/** The bits of a connection's first segment. Only here a SYN counts; its data (Fast Open) counts where the 4-tuple is new. */
export function firstCompleteness(flags: number, length: number, reusesPorts: boolean): number {
  const isSyn = (flags & (TcpFlag.Syn | TcpFlag.Ack)) === TcpFlag.Syn;
  const bits = isSyn ? Completeness.SynSent : 0;
  return laterCompleteness(
    isSyn && length > 0 && !reusesPorts ? bits | Completeness.Data : bits,
    flags,
    length,
  );
}

/** The bits as Wireshark shows them at the end: a connection of one packet shows what was known before it, which is nothing but its SYN. */
export function shownCompleteness(bits: number, packets: number): number {
  if (packets > 1) return bits;
  return bits & Completeness.SynSent ? bits & (Completeness.SynSent | Completeness.Data) : 0;
}

/** `bits` after a segment that is not the connection's first. */
export function laterCompleteness(bits: number, flags: number, length: number): number {
  let after = bits;
  if (flags & TcpFlag.Ack) {
    if (flags & TcpFlag.Syn) after |= Completeness.SynAck;
    else after |= length > 0 ? Completeness.Data : Completeness.Ack;
    if (flags & TcpFlag.Fin) after |= Completeness.Fin;
  }
  if (flags & TcpFlag.Rst) after |= Completeness.Rst;
  return after;
}
