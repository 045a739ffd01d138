import type { Cut } from '../../../hosts/cut-log.js';
import { clustersOfConnections } from '../../claims.js';
import type { Gathering, HostRule, World } from '../../host-rule.js';
import { IDLE_CUTS, IDLE_MATCH, IDLE_SHARE, IDLE_SPREAD, IDLE_SPREAD_SECONDS } from '../../thresholds.js';

/** Timers that devices are known by, in seconds. Equal numbers are no proof: people set such numbers everywhere. */
const KNOWN_LIMITS: readonly [seconds: number, whose: string][] = [
  [60, 'the default of many proxies and load balancers (AWS ALB and classic ELB, nginx proxy_read_timeout)'],
  [240, 'the load balancer of Azure (4 minutes)'],
  [350, 'the network load balancer and NAT gateway of AWS'],
  [900, 'firewalls that keep TCP for 15 minutes'],
  [3600, 'firewalls that keep TCP for an hour (Cisco ASA and Juniper by default)'],
];

/** Several connections were cut off after the same silence: something on the way counts the seconds. */
export const idleTimer: HostRule = {
  code: 'idle-timer',
  thresholds: {
    connections: IDLE_CUTS,
    share: IDLE_SHARE,
    spreadShare: IDLE_SPREAD,
    spreadSeconds: IDLE_SPREAD_SECONDS,
  },
  sources: ['RFC 5382 §5, REQ-5', 'RFC 9293 §3.8.4'],
  judge(world) {
    const cuts = [...world.census.cuts.cuts].sort((a, b) => a.silenceSeconds - b.silenceSeconds);
    const found: Gathering[] = [];
    for (let from = 0; from < cuts.length; ) {
      let to = from + 1;
      const widest = Math.max(cuts[from]!.silenceSeconds * IDLE_SPREAD, IDLE_SPREAD_SECONDS);
      while (to < cuts.length && cuts[to]!.silenceSeconds - cuts[from]!.silenceSeconds <= widest) to++;
      if (to - from >= IDLE_CUTS && standsOut(cuts, from, to))
        found.push(timerOf(world, cuts.slice(from, to)));
      from = to;
    }
    return found;
  },
};

/** Among thousands of silences of any length some are always alike: those alike must be most of all that are about as long. */
function standsOut(cuts: readonly Cut[], from: number, to: number): boolean {
  const middle = cuts[(from + to) >> 1]!.silenceSeconds;
  const about = cuts.filter(
    ({ silenceSeconds }) => silenceSeconds > middle / 2 && silenceSeconds < middle * 2,
  );
  return to - from >= about.length * IDLE_SHARE;
}

/** @param cuts by their silence */
function timerOf({ census, clusters }: World, cuts: readonly Cut[]): Gathering {
  const shortest = cuts[0]!.silenceSeconds;
  const middle = cuts[cuts.length >> 1]!.silenceSeconds;
  const known = KNOWN_LIMITS.find(([seconds]) => Math.abs(middle - seconds) <= seconds * IDLE_MATCH);
  const hosts = new Set(cuts.map(({ responder }) => responder));
  const addresses = [...hosts].map((host) => census.address(host));
  const inTime = [...cuts].sort((a, b) => a.timeNs - b.timeNs);
  const connections = cuts.map(({ connection }) => connection).sort((a, b) => a - b);
  return {
    code: 'idle-timer',
    severity: 'error',
    certainty: cuts.length >= 2 * IDLE_CUTS ? 'likely' : 'possible',
    scope: 'host',
    subject: hosts.size === 1 ? { address: addresses[0]! } : {},
    packets: inTime.slice(0, 10).map(({ packet }) => packet),
    timeNs: inTime[0]!.timeNs,
    endNs: inTime.at(-1)!.timeNs,
    measures: {
      idleSeconds: Math.round(middle * 1e3) / 1e3,
      shortestSeconds: shortest,
      longestSeconds: cuts.at(-1)!.silenceSeconds,
      hosts: hosts.size,
      matchesSeconds: known?.[0] ?? null,
      matches: known?.[1] ?? null,
    },
    facts: {
      subject: hosts.size === 1 ? addresses[0]! : `${addresses[0]} and others`,
      subjectHost: addresses[0] ?? '',
    },
    clusters: clustersOfConnections(clusters, new Set(connections)),
    connections,
    connectionCount: cuts.length,
  };
}
