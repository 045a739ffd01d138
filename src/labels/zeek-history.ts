// Hot path: allocates nothing per packet.
import { TcpFlag } from '../decode/tcp/flags.js';
import { endpointOf } from '../flow/direction.js';
import { HISTORY_LETTERS, isOriginator, ZeekFact, type ZeekTables } from './zeek-columns.js';

/** The originator's letters in ASCII; the responder's are the small ones. */
const Letter = {
  Syn: 0x53,
  SynAck: 0x48,
  Fin: 0x46,
  Rst: 0x52,
  FinRst: 0x49,
  ManyFlags: 0x51,
  Data: 0x44,
  Ack: 0x41,
  Checksum: 0x43,
  Gap: 0x47,
  Retransmission: 0x54,
  ZeroWindow: 0x57,
  RolesFlipped: 0x5e,
} as const;
type Letter = (typeof Letter)[keyof typeof Letter];

const SMALL = 0x20;

/** Bits of `seenLetters`; SYN and SYN,ACK share one. */
const Once = { Syn: 1, Fin: 2, Rst: 4, FinRst: 8, Data: 16, Ack: 32, ManyFlags: 64 } as const;

const CONTROL = TcpFlag.Syn | TcpFlag.Fin | TcpFlag.Rst;

/** The letter of a segment without SYN, FIN or RST: data or a pure ACK, once per side. */
export function noteOrdinary(z: ZeekTables, slot: number, e: number, flags: number, length: number): void {
  if (length === 0 && !(flags & TcpFlag.Ack)) return;
  const bit = length > 0 ? Once.Data : Once.Ack;
  if (z.endpoints.seenLetters[e]! & bit) return;
  undoStealthScan(z, slot);
  once(z, slot, e, bit, length > 0 ? Letter.Data : Letter.Ack);
}

/** The letter of a segment with SYN, FIN or RST: one of them gives that letter alone, and again only with another number. */
export function noteControl(
  z: ZeekTables,
  slot: number,
  e: number,
  flags: number,
  relativeSeq: number,
  length: number,
): void {
  const ends = z.endpoints;
  switch (flags & CONTROL) {
    case TcpFlag.Syn: {
      const letter = flags & TcpFlag.Ack ? Letter.SynAck : Letter.Syn;
      if (!once(z, slot, e, Once.Syn, letter) && ends.synRelative[e] !== relativeSeq) add(z, slot, e, letter);
      ends.synRelative[e] = relativeSeq;
      return;
    }
    case TcpFlag.Fin: {
      const end = (relativeSeq + length) | 0;
      if (!once(z, slot, e, Once.Fin, Letter.Fin) && ends.finRelative[e] !== end) add(z, slot, e, Letter.Fin);
      ends.finRelative[e] = end;
      return;
    }
    case TcpFlag.Rst:
      if (!once(z, slot, e, Once.Rst, Letter.Rst) && ends.rstRelative[e] !== relativeSeq) {
        add(z, slot, e, Letter.Rst);
      }
      ends.rstRelative[e] = relativeSeq;
      return;
    case TcpFlag.Fin | TcpFlag.Rst:
    case CONTROL:
      once(z, slot, e, Once.FinRst, Letter.FinRst);
      return;
    default:
      once(z, slot, e, Once.ManyFlags, Letter.ManyFlags);
  }
}

export function noteChecksumError(z: ZeekTables, slot: number, e: number): void {
  if (isPowerOfTen(++z.endpoints.checksumErrors[e]!)) add(z, slot, e, Letter.Checksum);
}

export function noteGap(z: ZeekTables, slot: number, e: number): void {
  if (isPowerOfTen(++z.endpoints.gaps[e]!)) add(z, slot, e, Letter.Gap);
}

export function noteRetransmission(z: ZeekTables, slot: number, e: number): void {
  if (isPowerOfTen(++z.endpoints.retransmissions[e]!)) add(z, slot, e, Letter.Retransmission);
}

export function noteZeroWindow(z: ZeekTables, slot: number, e: number): void {
  if (isPowerOfTen(++z.endpoints.zeroWindows[e]!)) add(z, slot, e, Letter.ZeroWindow);
}

/** The sides change their names from here on; letters already there stay as they are, and belong to the name. */
export function flipRoles(z: ZeekTables, slot: number): void {
  const { seenLetters } = z.endpoints;
  const lower = seenLetters[endpointOf(slot, 0)]!;
  seenLetters[endpointOf(slot, 0)] = seenLetters[endpointOf(slot, 1)]!;
  seenLetters[endpointOf(slot, 1)] = lower;
  const { facts } = z.connections;
  facts[slot] = (facts[slot]! ^ ZeekFact.UpperOriginates) & ~ZeekFact.Partial;
  append(z, slot, Letter.RolesFlipped);
}

/** Adds the letter unless this side has it; true when it was added. */
function once(z: ZeekTables, slot: number, e: number, bit: number, letter: Letter): boolean {
  const ends = z.endpoints;
  if (ends.seenLetters[e]! & bit) return false;
  ends.seenLetters[e]! |= bit;
  add(z, slot, e, letter);
  return true;
}

/**
 * What begins with a SYN,ACK may be a stealth scan, and its sender the originator. An ACK or data after it shows that the SYN
 * was merely not captured: then the roles are flipped, and the history begins anew.
 */
function undoStealthScan(z: ZeekTables, slot: number): void {
  const c = z.connections;
  if (c.letterCount[slot] !== 1 || c.letters[slot * HISTORY_LETTERS] !== Letter.SynAck) return;
  c.letterCount[slot] = 0;
  flipRoles(z, slot);
  append(z, slot, Letter.SynAck | SMALL);
}

function add(z: ZeekTables, slot: number, e: number, letter: Letter): void {
  append(z, slot, isOriginator(z.connections, slot, e) ? letter : letter | SMALL);
}

function append(z: ZeekTables, slot: number, letter: number): void {
  const c = z.connections;
  const count = c.letterCount[slot]!;
  if (count === HISTORY_LETTERS) return;
  c.letters[slot * HISTORY_LETTERS + count] = letter;
  c.letterCount[slot] = count + 1;
}

function isPowerOfTen(count: number): boolean {
  let power = 1;
  while (power < count) power *= 10;
  return power === count;
}
