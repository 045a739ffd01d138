import type { Census } from '../findings/census.js';
import type { TrafficCounts } from '../hosts/traffic-counts.js';
import { MAX_SHOWN_HOSTS } from '../limits.js';
import { OUTCOMES, type Outcome } from '../rows.js';

/** What a host, or a service of one, did in all. */
export interface HostTotals {
  readonly address: string;
  /** Null for a host as a whole. */
  readonly port: number | string | null;
  readonly opened: number;
  readonly accepted: number;
  readonly failed: number;
  readonly bytes: number;
}

/** Connections that came to nothing. */
const FAILURES: ReadonlySet<Outcome> = new Set(['refused', 'unreachable', 'unanswered', 'aborted-handshake']);
const IS_FAILURE = OUTCOMES.map((outcome) => FAILURES.has(outcome));
const IS_STRAY = OUTCOMES.indexOf('stray');

/** Hosts and their services, those with most failures and then most connections first, as many as are shown. */
export function hostTotals(census: Census): HostTotals[] {
  const all: HostTotals[] = [];
  for (const host of census.hostNumbers()) {
    all.push(totalsOf(census.address(host), null, census.hosts, host));
  }
  for (let number = 1; number <= census.serviceCount; number++) {
    const { host, port } = census.service(number);
    all.push(totalsOf(census.address(host), port, census.services, number));
  }
  return all
    .filter(({ opened, accepted, failed }) => opened + accepted + failed > 0)
    .sort((a, b) => b.failed - a.failed || sizeOf(b) - sizeOf(a))
    .slice(0, MAX_SHOWN_HOSTS);
}

/** Failed are the connections to a service, and of a host those that it opened too. */
function totalsOf(
  address: string,
  port: number | string | null,
  counts: TrafficCounts,
  row: number,
): HostTotals {
  let accepted = 0;
  let failed = 0;
  if (row >= counts.capacity) return { address, port, opened: 0, accepted, failed, bytes: 0 };
  for (let place = 0; place < OUTCOMES.length; place++) {
    const received = counts.receivedBy[row * OUTCOMES.length + place]!;
    if (IS_FAILURE[place])
      failed += received + (port === null ? counts.begunBy[row * OUTCOMES.length + place]! : 0);
    else if (place !== IS_STRAY) accepted += received;
  }
  const bytes = counts.bytesSent[row]! + counts.bytesReceived[row]!;
  return { address, port, opened: counts.begun[row]!, accepted, failed, bytes };
}

function sizeOf({ opened, accepted }: HostTotals): number {
  return opened + accepted;
}
