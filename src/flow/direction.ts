// Hot path: allocates nothing per packet.
import { ROW_SPAN } from '../memory/rows.js';

/**
 * Handles of endpoint rows: slot and end (0 is the lower end of the 4-tuple) give a handle, and handles give each other.
 * They index every field of `EndpointColumns`.
 */
export function endpointOf(slot: number, end: number): number {
  return (slot * 2 + end) * ROW_SPAN;
}

/** The other end of the same connection. */
export function peerOf(e: number): number {
  return e ^ ROW_SPAN;
}

/** 0 or 1: which end of its connection. */
export function endOf(e: number): 0 | 1 {
  return e & ROW_SPAN ? 1 : 0;
}

/** The connection's row in `ConnectionColumns`. */
export function slotOf(e: number): number {
  return lowerOf(e) / (2 * ROW_SPAN);
}

/** The lower end of the same connection: there stands what an endpoint table holds once per connection. */
export function lowerOf(e: number): number {
  return e & ~ROW_SPAN;
}
