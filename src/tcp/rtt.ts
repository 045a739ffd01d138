// Hot path: allocates nothing per packet.

import { OptionBit, type Segment } from '../decode/segment.js';
import { type EndpointColumns, Known, RTTS, TIMED } from './endpoint-columns.js';
import { LARGEST_RTT_UNITS, RTT_UNIT_NS } from './rtt-histograms.js';
import { isAfter, isAtOrAfter } from './sequence.js';
import type { TcpTables } from './tables.js';

/**
 * Starts the clock for a segment that ends at `end` and is sent for the first time. When more are under way than can be timed,
 * every other one is given up, and from then on one of twice as many is timed: those that are stand all over the
 * flight. The first of a flight alone would read low, for the queue that it builds up delays those behind them.
 */
export function timeSegment(ends: EndpointColumns, e: number, end: number, s: Segment): void {
  if (ends.timedPass[e]! > 0) {
    ends.timedPass[e]!--;
    return;
  }
  let count = ends.timedCount[e]!;
  if (count === TIMED) {
    count = thinOut(ends, e);
    ends.timedStep[e]! *= 2;
  } else if (ends.timedStep[e] === 0) ends.timedStep[e] = 1;
  ends.timedPass[e] = ends.timedStep[e]! - 1;
  ends.timedEnd[e + count] = end;
  ends.timedNs[e + count] = s.timeNs;
  ends.timedCount[e] = count + 1;
}

/** Keeps the first of every two; gives back how many are left. */
function thinOut(ends: EndpointColumns, e: number): number {
  for (let i = 1; i < TIMED / 2; i++) {
    ends.timedEnd[e + i] = ends.timedEnd[e + 2 * i]!;
    ends.timedNs[e + i] = ends.timedNs[e + 2 * i]!;
  }
  return TIMED / 2;
}

/** After a repetition nobody knows which of the two an ACK answers (Karn's algorithm, RFC 6298 §3). */
export function stopTiming(ends: EndpointColumns, e: number): void {
  ends.timedCount[e] = 0;
}

/** The newest timed segment that an ACK from `p` covers gives a sample of the way from the capture point to `p` and back. */
export function sampleRtt(t: TcpTables, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  const count = ends.timedCount[e]!;
  let covered = 0;
  while (covered < count && isAtOrAfter(s.ack, ends.timedEnd[e + covered]!)) covered++;
  if (covered === 0) return;
  addSample(t, p, s.timeNs - ends.timedNs[e + covered - 1]!);
  const first = e;
  for (let i = covered; i < count; i++) {
    ends.timedEnd[first + i - covered] = ends.timedEnd[first + i]!;
    ends.timedNs[first + i - covered] = ends.timedNs[first + i]!;
  }
  ends.timedCount[e] = count - covered;
  // Few are under way: time more of them.
  if (covered === count && ends.timedStep[e]! > 1) ends.timedStep[e]! /= 2;
}

function addSample(t: TcpTables, p: number, rttNs: number): void {
  if (!(rttNs >= 0)) return;
  const ends = t.endpoints;
  const samples = ends.rttSamples[p]!++;
  const place = samples & (RTTS - 1);
  if (place === 0 && samples > 0) emptyLatest(t, p, samples);
  const units = rttNs / RTT_UNIT_NS;
  ends.rttLatest[p + place] = units < LARGEST_RTT_UNITS ? units : LARGEST_RTT_UNITS;
  if (samples === 0 || rttNs < ends.rttMinNs[p]!) {
    ends.rttMinNs[p] = rttNs;
    t.pace?.noteRtt(p, rttNs);
  }
  if (rttNs > ends.rttMaxNs[p]!) ends.rttMaxNs[p] = rttNs;
  ends.rttSumNs[p]! += rttNs;
  // RFC 6298 §2: SRTT <- 7/8 SRTT + 1/8 R.
  ends.rttSmoothedNs[p] =
    samples === 0 ? rttNs : ends.rttSmoothedNs[p]! + (rttNs - ends.rttSmoothedNs[p]!) / 8;
}

/** The samples gathered so far go to the histogram together: one by one, each would fetch a cache line of its own. */
function emptyLatest(t: TcpTables, p: number, samples: number): void {
  const ends = t.endpoints;
  if (samples === RTTS) ends.rttHistogram[p] = t.rttHistograms.allocate();
  const row = ends.rttHistogram[p]!;
  if (row > 0) t.rttHistograms.add(row, ends.rttLatest, p, p + RTTS);
}

/**
 * Starts the clock for a segment with data by its timestamp: no other segment had that one before it, so that whoever echoes it
 * has received this one. One is timed at a time; a repeat takes its place, for of the original no echo may ever come.
 */
export function timeEcho(ends: EndpointColumns, e: number, p: number, s: Segment, isRepeat: boolean): void {
  if (!(s.optionBits & OptionBit.Timestamps) || (ends.echoNs[e] !== 0 && !isRepeat)) return;
  if (!(ends.known[p]! & Known.TsRecent) || !isAfter(s.tsVal, ends.tsRecent[p]!)) return;
  ends.echoVal[e] = s.tsVal;
  // Zero stands for "none": the very first nanosecond of a capture counts as the second.
  ends.echoNs[e] = s.timeNs || 1;
}

/** An ACK from `p` of something new that echoes the timestamp gives a sample (RFC 7323 §4.1), repeats or not. */
export function sampleEcho(ends: EndpointColumns, e: number, p: number, s: Segment): void {
  if (ends.echoNs[e] === 0 || !(s.optionBits & OptionBit.Timestamps)) return;
  if (!isAtOrAfter(s.tsEcr, ends.echoVal[e]!)) return;
  const rttNs = s.timeNs - ends.echoNs[e]!;
  ends.echoNs[e] = 0;
  // A later one is echoed: of this one nobody knows when it arrived.
  if (s.tsEcr !== ends.echoVal[e] || !(rttNs >= 0)) return;
  const samples = ends.echoSamples[p]!++;
  if (samples === 0 || rttNs < ends.echoMinNs[p]!) ends.echoMinNs[p] = rttNs;
  if (rttNs > ends.echoMaxNs[p]!) ends.echoMaxNs[p] = rttNs;
  ends.echoSumNs[p]! += rttNs;
}
