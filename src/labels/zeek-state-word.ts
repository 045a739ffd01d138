import { endpointOf, peerOf } from '../flow/direction.js';
import type { ConnState } from '../rows.js';
import { isAfter } from '../tcp/sequence.js';
import {
  HISTORY_LETTERS,
  ZeekEndFact,
  type ZeekEndpointColumns,
  ZeekFact,
  ZeekState,
  type ZeekTables,
} from './zeek-columns.js';

/** The history as Zeek prints it; "" where nothing gave a letter. */
export function zeekHistory(z: ZeekTables, slot: number): string {
  const first = slot * HISTORY_LETTERS;
  return String.fromCharCode(
    ...z.connections.letters.subarray(first, first + z.connections.letterCount[slot]!),
  );
}

/** The end of the 4-tuple that Zeek calls the originator: 0 or 1. */
export function zeekOriginatorEnd(z: ZeekTables, slot: number): 0 | 1 {
  return z.connections.facts[slot]! & ZeekFact.UpperOriginates ? 1 : 0;
}

/** A SYN, later a RST, and between them nothing else of the originator (its repeats and zero windows do not count). */
const SYN_THEN_RESET = /^\^?S[^HAFGIQ]*R/;

/** The first word that fits, in Zeek's order. */
export function zeekConnState(z: ZeekTables, slot: number): ConnState {
  const ends = z.endpoints;
  const o = endpointOf(slot, zeekOriginatorEnd(z, slot));
  const r = peerOf(o);
  const originator = ends.state[o]!;
  const responder = ends.state[r]!;

  if (responder === ZeekState.Reset) {
    const isAttempt = originator === ZeekState.SynSent || originator === ZeekState.SynAckSent;
    const areEmpty = dataBytes(ends, o) === 0 && dataBytes(ends, r) === 0;
    if (isAttempt || (originator === ZeekState.Reset && areEmpty)) return 'REJ';
    return isQuiet(originator) ? 'RSTRH' : 'RSTR';
  }
  if (originator === ZeekState.Reset) {
    if (!isQuiet(responder)) return 'RSTO';
    return SYN_THEN_RESET.test(zeekHistory(z, slot)) ? 'RSTOS0' : 'OTH';
  }
  if (originator === ZeekState.Closed) {
    if (responder === ZeekState.Closed) return 'SF';
    return isQuiet(responder) ? 'SH' : 'S2';
  }
  if (responder === ZeekState.Closed) return isQuiet(originator) ? 'SHR' : 'S3';
  if (originator === ZeekState.SynSent && responder === ZeekState.Inactive) return 'S0';
  if (originator === ZeekState.Established && responder === ZeekState.Established) return 'S1';
  return 'OTH';
}

function isQuiet(state: number): boolean {
  return state === ZeekState.Inactive || state === ZeekState.Partial;
}

/** Data bytes by its own numbers or by their acknowledgment, whichever tell of more; SYN and FIN left out. */
function dataBytes(ends: ZeekEndpointColumns, e: number): number {
  const highest = isAfter(ends.lastSeq[e]!, ends.ackSeq[e]!) ? ends.lastSeq[e]! : ends.ackSeq[e]!;
  const numbers = (highest - ends.startSeq[e]!) >>> 0;
  const control = ends.facts[e]! & ZeekEndFact.Fin ? 2 : 1;
  return numbers > control ? numbers - control : 0;
}
