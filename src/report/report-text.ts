import { FindingCollector } from '../findings/collector.js';
import type { Findings } from '../findings/incidents.js';
import { formatBytes } from '../format/bytes.js';
import type { ClockText } from '../format/clock-text.js';
import { formatCount } from '../format/count.js';
import { formatDuration } from '../format/duration.js';
import { escapeTerminal } from '../format/escape.js';
import { inputText } from '../format/messages/en/input.js';
import { connectionText, reportText as text } from '../format/messages/en.js';
import { wrapText } from '../format/table.js';
import { calendarDate, dayNumber, offsetLabel } from '../format/time.js';
import type { TextOutput } from '../output/text-output.js';
import type { CaptureRow, FlagsRow, HandshakeKind } from '../rows.js';
import type { Clock, ConnectionView, Sink, Summary } from '../sink.js';
import { connectionColumns } from './connection-columns.js';
import { ConnectionSummary, type Tally, TROUBLE_ORDER, WorstConnections } from './summary.js';
import { TableWriter } from './table-writer.js';
import { type Terminal, type Tone, toneOf } from './terminal.js';

export interface ReportTextOptions {
  output: TextOutput;
  clock: ClockText;
  terminal: Terminal;
  /** Connections listed at the end. */
  limit: number;
  /** The filter that chose them, or null. */
  filter: string | null;
}

const COUNT = 9;
const WORD = 19;
const SHOWN_PLACES = 3;
const SHOWN_STATES = 8;
const SHOWN_FLAGS = 20;
const SHOWN_INCIDENTS = 20;
/** Paragraphs stay readable on wide terminals. */
const WIDEST_TEXT = 100;

/** The report for people: what matters first. It is printed at the end, from counts and a bounded list of connections. */
export class ReportText implements Sink {
  readonly #options: ReportTextOptions;
  readonly #summary = new ConnectionSummary();
  readonly #worst: WorstConnections<{ cells: string[]; tone: Tone }>;
  readonly #columns: ReturnType<typeof connectionColumns>;
  readonly #findings = new FindingCollector();
  #clock: Clock | null = null;

  constructor(options: ReportTextOptions) {
    this.#options = options;
    this.#worst = new WorstConnections(options.limit);
    this.#columns = connectionColumns(options.clock);
  }

  begin(clock: Clock): void {
    this.#clock = clock;
    this.#options.clock.begin(clock);
  }

