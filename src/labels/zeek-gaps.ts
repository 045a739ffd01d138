// Hot path: allocates nothing per packet.
import { distance, isAfter, isAtOrAfter } from '../tcp/sequence.js';
import {
  STRETCHES,
  ZeekEndFact,
  type ZeekEndpointColumns,
  ZeekFact,
  ZeekState,
  type ZeekTables,
} from './zeek-columns.js';
import { noteGap } from './zeek-history.js';

/** Zeek's bounds on data beyond a hole while nothing was ever acknowledged, and on data that waits for its acknowledgment. */
const MAX_ABOVE_HOLE_WITHOUT_ANY_ACK = 16_384;
const MAX_WITHOUT_FURTHER_ACK = 10 * 1024 * 1024;

/** Data [left, right) of `e` passes by, as offsets. */
export function takeData(ends: ZeekEndpointColumns, e: number, left: number, right: number): void {
  if (ends.facts[e]! & ZeekEndFact.NotFollowed) return;
  const delivered = ends.delivered[e]!;
  if (isAtOrAfter(delivered, right)) return;
  if (isAtOrAfter(delivered, left)) {
    ends.delivered[e] = right;
    if (ends.stretchCount[e] !== 0) deliverStretches(ends, e);
  } else {
    remember(ends, e, left, right);
  }

  if (waitsTooMuch(ends, e)) {
    ends.facts[e]! |= ZeekEndFact.NotFollowed;
    ends.stretchCount[e] = 0;
  }
}

function waitsTooMuch(ends: ZeekEndpointColumns, e: number): boolean {
  const first = e;
  const beyond = first + ends.stretchCount[e]! * 2;
  const delivered = ends.delivered[e]!;
  const acked = (ends.ackSeq[e]! - ends.startSeq[e]! - 1) | 0;
  if (!isAfter(acked, 0)) {
    return (
      beyond !== first && distance(ends.stretches[beyond - 1]!, delivered) > MAX_ABOVE_HOLE_WITHOUT_ANY_ACK
    );
  }
  let waiting = distance(delivered, acked);
  for (let i = first; i < beyond; i += 2) waiting += distance(ends.stretches[i + 1]!, ends.stretches[i]!);
  return waiting > MAX_WITHOUT_FURTHER_ACK;
}

/** The peer `p` acknowledges the data of `e` up to the offset: what was not captured until there is a gap. */
export function takeAck(z: ZeekTables, slot: number, e: number, p: number, acked: number): void {
  const ends = z.endpoints;
  let end = acked;
  if (ends.facts[e]! & ZeekEndFact.Fin && isAtOrAfter(end, ends.finEnd[e]!)) end = (ends.finEnd[e]! - 1) | 0;
  if (!isAfter(end, ends.delivered[e]!)) return;
  // One that began in the middle: its first number was a guess, and may have been a keep-alive's.
  if (!isAfter(end, 1) && z.connections.facts[slot]! & ZeekFact.Partial) return;

  if (!(ends.facts[e]! & ZeekEndFact.NotFollowed)) {
    const areGapsSure = isClean(ends, e) && isClean(ends, p);
    while (ends.stretchCount[e] !== 0 && isAfter(end, ends.stretches[e]!)) {
      if (areGapsSure) noteGap(z, slot, e);
      ends.delivered[e] = ends.stretches[e]!;
      deliverStretches(ends, e);
    }
    if (isAfter(end, ends.delivered[e]!) && areGapsSure) noteGap(z, slot, e);
  }
  if (isAfter(end, ends.delivered[e]!)) ends.delivered[e] = end;
  if (ends.stretchCount[e] !== 0) deliverStretches(ends, e);
}

/** Gaps of connections that began in the middle or were reset are not to be trusted. */
function isClean(ends: ZeekEndpointColumns, e: number): boolean {
  const state = ends.state[e];
  return (
    state === ZeekState.Established ||
    (state === ZeekState.Closed && ends.formerState[e] === ZeekState.Established)
  );
}

/** Moves `delivered` over the stretches that it has reached. */
function deliverStretches(ends: ZeekEndpointColumns, e: number): void {
  const stretches = ends.stretches;
  const first = e;
  const count = ends.stretchCount[e]!;
  let reached = 0;
  while (reached < count && isAtOrAfter(ends.delivered[e]!, stretches[first + reached * 2]!)) {
    const right = stretches[first + reached * 2 + 1]!;
    if (isAfter(right, ends.delivered[e]!)) ends.delivered[e] = right;
    reached++;
  }
  stretches.copyWithin(first, first + reached * 2, first + count * 2);
  ends.stretchCount[e] = count - reached;
}

/** Stretches stand in order and do not touch. When there is no room, the hole before or behind the new one is overlooked. */
function remember(ends: ZeekEndpointColumns, e: number, left: number, right: number): void {
  const stretches = ends.stretches;
  const first = e;
  const count = ends.stretchCount[e]!;
  let at = 0;
  while (at < count && isAfter(left, stretches[first + at * 2 + 1]!)) at++;
  // The new stretch touches those from `at` until `until`.
  let until = at;
  while (until < count && isAtOrAfter(right, stretches[first + until * 2]!)) until++;

  if (until === at) {
    if (count === STRETCHES) {
      if (at < count) stretches[first + at * 2] = left;
      else stretches[first + count * 2 - 1] = right;
      return;
    }
    stretches.copyWithin(first + at * 2 + 2, first + at * 2, first + count * 2);
    stretches[first + at * 2] = left;
    stretches[first + at * 2 + 1] = right;
    ends.stretchCount[e] = count + 1;
    return;
  }
  const lastRight = stretches[first + until * 2 - 1]!;
  if (isAfter(stretches[first + at * 2]!, left)) stretches[first + at * 2] = left;
  stretches[first + at * 2 + 1] = isAfter(right, lastRight) ? right : lastRight;
  stretches.copyWithin(first + at * 2 + 2, first + until * 2, first + count * 2);
  ends.stretchCount[e] = count - (until - at - 1);
}
