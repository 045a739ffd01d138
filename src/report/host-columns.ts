import { fitEndpoint } from '../format/address.js';
import { formatBytes } from '../format/bytes.js';
import { formatCount } from '../format/count.js';
import { formatDuration } from '../format/duration.js';
import { escapeTerminal } from '../format/escape.js';
import { hostsText as text } from '../format/messages/en/hosts.js';
import type { Column } from '../format/table.js';
import { OUTCOMES } from '../rows.js';
import type { HostTraffic, Traffic } from './host-traffic.js';
import type { Tone } from './terminal.js';

const titles = text.columns;
const SHOWN_PORTS = 4;
const SHOWN_STATES = 2;
/** Lines that are held beyond those wanted, so that they are not sorted one by one. */
const SLACK = 1000;

/** The text columns of hosts, of services, or of both in one table; `--columns` names them. */
export function trafficColumns(traffic: HostTraffic, kind: Traffic['kind'] | 'both'): Column<Traffic>[] {
  const isOfServices = kind === 'service';
  const number = (name: string, title: string, priority: number, of: (line: Traffic) => string) =>
    ({ name, title, align: 'right', priority, usual: 0, text: of }) satisfies Column<Traffic>;
  const words = (name: string, title: string, priority: number, of: (line: Traffic) => string) =>
    ({ name, title, align: 'left', priority, usual: 0, text: of }) satisfies Column<Traffic>;
  const all: Column<Traffic>[] = [
    {
      ...words('host', isOfServices ? titles.service : titles.host, 0, nameOf),
      narrowest: isOfServices ? 21 : 15,
    },
    number('opened', titles.begun, 2, ({ port, begun }) => (port === null ? formatCount(begun) : '')),
    number('received', titles.received, 1, ({ received }) => formatCount(received)),
    number('failed', titles.failed, 3, ({ failed }) => formatCount(failed)),
    number('resets', titles.resets, 4, ({ resets }) => both(resets.sent, resets.received)),
    {
      ...number('refusals', titles.refusals, 5, ({ refusals }) => both(refusals.sent, refusals.received)),
      isExtra: true,
    },
    number('bytes', titles.bytes, 6, ({ bytes }) => formatBytes(bytes.sent + bytes.received, '')),
    number('rtt', titles.rtt, 7, ({ rtt }) => formatDuration(rtt.meanSeconds)),
    {
      ...number('rate', titles.mostPerSecond, 9, (line) => rateText(traffic.beginnings(line).mostPerSecond)),
      isExtra: true,
    },
    words('listening', isOfServices ? titles.isListening : titles.listening, 8, (line) =>
      line.port === null ? portsOf(traffic, line) : line.listeners > 0 ? text.yes : text.no,
    ),
    { ...words('states', titles.states, 10, (line) => statesOf(traffic, line)), isExtra: true },
    { ...words('outcomes', titles.outcomes, 11, (line) => outcomesOf(traffic, line)), isExtra: true },
  ];
  return isOfServices ? all.filter(({ name }) => name !== 'opened') : all;
}

/** What `--sort` can order by, what stands out first; rows that compare equal stay in order of their numbers. */
export const TRAFFIC_SORT_KEYS: Readonly<
  Record<string, (line: Traffic, traffic: HostTraffic) => readonly (number | string)[]>
> = {
  trouble: (line) => [-line.failed, -line.resets.sent - line.resets.received, -line.begun - line.received],
  host: ({ address, port }) => [addressKey(address), String(port ?? '').padStart(5, '0')],
  opened: ({ begun }) => [-begun],
  received: ({ received }) => [-received],
  failed: ({ failed }) => [-failed],
  resets: ({ resets }) => [-resets.sent - resets.received],
  refusals: ({ refusals }) => [-refusals.sent - refusals.received],
  bytes: ({ bytes }) => [-bytes.sent - bytes.received],
  rtt: ({ rtt }) => [-(rtt.meanSeconds ?? -1)],
  rate: (line, traffic) => [-(traffic.beginnings(line).mostPerSecond || 0)],
};

/** The first `limit` of the lines by one of `TRAFFIC_SORT_KEYS`, and how many come after those; no more than some are held. */
export function firstTraffic(
  lines: Iterable<Traffic>,
  key: string,
  traffic: HostTraffic,
  limit: number,
): { first: Traffic[]; hidden: number } {
  const keyOf = TRAFFIC_SORT_KEYS[key]!;
  const held: { line: Traffic; key: readonly (number | string)[] }[] = [];
  let count = 0;
  /** The key of the last that is shown, so far: who comes behind it, or later with the same, is not. */
  let last: readonly (number | string)[] | null = null;
  const sort = () => {
    held.sort((a, b) => compare(a.key, b.key) || a.line.number - b.line.number);
    held.length = Math.min(held.length, limit);
    if (held.length === limit) last = held.at(-1)?.key ?? [];
  };
  for (const line of lines) {
    count++;
    const own = keyOf(line, traffic);
    if (last !== null && compare(own, last) >= 0) continue;
    held.push({ line, key: own });
    if (held.length > 2 * limit + SLACK) sort();
  }
  sort();
  return { first: held.map(({ line }) => line), hidden: count - held.length };
}

/** A line is painted where connections came to nothing, or were cut off. */
export function toneOfTraffic({ failed, resets }: Traffic): Tone {
  return failed > 0 ? 'bad' : resets.sent + resets.received > 0 ? 'warning' : 'plain';
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < b[i]!) return -1;
    if (a[i]! > b[i]!) return 1;
  }
  return 0;
}

/** Orders addresses by number, not by letter: 10.0.0.9 before 10.0.0.10. */
function addressKey(address: string): string {
  return address.replace(/\d+/g, (digits) => digits.padStart(5, '0'));
}

function nameOf({ address, name, port }: Traffic): string {
  if (port === null) return escapeTerminal(name ?? address);
  return fitEndpoint(name ?? address, port, Number.POSITIVE_INFINITY);
}

function both(sent: number, received: number): string {
  return sent + received === 0 ? '-' : `${formatCount(sent)}/${formatCount(received)}`;
}

function rateText(rate: number): string {
  return Number.isNaN(rate) ? '-' : formatCount(rate);
}

function portsOf(traffic: HostTraffic, line: Traffic): string {
  const ports = traffic
    .listening(line)
    .map((port) => (typeof port === 'string' ? escapeTerminal(port) : port));
  return ports.length === 0 ? text.no : text.ports(ports.slice(0, SHOWN_PORTS), ports.length - SHOWN_PORTS);
}

/** The states that most sockets were in, the highest first. */
function statesOf(traffic: HostTraffic, line: Traffic): string {
  const peaks = [...traffic.peaks(line)].sort((a, b) => b.peak - a.peak).slice(0, SHOWN_STATES);
  return peaks.map(({ state, peak }) => `${state} ${formatCount(peak)}`).join(', ') || text.no;
}

/** Of both sides, the most frequent first. */
function outcomesOf(traffic: HostTraffic, line: Traffic): string {
  const begun = traffic.outcomes(line, 'initiator');
  const received = traffic.outcomes(line, 'responder');
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    count: (begun[outcome] ?? 0) + (received[outcome] ?? 0),
  }));
  return counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ outcome, count }) => `${outcome} ${formatCount(count)}`)
    .join(', ');
}