  connection(view: ConnectionView): void {
    this.#findings.add(view);
    this.#summary.add(view, view.toRow());
    this.#worst.offer(view, () => ({
      cells: this.#columns.map((column) => column.text(view)),
      tone: toneOf(view.outcome),
    }));
  }

  end(summary: Summary): void {
    this.#captures(summary);
    this.#incidents(this.#findings.finish(summary, this.#clock!));
    this.#honesty(summary);
    this.#beginnings();
    this.#endings();
    this.#remaining();
    this.#flags(summary.flags);
    this.#connections(summary.captures);
  }

  #captures(summary: Summary): void {
    const { captures, totals } = summary;
    for (const capture of captures) {
      this.#line(`${this.#paint('title', escapeTerminal(capture.path))}: ${describeCapture(capture)}`);
      for (const comment of commentsOf(capture)) this.#paragraph('  ', escapeTerminal(comment), 'quiet');
    }
    const times = captures
      .flatMap(({ firstTime, lastTime }) => [firstTime, lastTime])
      .filter((time) => time !== null);
    if (times.length > 0) this.#line(this.#span(times, totals.durationSeconds));
    else this.#line(totals.packets === 0 ? text.empty : text.noTimes);
    const left = (reason: string) =>
      captures.reduce((sum, capture) => sum + (capture.notDecoded[reason] ?? 0), 0);
    this.#line(
      text.totals(totals.connections, totals.flows, totals.tcpPackets, left('not-ip'), left('not-tcp')),
    );
    if (this.#options.filter !== null) {
      this.#line(
        text.filtered(escapeTerminal(this.#options.filter), this.#summary.count, totals.connections),
      );
    }
  }

  #span(times: readonly string[], durationSeconds: number | null): string {
    const sorted = times.map(Number).sort((a, b) => a - b);
    const [first, last] = [sorted[0]!, sorted.at(-1)!];
    const { clock } = this.#options;
    const { zone } = clock;
    const days = dayNumber(last, zone) === dayNumber(first, zone);
    const end = days
      ? clock.ofEpoch(last)
      : `${calendarDate(last, zone)} ${clock.ofEpoch(last).replace(/[+-]\d+d$/, '')}`;
    const offset = offsetLabel(zone.offsetSeconds(first));
    return text.span(
      `${calendarDate(first, zone)} ${clock.ofEpoch(first)}`,
      end,
      offset,
      formatDuration(durationSeconds),
    );
  }

  /** What happened, the worst first. */
  #incidents({ incidents }: Findings): void {
    if (incidents.length === 0) return;
    this.#title(text.incidents);
    for (const { severity, title } of incidents.slice(0, SHOWN_INCIDENTS)) {
      const tone = severity === 'error' ? 'bad' : severity === 'warning' ? 'warning' : 'plain';
      this.#paragraph(`  ${severity.padEnd(8)} `, escapeTerminal(title), tone);
    }
  }

  /** What the capture cannot prove, before anything that leans on it. */
  #honesty(summary: Summary): void {
    const { handshakes, rolesGuessed } = this.#summary;
    const said: string[] = [];
    for (const { path, warnings, dropped, notDecoded, linkTypes } of summary.captures) {
      const prefix = summary.captures.length > 1 ? `${path}: ` : '';
      said.push(...warnings.map((warning) => prefix + warning));
      if (dropped !== null && dropped > 0) said.push(prefix + text.dropped(dropped));
      said.push(...undecoded(notDecoded, linkTypes).map((sentence) => prefix + sentence));
    }
    said.push(...summary.limitsReached);
    const running = handshakes.get('not-captured') ?? 0;
    if (running > 0) said.push(text.startedLate(running));
    if (rolesGuessed > 0) said.push(text.rolesGuessed(rolesGuessed));
    if (said.length === 0) return;
    this.#title(text.cannotShow);
    for (const sentence of said) this.#paragraph('  - ', escapeTerminal(sentence), 'warning');
  }

  #beginnings(): void {
    const { handshakes, fastestRttSeconds, slowestRttSeconds, synRetransmitted, synAckRetransmitted, count } =
      this.#summary;
    if (count === 0) return;
    this.#title(text.howTheyBegan);
    for (const kind of HANDSHAKE_ORDER) {
      const some = handshakes.get(kind) ?? 0;
      if (some === 0) continue;
      const rtt =
        kind === 'three-way' && slowestRttSeconds > 0
          ? text.rttRange(formatDuration(fastestRttSeconds), formatDuration(slowestRttSeconds))
          : '';
      this.#counted(some, kind, rtt === '' ? text.handshakes[kind] : rtt, 'plain');
    }
    if (synRetransmitted > 0) this.#counted(synRetransmitted, text.synAgain, text.synAgainMeaning, 'warning');
    if (synAckRetransmitted > 0)
      this.#counted(synAckRetransmitted, text.synAckAgain, text.synAckAgainMeaning, 'warning');
  }

  #endings(): void {
    const { outcomes, resetBy, resetCauses } = this.#summary;
    if (outcomes.size === 0) return;
    this.#title(text.howTheyEnded);
    for (const outcome of TROUBLE_ORDER) {
      const tally = outcomes.get(outcome);
      if (tally === undefined) continue;
      const by = outcome === 'reset' ? text.resetsBy(resetBy.initiator, resetBy.responder) : '';
      const where = toneOf(outcome) === 'plain' ? '' : places(tally);
      this.#counted(
        tally.count,
        outcome,
        [text.outcomes[outcome] + by, outcome === 'reset' ? text.resetCauses(resetCauses) : '', where]
          .filter(Boolean)
          .join('; '),
        toneOf(outcome),
      );
    }
  }

  #remaining(): void {
    const { remaining } = this.#summary;
    if (remaining.size === 0) return;
    this.#title(text.whatRemains);
    const sorted = [...remaining].sort(([, a], [, b]) => b.count - a.count);
    for (const [states, tally] of sorted.slice(0, SHOWN_STATES)) {
      this.#counted(tally.count, states, places(tally), 'plain', 24);
    }
    if (sorted.length > SHOWN_STATES)
      this.#line(`${''.padStart(COUNT)}  ${text.moreStates(sorted.length - SHOWN_STATES)}`);
  }

  #flags(flags: readonly FlagsRow[]): void {
    if (flags.length === 0) return;
    this.#title(text.flags);
    // The illegal ones are never among those left out.
    const sorted = [...flags].sort((a, b) => Number(a.legal) - Number(b.legal) || b.packets - a.packets);
    for (const { flags: names, packets, meaning, legal } of sorted.slice(0, SHOWN_FLAGS)) {
      const sentence = legal ? meaning : text.illegal(meaning);
      this.#counted(packets, names === '' ? text.noFlags : names, sentence, legal ? 'plain' : 'bad');
    }
    if (sorted.length > SHOWN_FLAGS)
      this.#line(`${''.padStart(COUNT)}  ${text.moreFlags(sorted.length - SHOWN_FLAGS)}`);
  }

  #connections(captures: readonly CaptureRow[]): void {
    const rows = this.#worst.list();
    const { output, terminal, filter } = this.#options;
    const files = captures.map(({ path }) => shellWord(path)).join(' ');
    if (rows.length > 0) {
      this.#title(text.connections);
      const table = new TableWriter<ConnectionView>({
        columns: this.#columns,
        terminal: { ...terminal, width: Math.min(terminal.width, 132) },
        output,
        keepAll: false,
        tone: { columns: ['outcome'], of: () => 'plain' },
      });
      for (const { cells, tone } of rows) table.cells(cells, tone);
      table.end();
    }
    const hidden = this.#summary.count - rows.length;
    const asked = filter === null ? '' : ` --filter ${shellWord(filter)}`;
    if (hidden > 0) this.#line(text.moreConnections(hidden, files + asked));
    const worst = rows[0]?.cells[0];
    // The numbers are those of the whole timeline: one capture of several would give others.
    if (worst !== undefined && captures.length === 1)
      this.#line(this.#paint('quiet', text.next(files, worst, this.#summary.count === 1)));
  }

  #title(title: string): void {
    this.#line('');
    this.#line(this.#paint('title', title));
  }

  /** "     118  reset               what it means, wrapped under itself". */
  #counted(count: number, word: string, sentence: string, tone: Tone, width = WORD): void {
    const head = `${formatCount(count).padStart(COUNT)}  ${this.#paint(tone, word.padEnd(width))}`;
    const indent = COUNT + 2 + Math.max(width, word.length) + 1;
    const lines = wrapText(
      escapeTerminal(sentence),
      Math.min(this.#options.terminal.width, WIDEST_TEXT) - indent,
    );
    for (const [i, line] of lines.entries())
      this.#line(`${i === 0 ? head : ''.padEnd(indent - 1)} ${line}`.trimEnd());
  }

  #paragraph(lead: string, sentence: string, tone: Tone): void {
    const width = Math.min(this.#options.terminal.width, WIDEST_TEXT) - lead.length;
    for (const [i, line] of wrapText(sentence, width).entries()) {
      this.#line(`${i === 0 ? lead : ''.padEnd(lead.length)}${this.#paint(tone, line)}`);
    }
  }

  #paint(tone: Tone, words: string): string {
    return this.#options.terminal.paint(tone, words);
  }

  #line(line: string): void {
    this.#options.output.write(`${line}\n`);
  }
}

