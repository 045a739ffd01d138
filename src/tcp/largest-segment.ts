// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { endOf, slotOf } from '../flow/direction.js';
import { ROW_SPAN } from '../memory/rows.js';
import { isAfter } from './sequence.js';
import type { TcpTables } from './tables.js';

/** What TCP options may take of a segment (RFC 9293 §3.1): one that lacks no more than that is full. */
const OPTION_BYTES = 40;
/** Where no SYN told what the receiver takes. */
const USUAL_MSS = 1460;
/** One number holds a size and, below it, the sequence number where it ends. */
const SIZE = 2 ** 32;

/** Remembers the first of the largest segments that endpoint `e` has sent to `p`; all full ones are as large, offloaded or not. */
export function noteLargest(t: TcpTables, e: number, p: number, s: Segment): void {
  const pace = t.pace!;
  const row = slotOf(e) * ROW_SPAN;
  const end = endOf(e);
  if (pace.hasSentFull(row, end)) return;
  const full = fullSize(t, p);
  const size = s.payloadLength < full ? s.payloadLength : full;
  if (size * SIZE > pace.largest[row + end]!)
    pace.largest[row + end] = size * SIZE + ((s.seq + s.payloadLength) >>> 0);
  if (size === full) pace.noteSentFull(row, end);
}

/** Whether a segment of so many bytes went from `e` to `p` before those from `seq` on: then their size is not why they are lost. */
export function hasPassedBefore(t: TcpTables, e: number, p: number, bytes: number, seq: number): boolean {
  const largest = t.pace === null ? 0 : t.pace.largest[slotOf(e) * ROW_SPAN + endOf(e)]!;
  const end = (largest % SIZE) | 0;
  return largest >= sizeOf(t, p, bytes) * SIZE && !isAfter(end, seq);
}

function sizeOf(t: TcpTables, p: number, bytes: number): number {
  const full = fullSize(t, p);
  return bytes < full ? bytes : full;
}

/** What fills a segment to `p`. */
function fullSize(t: TcpTables, p: number): number {
  return (t.endpoints.mss[p]! || USUAL_MSS) - OPTION_BYTES;
}
