import type { Census } from '../findings/census.js';
import type { TrafficCounts } from '../hosts/traffic-counts.js';
import { MAX_SHOWN_HOSTS } from '../limits.js';

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
  return worstFirst(all.filter(({ opened, accepted, failed }) => opened + accepted + failed > 0));
}

/** The same hosts and services counted in two parts. */
export function addTotals(some: readonly HostTotals[], others: readonly HostTotals[]): HostTotals[] {
  const sums = new Map(some.map((one) => [keyOf(one), one]));
  for (const one of others) {
    const known = sums.get(keyOf(one));
    sums.set(keyOf(one), known === undefined ? one : sumOf(known, one));
  }
  return worstFirst([...sums.values()]);
}

function sumOf(a: HostTotals, b: HostTotals): HostTotals {
  return {
    ...a,
    opened: a.opened + b.opened,
    accepted: a.accepted + b.accepted,
    failed: a.failed + b.failed,
    bytes: a.bytes + b.bytes,
  };
}

function keyOf({ address, port }: HostTotals): string {
  return `${address} ${port ?? ''}`;
}

function worstFirst(totals: HostTotals[]): HostTotals[] {
  return totals.sort((a, b) => b.failed - a.failed || sizeOf(b) - sizeOf(a)).slice(0, MAX_SHOWN_HOSTS);
}

/** Failed are the connections to a service, and of a host those that it opened too. */
function totalsOf(
  address: string,
  port: number | string | null,
  counts: TrafficCounts,
  row: number,
): HostTotals {
  const { begun, received, bytesSent, bytesReceived } = counts.of(row);
  const refused = counts.failed(row, 'responder');
  return {
    address,
    port,
    opened: begun,
    accepted: received - refused - counts.strays(row, 'responder'),
    failed: refused + (port === null ? counts.failed(row, 'initiator') : 0),
    bytes: bytesSent + bytesReceived,
  };
}

function sizeOf({ opened, accepted }: HostTotals): number {
  return opened + accepted;
}