const HANDSHAKE_ORDER = Object.keys(connectionText.handshake) as HandshakeKind[];

const SHOWN_INTERFACES = 4;
const SHOWN_COMMENTS = 8;

/** What people wrote about the capture and its interfaces. */
function commentsOf({ comments, interfaces }: CaptureRow): string[] {
  const ofInterfaces = interfaces.flatMap(({ name, comment }, number) =>
    comment === null ? [] : [inputText.interfaceComment(name ?? `interface ${number}`, comment)],
  );
  return [...comments.map(inputText.comment), ...ofInterfaces].slice(0, SHOWN_COMMENTS);
}

function interfacesOf({ interfaces }: CaptureRow): string {
  const names = interfaces.map(({ name }) => name).filter((name) => name !== null);
  return escapeTerminal(inputText.interfaces(names.slice(0, SHOWN_INTERFACES), interfaces.length));
}

function describeCapture(capture: CaptureRow): string {
  const { format, packets, bytes, linkTypes, snaplen } = capture;
  const links = linkTypes.map(escapeTerminal).join(', ');
  const described = text.capture(
    format,
    packets,
    formatBytes(bytes),
    links,
    snaplen !== null && snaplen > 0 && snaplen < 65_535 ? snaplen : null,
  );
  const through = interfacesOf(capture);
  return through === '' ? described : `${described}, ${through}`;
}

/** Other traffic, which no one expects here; it is counted beside the TCP packets. */
const ELSEWHERE: ReadonlySet<string> = new Set(['not-ip', 'not-tcp']);

function undecoded(notDecoded: Readonly<Record<string, number>>, linkTypes: readonly string[]): string[] {
  return Object.entries(notDecoded)
    .filter(([reason, count]) => count > 0 && !ELSEWHERE.has(reason))
    .map(([reason, count]) => text.notDecoded(reason, count, linkTypes));
}

/** "at 10.0.0.2:443 (112), 10.0.0.3:443 (4) and 17 other endpoints"; where none stands out, only their number. */
function places({ count, at, elsewhere }: Tally): string {
  const sorted = [...at].sort(([, a], [, b]) => b - a);
  const isUncounted = elsewhere > 0;
  if (sorted.length > SHOWN_PLACES && sorted[0]![1] < count / 20)
    return text.scattered(sorted.length, isUncounted);
  const shown = sorted.slice(0, SHOWN_PLACES);
  return text.places(shown, sorted.length - shown.length, isUncounted);
}

/** A path as one would type it. */
function shellWord(word: string): string {
  const safe = escapeTerminal(word);
  return /^[\w./:=@%+,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
