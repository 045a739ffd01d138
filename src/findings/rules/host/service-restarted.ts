import { Attempt } from '../../../hosts/attempt.js';
import { type ConnectionLog, Logged } from '../../../hosts/connection-log.js';
import { clustersOfConnections, densest } from '../../claims.js';
import { endpointText } from '../../facts.js';
import type { Gathering, HostRule, World } from '../../host-rule.js';
import { RESTART_CONNECTIONS, RESTART_SECONDS, RESTART_SHARE } from '../../thresholds.js';

/** What befell one service: the moment, and the rows of the log that it ended. */
interface Restart {
  service: number;
  timeNs: number;
  ended: number[];
  /** Attempts that were refused until it was back. */
  refused: number[];
  /** When the first connection was accepted after it. */
  backNs: number;
}

/** Connections that lived shorter than this may well end together by chance. */
const LIVED_NS = 1e9;
/** Services of one host that end so near to each other are one event. */
const SAME_MOMENT_NS = 2e9;

/** All connections of a service ended in one moment, by its own side; then new ones were accepted. */
export const serviceRestarted: HostRule = {
  code: 'service-restarted',
  thresholds: {
    connections: RESTART_CONNECTIONS,
    shareOfOpen: RESTART_SHARE,
    withinSeconds: RESTART_SECONDS,
  },
  sources: ['RFC 9293 §3.5.2', 'Linux: tcp_close'],
  judge(world) {
    const { log } = world.census;
    const { order, groups } = world.census.byService();
    const restarts = groups
      .filter(({ from, to }) => to - from > RESTART_CONNECTIONS)
      .flatMap(({ key, from, to }) => restartOf(log, key, order.subarray(from, to)));
    return sameMoments(world, restarts).map((several) => gathered(world, several));
  },
};

/** @param rows those of one service, by time */
function restartOf(log: ConnectionLog, service: number, rows: Uint32Array): Restart[] {
  const ended = Array.from(
    rows.filter(
      (row) =>
        (log.what[row]! & Logged.EndedByResponder) !== 0 &&
        (log.what[row]! & Logged.Opened) !== 0 &&
        log.endNs[row]! - log.startNs[row]! >= LIVED_NS,
    ),
  );
  if (ended.length < RESTART_CONNECTIONS) return [];
  ended.sort((a, b) => log.endNs[a]! - log.endNs[b]!);
  const moment = densest(
    ended.map((row) => log.endNs[row]!),
    RESTART_SECONDS * 1e9,
  );
  const untilNs = moment.fromNs + RESTART_SECONDS * 1e9;
  const atOnce = ended.filter((row) => log.endNs[row]! >= moment.fromNs && log.endNs[row]! <= untilNs);
  const open = rows.filter(
    (row) =>
      (log.what[row]! & Logged.Opened) !== 0 &&
      log.startNs[row]! < moment.fromNs &&
      log.endNs[row]! >= moment.fromNs,
  );
  if (atOnce.length < RESTART_CONNECTIONS || atOnce.length < open.length * RESTART_SHARE) return [];
  const back = rows.find((row) => (log.what[row]! & Logged.Opened) !== 0 && log.startNs[row]! > untilNs);
  if (back === undefined) return [];
  const backNs = log.startNs[back]!;
  const refused = Array.from(
    rows.filter(
      (row) =>
        log.attempt(row) === Attempt.Refused &&
        log.startNs[row]! >= moment.fromNs &&
        log.startNs[row]! <= backNs,
    ),
  );
  return [{ service, timeNs: moment.fromNs, ended: atOnce, refused, backNs }];
}

/** One host, one moment: one event, on however many ports. */
function sameMoments({ census }: World, restarts: readonly Restart[]): Restart[][] {
  const events: Restart[][] = [];
  for (const restart of [...restarts].sort((a, b) => a.timeNs - b.timeNs)) {
    const { host } = census.service(restart.service);
    const known = events.find(
      ([first]) =>
        census.service(first!.service).host === host && restart.timeNs - first!.timeNs <= SAME_MOMENT_NS,
    );
    if (known) known.push(restart);
    else events.push([restart]);
  }
  return events;
}

function gathered({ census, clusters }: World, restarts: readonly Restart[]): Gathering {
  const { log } = census;
  const [first] = restarts as [Restart];
  const { host, port } = census.service(first.service);
  const address = census.address(host);
  const ended = restarts.flatMap((restart) => restart.ended);
  const refused = restarts.flatMap((restart) => restart.refused);
  const numbers = new Set([...ended, ...refused].map((row) => log.connection[row]!));
  const claimed = clustersOfConnections(clusters, numbers);
  const wasCut = claimed.some(
    ({ examples, group }) => (examples[0]?.judgements[0]?.severity ?? group.severity) === 'error',
  );
  const backNs = Math.max(...restarts.map((restart) => restart.backNs));
  const subject = restarts.length === 1 ? { address, port } : { address };
  return {
    code: 'service-restarted',
    // Orderly ends that nobody was refused after may as well be a balancer's, or a pool that was renewed.
    severity: wasCut || refused.length > 0 ? 'error' : 'note',
    certainty: wasCut || refused.length > 0 ? 'likely' : 'possible',
    scope: restarts.length === 1 ? 'service' : 'host',
    subject,
    packets: claimed
      .flatMap(({ examples }) => examples.flatMap(({ judgements }) => judgements[0]!.packets.slice(0, 1)))
      .slice(0, 10),
    timeNs: first.timeNs,
    endNs: backNs,
    measures: {
      ended: ended.length,
      refused: refused.length,
      services: restarts.length,
      backSeconds: (backNs - first.timeNs) / 1e9,
      atSeconds: first.timeNs / 1e9,
    },
    facts: { subject: restarts.length === 1 ? endpointText(address, port) : address },
    clusters: claimed,
    connections: [...numbers].sort((a, b) => a - b),
    connectionCount: numbers.size,
  };
}
