import { OptionBit } from '../decode/segment.js';
import { TCP_FLAG_NAMES } from '../decode/tcp/flags.js';
import { peerOf } from '../flow/direction.js';
import type { EndpointRow, OptionsOffered, StateEntry } from '../rows.js';
import { STATE_NAMES } from '../rows.js';
import type { Clock } from '../sink.js';
import { type EndpointColumns, FLAG_COUNTERS, Known, TTLS } from '../tcp/endpoint-columns.js';
import { ERRNO_NAMES, Errno } from '../tcp/errno.js';
import { applicationResults } from '../tcp/socket-results.js';
import { TcpState } from '../tcp/state.js';
import { BY_NAMES, SURE_NAMES } from '../tcp/state-history.js';
import type { TcpTables } from '../tcp/tables.js';
import { initialTtl } from './initial-ttl.js';
import {
  lostAfterCapture,
  reorderingRow,
  retransmissionRate,
  rttRow,
  spuriousRetransmissions,
  timestampRttRow,
} from './path-row.js';
import { toSeconds } from './seconds.js';
import { windowRow, zeroWindowRows } from './window-row.js';

/**
 * The row of one endpoint. Its states are those of row `e`, its counts those of row `counts`: they differ only for the
 * responder of a socket connected to itself, which mirrors the initiator.
 */
export function endpointRow(
  t: TcpTables,
  e: number,
  counts: number,
  isInitiator: boolean,
  endNs: number,
  clock: Clock,
): EndpointRow {
  const ends = t.endpoints;
  const spurious = spuriousRetransmissions(ends, e, peerOf(e));
  const ttls = [...ends.ttls.subarray(counts, counts + TTLS)].filter((ttl) => ttl > 0).map((ttl) => ttl - 1);
  const initial = ttls.length > 0 ? initialTtl(ttls[0]!) : null;
  const closedNs = ends.zeroWindowSinceNs[e]! === 0 ? 0 : Math.max(0, endNs - ends.zeroWindowSinceNs[e]!);
  return {
    state: STATE_NAMES[ends.state[e]!]!,
    states: stateEntries(t, e, clock),
    socketError: ERRNO_NAMES[ends.socketError[e]!] ?? null,
    socketErrorCertainty: errorCertainty(ends, e),
    application: applicationResults(t, e, isInitiator),
    packets: ends.packets[counts]!,
    bytes: ends.bytes[counts]!,
    payloadBytes: ends.payloadBytes[counts]!,
    flags: flagCounts(ends, counts),
    retransmissions: ends.retransmissions[e]! + ends.synRepeats[e]! + ends.synAckRepeats[e]!,
    retransmittedBytes: ends.retransmittedBytes[e]!,
    retransmissionRate: retransmissionRate(ends, e),
    lostBeforeCapture: ends.repeatsUnseen[e]!,
    lostAfterCapture: lostAfterCapture(ends, e, spurious),
    spuriousRetransmissions: spurious,
    differingRetransmissions: ends.repeatsDiffering[e]!,
    outOfOrder: ends.outOfOrder[e]!,
    reordering: reorderingRow(ends, e),
    duplicateAcks: ends.duplicateAcks[e]!,
    dsacks: ends.dsacks[e]!,
    keepAlives: ends.keepAlives[e]!,
    zeroWindows: ends.zeroWindows[e]!,
    zeroWindowSeconds: toSeconds(ends.zeroWindowNs[e]! + closedNs) ?? 0,
    zeroWindowPeriods: zeroWindowRows(t, e, endNs, clock),
    window: windowRow(t, e),
    maxBytesInFlight: ends.maxBytesInFlight[e]!,
    gapBytes: ends.gapBytes[e]!,
    rtt: rttRow(t, e),
    timestampRtt: timestampRttRow(ends, e),
    isn: ends.known[e]! & Known.Isn ? ends.isn[e]! >>> 0 : null,
    options:
      ends.known[e]! & (Known.Syn | Known.SynAck)
        ? offeredOptions(ends.offered[e]!, ends.mss[e]!, ends.offeredScale[e]!)
        : null,
    ttl: { values: ttls, initial, hops: initial === null ? null : initial - ttls[0]! },
  };
}

function stateEntries(t: TcpTables, e: number, clock: Clock): StateEntry[] {
  const h = t.history;
  const entries: StateEntry[] = [];
  for (let entry = t.endpoints.firstEntry[e]!; entry !== 0; entry = h.next[entry]!) {
    if (h.state[entry] === TcpState.Listen) continue;
    entries.push({
      state: STATE_NAMES[h.state[entry]!]!,
      time: clock.format(h.entryTimeNs[entry]!),
      packet: h.packet[entry]! || null,
      by: BY_NAMES[h.by[entry]!]!,
      certainty: SURE_NAMES[h.sure[entry]!]!,
    });
  }
  return entries;
}

function errorCertainty(ends: EndpointColumns, e: number): EndpointRow['socketErrorCertainty'] {
  if (ends.socketError[e] === Errno.None) return null;
  return ends.known[e]! & Known.ErrorShown ? 'seen' : 'inferred';
}

function flagCounts(ends: EndpointColumns, row: number): Record<string, number> {
  const flags: Record<string, number> = {};
  for (let bit = 0; bit < FLAG_COUNTERS; bit++) {
    const rare = ends.rareFlags[row + bit]!;
    const name = TCP_FLAG_NAMES[bit]!;
    const count = name === 'ACK' ? ends.packets[row]! - rare : name === 'PSH' ? ends.pushes[row]! : rare;
    if (count > 0) flags[name] = count;
  }
  return flags;
}

function offeredOptions(bits: number, mss: number, scale: number): OptionsOffered {
  return {
    mss: bits & OptionBit.Mss ? mss : null,
    windowScale: bits & OptionBit.WindowScale ? scale : null,
    sackPermitted: (bits & OptionBit.SackPermitted) !== 0,
    timestamps: (bits & OptionBit.Timestamps) !== 0,
    fastOpen: (bits & OptionBit.FastOpen) !== 0,
    mptcp: (bits & OptionBit.Mptcp) !== 0,
  };
}
