import type { ApplicationRow, ConnectionRow, Fit, MatchRow, Side, Socket } from '../rows.js';
import type { Clock, ConnectionView } from '../sink.js';
import type { LoggedEndpoint, LogLine } from './log-line.js';
import { momentNs, type ZoneOffsets } from './moment.js';

/** A connection that a log line may speak of. */
export interface Match {
  /** 0 to 1: how well it fits; by it matches are ordered. */
  score: number;
  row: ConnectionRow;
  /** Whose program wrote the line, as far as the errno tells. */
  side: Side | null;
  fits: readonly Fit[];
  /** When what the line tells of happened, in seconds since 1970, and how far ahead of it the log's clock is; null where unknown. */
  eventTime: string | null;
  clockOffsetSeconds: number | null;
}

/** A match as programs read it: of its row what tells which one it is, and what happened to it. */
export function matchRow({ score, fits, side, eventTime, clockOffsetSeconds, row }: Match): MatchRow {
  const { connection, initiator, responder, startTime, endTime, outcome, verdict, findings } = row;
  return {
    score,
    connection,
    fits: [...fits],
    side,
    eventTime,
    clockOffsetSeconds,
    initiator,
    responder,
    startTime,
    endTime,
    outcome,
    verdict,
    findings,
  };
}

/** Logs in another zone differ by whole quarter hours from the capture's. */
const ZONE_STEP_SECONDS = 900;
const WIDEST_ZONE_SECONDS = 14 * 3600;
/** What is written this soon after the event fits without doubt; later it fits less and less. */
const PROMPT_SECONDS = 2;
/** A clock may be wrong by anything: the time alone says no to nobody whose endpoints and errno fit. */
const LEAST_TIME_SCORE = 0.1;
const DAY_NS = 86_400e9;
const SIDES: readonly Side[] = ['initiator', 'responder'];

/** Looks at every connection as it leaves and keeps those that fit best. */
export class ConnectionFinder {
  readonly #line: LogLine;
  readonly #zone: ZoneOffsets;
  readonly #limit: number;
  readonly #best: Match[] = [];
  #clock: Clock | null = null;
  #loggedNs: number | null = null;
  /** How many fit at all. */
  count = 0;

  constructor(line: LogLine, zone: ZoneOffsets, limit: number) {
    this.#line = line;
    this.#zone = zone;
    this.#limit = limit;
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  connection(view: ConnectionView): void {
    const { endpoints, errnos, moment } = this.#line;
    const named = endpointScore(endpoints, view);
    if (endpoints.length > 0 && named.score === 0) return;
    const row = view.toRow();
    const told = errnoMatch(errnos, row);
    if (endpoints.length === 0 && errnos.length > 0 && told === null) return;
    const timed = moment === null ? null : this.#timeMatch(view, row, told?.side ?? null);
    const parts = [
      ...(endpoints.length > 0 ? [named.score] : []),
      ...(errnos.length > 0 ? [told === null ? 0.1 : 1] : []),
      ...(timed !== null ? [timed.score] : []),
    ];
    const score = parts.reduce((product, part) => product * part, 1);
    this.count++;
    this.#keep({
      score: Math.round(score * 1000) / 1000,
      row,
      side: told?.side ?? null,
      fits: [
        ...named.fits,
        ...(told === null ? [] : (['errno'] as const)),
        ...(timed !== null && timed.score > 0.5 ? (['time'] as const) : []),
      ],
      eventTime: timed === null ? null : this.#clock!.format(timed.eventNs),
      clockOffsetSeconds: timed?.offsetSeconds ?? null,
    });
  }

  /** The best first. */
  matches(): readonly Match[] {
    return this.#best;
  }

  #keep(match: Match): void {
    const best = this.#best;
    if (best.length === this.#limit && isBetter(best.at(-1)!, match)) return;
    let at = best.length;
    while (at > 0 && isBetter(match, best[at - 1]!)) at--;
    best.splice(at, 0, match);
    if (best.length > this.#limit) best.pop();
  }

  #timeMatch(
    view: ConnectionView,
    row: ConnectionRow,
    side: Side | null,
  ): { score: number; eventNs: number; offsetSeconds: number } | null {
    const loggedNs = this.#logged();
    if (Number.isNaN(loggedNs)) return null;
    const eventNs = nearestEvent(view, row, side, loggedNs, this.#clock!);
    // A line without a date was written on the day that is nearest.
    const isAnyDay = this.#line.moment?.kind === 'time-of-day';
    const days = isAnyDay ? Math.round((loggedNs - eventNs) / DAY_NS) : 0;
    const offsetSeconds = (loggedNs - days * DAY_NS - eventNs) / 1e9;
    const here = closeness(offsetSeconds);
    // A log of another zone, or a clock that was set by hand to local time: the rest after whole quarter hours counts.
    const steps = Math.round(offsetSeconds / ZONE_STEP_SECONDS);
    const isZone = steps !== 0 && Math.abs(steps * ZONE_STEP_SECONDS) <= WIDEST_ZONE_SECONDS;
    const elsewhere = isZone ? 0.7 * closeness(offsetSeconds - steps * ZONE_STEP_SECONDS) : 0;
    return {
      score: LEAST_TIME_SCORE + (1 - LEAST_TIME_SCORE) * Math.max(here, elsewhere),
      eventNs,
      offsetSeconds: Math.round(offsetSeconds * 1e6) / 1e6,
    };
  }

  #logged(): number {
    const { moment } = this.#line;
    this.#loggedNs ??= moment === null ? Number.NaN : momentNs(moment, this.#clock!, this.#zone);
    return this.#loggedNs;
  }
}

