import type { ClockText } from '../format/clock-text.js';
import { formatCount } from '../format/count.js';
import { escapeTerminal } from '../format/escape.js';
import { netstatText as text } from '../format/messages/en.js';
import { type Column, naturalWidths, placeColumns, tableLine } from '../format/table.js';
import type { StatePeak } from '../hosts/state-counts.js';
import type { TextOutput } from '../output/text-output.js';
import { STATE_NAMES, type StateName, type StatePeakRow } from '../rows.js';
import type { Clock } from '../sink.js';
import { csvLine } from './connection-csv.js';
import type { Terminal } from './terminal.js';

/** A peak, and how many there are at the last packet. */
export interface PeakAndEnd extends StatePeak {
  atEnd: number;
}

/** The order in which a socket passes through its states. */
const STATE_ORDER: readonly StateName[] = STATE_NAMES.filter(
  (state) => state !== 'UNKNOWN' && state !== 'CLOSED',
);

const byNumber = new Intl.Collator('en', { numeric: true });

/** Peaks host by host, the host with the highest first, its states in the order of a socket's life. */
export function sortPeaks(peaks: readonly PeakAndEnd[]): PeakAndEnd[] {
  const highest = new Map<string, number>();
  for (const { host, count } of peaks) highest.set(host, Math.max(count, highest.get(host) ?? 0));
  return [...peaks].sort(
    (a, b) =>
      highest.get(b.host)! - highest.get(a.host)! ||
      byNumber.compare(a.host, b.host) ||
      STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state),
  );
}

export function peakRow({ host, state, count, timeNs, atEnd }: PeakAndEnd, clock: Clock): StatePeakRow {
  return { host, state, peak: count, time: clock.format(timeNs), atEnd };
}

export function peaksNdjson(peaks: readonly PeakAndEnd[], clock: Clock, output: TextOutput): void {
  for (const peak of peaks) output.write(`${JSON.stringify(peakRow(peak, clock))}\n`);
}

export function peaksJson(peaks: readonly PeakAndEnd[], clock: Clock, output: TextOutput): void {
  const rows = peaks.map((peak) => `\n${JSON.stringify(peakRow(peak, clock))}`);
  output.write(
    `{"schema":"synopsis/netstat-peaks/1","peaks":[${rows.join(',')}${rows.length === 0 ? '' : '\n'}]}\n`,
  );
}

export function peaksCsv(peaks: readonly PeakAndEnd[], clock: Clock, output: TextOutput): void {
  output.write(csvLine(['host', 'state', 'peak', 'time', 'atEnd']));
  for (const peak of peaks) {
    const row = peakRow(peak, clock);
    output.write(csvLine([row.host, row.state, row.peak, row.time, row.atEnd]));
  }
}

/** One paragraph a host. */
export function peaksText(
  peaks: readonly PeakAndEnd[],
  options: { output: TextOutput; clock: ClockText; terminal: Terminal; hosts: number },
): void {
  const { output, clock, terminal } = options;
  const columns = peakColumns(clock);
  if (peaks.length === 0) {
    output.write(`${text.noSockets}\n`);
    return;
  }
  const hosts = [...new Set(peaks.map(({ host }) => host))];
  const shown = new Set(hosts.slice(0, options.hosts));
  const lines = peaks.filter(({ host }) => shown.has(host));
  const cells = lines.map((peak) => columns.map((column) => column.text(peak)));
  const placed = placeColumns(columns, naturalWidths(columns.length, cells), terminal.width - 2);
  const titles = placed.map(({ column }) => column.title);
  const places = placed.map(({ column }) => columns.indexOf(column));
  output.write(`${text.peaksHead}\n`);
  for (const [i, { host }] of lines.entries()) {
    if (lines[i - 1]?.host !== host) {
      output.write(`\n${terminal.paint('title', escapeTerminal(host))}\n`);
      output.write(`  ${tableLine(placed, titles).trimEnd()}\n`);
    }
    const chosen = places.map((place) => cells[i]![place]!);
    output.write(`  ${tableLine(placed, chosen)}\n`);
  }
  if (hosts.length > shown.size) output.write(`\n${text.moreHosts(hosts.length - shown.size)}\n`);
}

function peakColumns(clock: ClockText): Column<PeakAndEnd>[] {
  return [
    { name: 'state', title: text.state, align: 'left', priority: 0, usual: 0, text: ({ state }) => state },
    {
      name: 'peak',
      title: text.peak,
      align: 'right',
      priority: 1,
      usual: 0,
      text: ({ count }) => formatCount(count),
    },
    {
      name: 'time',
      title: text.peakAt,
      align: 'left',
      priority: 2,
      usual: 0,
      text: ({ timeNs }) => clock.at(timeNs),
    },
    {
      name: 'atEnd',
      title: text.atEnd,
      align: 'right',
      priority: 3,
      usual: 0,
      text: ({ atEnd }) => formatCount(atEnd),
    },
  ];
}
