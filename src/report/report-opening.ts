import { formatBytes } from '../format/bytes.js';
import type { ClockText } from '../format/clock-text.js';
import { formatDuration } from '../format/duration.js';
import { inputText } from '../format/messages/en/input.js';
import { reportText as text } from '../format/messages/en.js';
import { calendarDate, dayNumber, hasDate, zoneLabel } from '../format/time.js';
import type { CaptureRow } from '../rows.js';
import type { ReportFacts } from './report-facts.js';

/** What was read, capture by capture and in all. */
export interface Opening {
  captures: { path: string; description: string; comments: string[] }[];
  lines: string[];
}

const SHOWN_INTERFACES = 4;
const SHOWN_COMMENTS = 8;

/** @param filter the filter that chose the connections, or null */
export function opening({ summary, counts }: ReportFacts, clock: ClockText, filter: string | null): Opening {
  const { captures, totals } = summary;
  const times = captures
    .flatMap(({ firstTime, lastTime }) => [firstTime, lastTime])
    .filter((time) => time !== null);
  const when =
    times.length > 0
      ? span(times, totals.durationSeconds, clock)
      : totals.packets === 0
        ? text.empty
        : text.noTimes;
  const left = (reason: string) =>
    captures.reduce((sum, capture) => sum + (capture.notDecoded[reason] ?? 0), 0);
  return {
    captures: captures.map((capture) => ({
      path: capture.path,
      description: describeCapture(capture),
      comments: commentsOf(capture),
    })),
    lines: [
      when,
      text.totals(totals.connections, totals.flows, totals.tcpPackets, {
        icmpErrors: left('icmp-error'),
        notTcp: left('not-tcp'),
        notIp: left('not-ip'),
      }),
      ...(filter === null ? [] : [text.filtered(filter, counts.count, totals.connections)]),
    ],
  };
}

function span(times: readonly string[], durationSeconds: number | null, clock: ClockText): string {
  const sorted = times.map(Number).sort((a, b) => a - b);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const { zone } = clock;
  const isOneDay = dayNumber(last, zone) === dayNumber(first, zone);
  const end =
    isOneDay || !hasDate(last)
      ? clock.ofEpoch(last)
      : `${calendarDate(last, zone)} ${clock.ofEpoch(last).replace(/[+-]\d+d$/, '')}`;
  const start = hasDate(first)
    ? `${calendarDate(first, zone)} ${clock.ofEpoch(first)}`
    : clock.ofEpoch(first);
  return text.span(start, end, zoneLabel(first, zone), formatDuration(durationSeconds));
}

function describeCapture(capture: CaptureRow): string {
  const { format, packets, bytes, linkTypes, snaplen } = capture;
  const described = text.capture(
    format,
    packets,
    formatBytes(bytes),
    linkTypes.join(', '),
    snaplen !== null && snaplen > 0 && snaplen < 65_535 ? snaplen : null,
  );
  const names = capture.interfaces.map(({ name }) => name).filter((name) => name !== null);
  const through = inputText.interfaces(names.slice(0, SHOWN_INTERFACES), capture.interfaces.length);
  return through === '' ? described : `${described}, ${through}`;
}

/** What people wrote about the capture and its interfaces. */
function commentsOf({ comments, interfaces }: CaptureRow): string[] {
  const ofInterfaces = interfaces.flatMap(({ name, comment }, number) =>
    comment === null ? [] : [inputText.interfaceComment(name ?? `interface ${number}`, comment)],
  );
  return [...comments.map(inputText.comment), ...ofInterfaces].slice(0, SHOWN_COMMENTS);
}
