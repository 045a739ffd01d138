// Hot path: allocates nothing per packet.

import type { Segment } from '../decode/segment.js';
import { type EndpointColumns, TIMED } from './endpoint-columns.js';
import { isAtOrAfter } from './sequence.js';

/** Starts the clock for a segment that ends at `end` and is sent for the first time. */
export function timeSegment(ends: EndpointColumns, e: number, end: number, s: Segment): void {
  const count = ends.timedCount[e]!;
  if (count === TIMED) return;
  ends.timedEnd[e + count] = end;
  ends.timedNs[e + count] = s.timeNs;
  ends.timedCount[e] = count + 1;
}

/** After a repetition nobody knows which of the two an ACK answers (Karn's algorithm, RFC 6298 §3). */
export function stopTiming(ends: EndpointColumns, e: number): void {
  ends.timedCount[e] = 0;
}

/** The newest timed segment that an ACK from `p` covers gives a sample of the way from the capture point to `p` and back. */
export function sampleRtt(ends: EndpointColumns, e: number, p: number, s: Segment): void {
  const count = ends.timedCount[e]!;
  let covered = 0;
  while (covered < count && isAtOrAfter(s.ack, ends.timedEnd[e + covered]!)) covered++;
  if (covered === 0) return;
  addSample(ends, p, s.timeNs - ends.timedNs[e + covered - 1]!);
  const first = e;
  for (let i = covered; i < count; i++) {
    ends.timedEnd[first + i - covered] = ends.timedEnd[first + i]!;
    ends.timedNs[first + i - covered] = ends.timedNs[first + i]!;
  }
  ends.timedCount[e] = count - covered;
}

function addSample(ends: EndpointColumns, p: number, rttNs: number): void {
  if (!(rttNs >= 0)) return;
  const samples = ends.rttSamples[p]!++;
  if (samples === 0 || rttNs < ends.rttMinNs[p]!) ends.rttMinNs[p] = rttNs;
  if (rttNs > ends.rttMaxNs[p]!) ends.rttMaxNs[p] = rttNs;
  ends.rttSumNs[p]! += rttNs;
  // RFC 6298 §2: SRTT <- 7/8 SRTT + 1/8 R.
  ends.rttSmoothedNs[p] =
    samples === 0 ? rttNs : ends.rttSmoothedNs[p]! + (rttNs - ends.rttSmoothedNs[p]!) / 8;
}
