import type { EndpointRow } from '../rows.js';
import { type EndpointColumns, RTTS } from '../tcp/endpoint-columns.js';
import { RTT_UNIT_NS } from '../tcp/rtt-histograms.js';
import type { TcpTables } from '../tcp/tables.js';
import { toSeconds } from './seconds.js';

/** How long the way to an endpoint is, by its ACKs. */
export function rttRow(t: TcpTables, e: number): EndpointRow['rtt'] {
  const ends = t.endpoints;
  const samples = ends.rttSamples[e]!;
  const isKnown = samples > 0;
  const places = isKnown ? percentilesNs(t, e, samples) : NOWHERE;
  return {
    samples,
    minSeconds: isKnown ? toSeconds(ends.rttMinNs[e]!) : null,
    meanSeconds: isKnown ? toSeconds(ends.rttSumNs[e]! / samples) : null,
    maxSeconds: isKnown ? toSeconds(ends.rttMaxNs[e]!) : null,
    p50Seconds: withinSeconds(ends, e, places[0]!),
    p95Seconds: withinSeconds(ends, e, places[1]!),
    smoothedSeconds: isKnown ? toSeconds(ends.rttSmoothedNs[e]!) : null,
  };
}

/** The same by the timestamps that it echoes. */
export function timestampRttRow(ends: EndpointColumns, e: number): EndpointRow['timestampRtt'] {
  const samples = ends.echoSamples[e]!;
  const isKnown = samples > 0;
  return {
    samples,
    minSeconds: isKnown ? toSeconds(ends.echoMinNs[e]!) : null,
    meanSeconds: isKnown ? toSeconds(ends.echoSumNs[e]! / samples) : null,
    maxSeconds: isKnown ? toSeconds(ends.echoMaxNs[e]!) : null,
  };
}

export function retransmissionRate(ends: EndpointColumns, e: number): EndpointRow['retransmissionRate'] {
  const repeats = ends.retransmissions[e]! + handshakeRepeats(ends, e);
  return {
    packets: share(repeats, ends.dataPackets[e]!),
    bytes: share(ends.retransmittedBytes[e]!, ends.payloadBytes[e]!),
  };
}

/**
 * Repeats that nothing was lost for. A D-SACK of the other side `p` tells that both copies arrived; it may tell so of a
 * repeat that was known as spurious before, so the larger of the two counts holds.
 */
export function spuriousRetransmissions(ends: EndpointColumns, e: number, p: number): number {
  const ofSeen = ends.retransmissions[e]! - ends.repeatsUnseen[e]!;
  return Math.max(ends.repeatsSpurious[e]!, Math.min(ofSeen, ends.dsacks[p]!));
}

/** The other repeats of what had passed by, those of the handshake among them. */
export function lostAfterCapture(ends: EndpointColumns, e: number, spurious: number): number {
  return ends.retransmissions[e]! - ends.repeatsUnseen[e]! - spurious + handshakeRepeats(ends, e);
}

export function reorderingRow(ends: EndpointColumns, e: number): EndpointRow['reordering'] {
  if (ends.outOfOrder[e] === 0) return null;
  const isExtentKnown = ends.overtakenPackets[e]! > 0;
  const isTimed = !Number.isNaN(ends.lastSpokeNs[e]!);
  return {
    maxPackets: isExtentKnown ? ends.overtakenPackets[e]! : null,
    maxBytes: ends.overtakenBytes[e]!,
    maxSeconds: isExtentKnown && isTimed ? toSeconds(ends.overtakenNs[e]!) : null,
  };
}

const SHARES = [0.5, 0.95];
const NOWHERE = [Number.NaN, Number.NaN];

/** Up to sixteen samples are known one by one; of more, the histogram tells. NaN where neither does. */
function percentilesNs(t: TcpTables, e: number, samples: number): readonly number[] {
  const ends = t.endpoints;
  const latest = ends.rttLatest.subarray(e, e + (((samples - 1) & (RTTS - 1)) + 1));
  if (samples <= RTTS) {
    const inOrder = sorted(latest);
    const median = inOrder[Math.ceil(0.5 * samples) - 1]!;
    const high = inOrder[Math.ceil(0.95 * samples) - 1]!;
    return [median * RTT_UNIT_NS, high * RTT_UNIT_NS];
  }
  const row = ends.rttHistogram[e]!;
  return row === 0 ? NOWHERE : t.rttHistograms.quantilesNs(row, latest, SHARES);
}

/** By insertion: for so few numbers it takes a tenth of what `sort` does, and there are two lists per connection. */
function sorted(values: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > 0 && SCRATCH[at - 1]! > value; at--) SCRATCH[at] = SCRATCH[at - 1]!;
    SCRATCH[at] = value;
  }
  return SCRATCH;
}

const SCRATCH = new Int32Array(RTTS);

/** What is not exact lies within the least and the largest sample all the same. */
function withinSeconds(ends: EndpointColumns, e: number, ns: number): number | null {
  return toSeconds(Math.min(ends.rttMaxNs[e]!, Math.max(ends.rttMinNs[e]!, ns)));
}

function handshakeRepeats(ends: EndpointColumns, e: number): number {
  return ends.synRepeats[e]! + ends.synAckRepeats[e]!;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