/** How well a line fits that was written so long after the event (before it, where clocks differ). */
function closeness(seconds: number): number {
  const late = Math.max(0, Math.abs(seconds) - PROMPT_SECONDS);
  return 1 / (1 + late / 30);
}

function isBetter(a: Match, b: Match): boolean {
  return a.score > b.score || (a.score === b.score && a.row.connection < b.row.connection);
}

/** Every endpoint of the line should be one of the connection's. */
function endpointScore(
  endpoints: readonly LoggedEndpoint[],
  view: ConnectionView,
): { score: number; fits: Fit[] } {
  if (endpoints.length === 0) return { score: 1, fits: [] };
  const fits = new Set<Fit>();
  let sum = 0;
  let most = 0;
  for (const endpoint of endpoints) {
    const weight = endpoint.host !== null && endpoint.port !== null ? 2 : 1;
    most += weight;
    let best = 0;
    let how: Fit | null = null;
    for (const side of SIDES) {
      const hasHost = endpoint.host !== null && isHost(view, side, endpoint.host);
      const hasPort = endpoint.port !== null && String(portOf(view, side)) === String(endpoint.port);
      const score = (hasHost ? 1 : 0) + (hasPort ? 1 : 0);
      // A port without its host is the port of something else.
      const counts = endpoint.host !== null && !hasHost ? 0 : score;
      if (counts > best) {
        best = counts;
        how = hasHost && hasPort ? 'endpoint' : hasHost ? 'host' : 'port';
      }
    }
    sum += Math.min(best, weight);
    if (how !== null) fits.add(how);
  }
  return { score: sum / most, fits: [...fits] };
}

function isHost(view: ConnectionView, side: Side, host: string): boolean {
  const isInitiator = side === 'initiator';
  const address = isInitiator ? view.initiatorAddress : view.responderAddress;
  if (address.toLowerCase() === host) return true;
  const name = isInitiator ? view.initiatorName : view.responderName;
  return name !== null && (name.toLowerCase() === host || name.toLowerCase().startsWith(`${host}.`));
}

function portOf(view: ConnectionView, side: Side): Socket['port'] {
  return side === 'initiator' ? view.initiatorPort : view.responderPort;
}

/** The side whose calls return one of the errnos, the likelier first: the one whose socket was told. */
function errnoMatch(errnos: readonly string[], row: ConnectionRow): { side: Side } | null {
  for (const side of SIDES) {
    const { socketError } = row.endpoints[side];
    if (socketError !== null && errnos.includes(socketError)) return { side };
  }
  for (const side of SIDES) {
    if (results(row.endpoints[side].application).some((result) => errnos.includes(result))) return { side };
  }
  return null;
}

function results({ connect, accept, read, write, afterwards }: ApplicationRow): string[] {
  return [connect, accept, read, write, afterwards.read, afterwards.write].filter(
    (result) => result !== null,
  );
}

/** Of what may have been logged (the end, the resets, a state that ended, the beginning) what came last before the line, else the nearest. */
function nearestEvent(
  view: ConnectionView,
  row: ConnectionRow,
  side: Side | null,
  loggedNs: number,
  clock: Clock,
): number {
  const first = clock.format(0);
  const ns = (time: string | null) => (time === null || first === null ? Number.NaN : nsBetween(first, time));
  const isFailure = row.resets.length > 0 || side !== null;
  const told = row.resets
    .filter(({ effect }) => effect === 'ended' || effect === 'refused')
    .map(({ time }) => ns(time));
  const states =
    side === null
      ? []
      : row.endpoints[side].states.filter(({ state }) => state === 'CLOSED').map(({ time }) => ns(time));
  const candidates = [...told, ...states, view.endNs, ...(isFailure ? [] : [view.startNs])].filter(
    (at) => !Number.isNaN(at),
  );
  if (candidates.length === 0) return view.endNs;
  // Within the connection's life a line without an error may be about anything.
  if (!isFailure && loggedNs >= view.startNs && loggedNs <= view.endNs) return loggedNs;
  return candidates.reduce((best, at) => (Math.abs(loggedNs - at) < Math.abs(loggedNs - best) ? at : best));
}

/** From one printed time to another, in nanoseconds: as numbers they would be exact to a quarter of a microsecond. */
function nsBetween(from: string, to: string): number {
  const [fromSeconds, fromNs] = from.split('.').map(Number) as [number, number];
  const [toSeconds, toNs] = to.split('.').map(Number) as [number, number];
  return (toSeconds - fromSeconds) * 1e9 + (toNs - fromNs);
}
