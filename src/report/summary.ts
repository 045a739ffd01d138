import { formatEndpoint } from '../format/address.js';
import { MAX_COUNTED_ENDPOINTS } from '../limits.js';
import type { HandshakeKind, Outcome, ResetCause, Side } from '../rows.js';
import type { ConnectionView } from '../sink.js';

/** How often something happened, and where most. */
export interface Tally {
  count: number;
  /** Service endpoints and how often each, but for connections that closed; bounded, the rest is in `elsewhere`. */
  at: Map<string, number>;
  elsewhere: number;
}

/** Connections counted while they leave: what the report says before it lists any. */
export class ConnectionSummary {
  count = 0;
  readonly outcomes = new Map<Outcome, Tally>();
  readonly handshakes = new Map<HandshakeKind, number>();
  /** Pairs of states of connections that did not end, as "ESTABLISHED/CLOSE_WAIT". */
  readonly remaining = new Map<string, Tally>();
  readonly resetBy: Record<Side, number> = { initiator: 0, responder: 0 };
  /** Why the RSTs that cut connections off were sent. */
  readonly resetCauses = new Map<ResetCause, number>();
  synRetransmitted = 0;
  synAckRetransmitted = 0;
  /** Connections whose initiator is a guess. */
  rolesGuessed = 0;
  fastestRttSeconds = Infinity;
  slowestRttSeconds = 0;
  /** By the host's number times 2^17, plus the port's. */
  readonly #services = new Map<number, string>();

  add(view: ConnectionView): void {
    this.count++;
    const { outcome, handshake, rolesFrom } = view;
    // Where healthy ones end is not told.
    const service = outcome === 'closed' ? null : this.#serviceText(view);
    tally(this.outcomes, outcome, service);
    this.handshakes.set(handshake, (this.handshakes.get(handshake) ?? 0) + 1);
    if (REMAINS.has(outcome)) tally(this.remaining, `${view.initiatorState}/${view.responderState}`, service);
    if (outcome === 'reset') this.#countReset(view);
    if (view.synRepeats > 0) this.synRetransmitted++;
    if (view.synAckRepeats > 0) this.synAckRetransmitted++;
    if (outcome !== 'stray' && (rolesFrom === 'ports' || rolesFrom === 'first-packet')) this.rolesGuessed++;
    const rttSeconds = view.handshakeNs / 1e9;
    if (rttSeconds < this.fastestRttSeconds) this.fastestRttSeconds = rttSeconds;
    if (rttSeconds > this.slowestRttSeconds) this.slowestRttSeconds = rttSeconds;
  }

  /** The service as the report names it; most are known by their numbers, and not put into words again. */
  #serviceText(view: ConnectionView): string {
    const host = view.hostOf('responder');
    if (host === 0) return formatEndpoint(view.responderAddress, view.responderPort);
    const key = host * 0x20000 + view.portNumberOf('responder');
    let text = this.#services.get(key);
    if (text === undefined) {
      text = formatEndpoint(view.responderAddress, view.responderPort);
      if (this.#services.size < MAX_COUNTED_ENDPOINTS) this.#services.set(key, text);
    }
    return text;
  }

  #countReset({ resetBy, resetCause }: ConnectionView): void {
    if (resetBy === null) return;
    this.resetBy[resetBy]++;
    const cause = resetCause ?? 'unknown';
    this.resetCauses.set(cause, (this.resetCauses.get(cause) ?? 0) + 1);
  }
}

/** Outcomes of connections that still exist at one end or both. */
const REMAINS: ReadonlySet<Outcome> = new Set(['open', 'half-closed', 'vanished', 'partial']);

/** @param service null where only the count is wanted */
function tally<K>(tallies: Map<K, Tally>, key: K, service: string | null): void {
  let entry = tallies.get(key);
  if (entry === undefined) {
    entry = { count: 0, at: new Map(), elsewhere: 0 };
    tallies.set(key, entry);
  }
  entry.count++;
  if (service === null) return;
  const before = entry.at.get(service);
  if (before !== undefined) entry.at.set(service, before + 1);
  else if (entry.at.size < MAX_COUNTED_ENDPOINTS) entry.at.set(service, 1);
  else entry.elsewhere++;
}

/** The worst first; the order in which the report speaks of outcomes. */
export const TROUBLE_ORDER: readonly Outcome[] = [
  'reset',
  'vanished',
  'unanswered',
  'refused',
  'unreachable',
  'aborted-handshake',
  'half-closed',
  'stray',
  'partial',
  'open',
  'closed',
];

/** Rows of each kind of trouble that are listed before any kind fills the rest. */
const FAIR_SHARE = 5;

/**
 * The connections that deserve to be looked at first, at most `limit` of them: some of every outcome, so that a
 * thousand alike do not hide the one that differs, the worst outcomes first.
 */
export class WorstConnections<T> {
  readonly #limit: number;
  readonly #byOutcome = new Map<Outcome, { connection: number; kept: T }[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `keep` is called only for rows that may be listed. */
  offer(view: ConnectionView, keep: (view: ConnectionView) => T): void {
    const { outcome, connection } = view;
    let rows = this.#byOutcome.get(outcome);
    if (rows === undefined) this.#byOutcome.set(outcome, (rows = []));
    // Rows leave roughly in order of their numbers; the first of each kind are kept.
    const full = rows.length >= this.#limit;
    if (full && (this.#limit === 0 || rows.at(-1)!.connection < connection)) return;
    if (full) rows.pop();
    let at = rows.length;
    while (at > 0 && connection < rows[at - 1]!.connection) at--;
    rows.splice(at, 0, { connection, kept: keep(view) });
  }

  list(): T[] {
    const groups = TROUBLE_ORDER.map((outcome) => this.#byOutcome.get(outcome) ?? []);
    const shares = groups.map(() => 0);
    let left = this.#limit;
    for (const most of [FAIR_SHARE, Infinity]) {
      for (const [i, rows] of groups.entries()) {
        const more = Math.max(0, Math.min(rows.length, most, shares[i]! + left) - shares[i]!);
        shares[i] = shares[i]! + more;
        left -= more;
      }
    }
    return groups.flatMap((rows, i) => rows.slice(0, shares[i]).map((row) => row.kept));
  }
}
