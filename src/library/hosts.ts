import { Census } from '../findings/census.js';
import { type Choice, chosenConnections } from '../query/choice.js';
import { hostTest } from '../query/host-match.js';
import { type HostTest, HostTraffic, lastNsOf } from '../report/host-traffic.js';
import { chosenTraffic, type HostList, limitsReachedBy } from '../report/hosts.js';
import type { HostRow, ServiceRow } from '../rows.js';
import type { Clock } from '../sink.js';
import { type Captures, choiceOf, type Passes, passesOf, type ReadOptions } from './passes.js';

export interface HostOptions extends ReadOptions {
  /** Only hosts that match: an address, a network (`10.0.0.0/8`), a pattern, a name. Default: all. */
  host?: string;
}

/**
 * What every host and every service did, and what came of their connections; the most troubled first.
 *
 * @throws as `connectionsOf`.
 */
export async function hostsOf(
  captures: Captures,
  options: HostOptions = {},
): Promise<{ hosts: HostRow[]; services: ServiceRow[] }> {
  const isChosen = hostOrName(options.host);
  const { traffic, hosts, services } = await readHosts(passesOf(captures, options), {
    ...choiceOf(options),
    isChosen,
  });
  return {
    hosts: hosts.map((host) => traffic.hostRow(host)),
    services: services.map((service) => traffic.serviceRow(service)),
  };
}

/** Of which connections, whose of the hosts, sorted by what, and how many of them; all, the most troubled first, unless said. */
export interface HostQuestion extends Choice {
  isChosen?: HostTest;
  key?: string;
  limit?: number;
}

/** One pass for hosts and services. */
export async function readHosts(
  passes: Passes,
  question: HostQuestion,
): Promise<HostList & { unlisted: string[] }> {
  const census = new Census(true);
  let clock: Clock | null = null;
  const sink = {
    withoutRows: true,
    begin: (started: Clock) => {
      clock = started;
    },
    connection: census.add.bind(census),
  };
  const summary = await passes.read(chosenConnections(sink, question));
  const list = chosenTraffic(new HostTraffic(census, clock!, lastNsOf(summary)), question);
  const unlisted = limitsReachedBy(census);
  return { ...list, unlisted, limitsReached: [...summary.limitsReached, ...unlisted] };
}

/** A host goes by its address and by its name. */
export function hostOrName(text: string | undefined): HostTest {
  if (text === undefined) return () => true;
  const isOne = hostTest(text);
  return (address, name) => isOne(address) || (name !== null && isOne(name));
}
