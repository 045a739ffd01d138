import { formatEndpoint } from '../format/address.js';
import { formatBytes } from '../format/bytes.js';
import type { ClockText } from '../format/clock-text.js';
import { formatDuration } from '../format/duration.js';
import { escapeMarkup } from '../format/escape.js';
import { arrowLabels } from '../format/ladder.js';
import { type LadderEvent, type LadderState, ladderEvents } from '../format/ladder-events.js';
import { GAP_SECONDS, type LadderFold } from '../format/ladder-steps.js';
import { connectionText, ladderText } from '../format/messages/en.js';
import type { ConnectionRow, Side } from '../rows.js';
import type { DrawnConnection } from './ladders.js';

export interface LadderSvgOptions {
  clock: ClockText;
  /** What packets prove, by their numbers. */
  marks: ReadonlyMap<number, readonly string[]>;
  /** A file of its own brings its style along; within a page `LADDER_STYLE` stands once for all. */
  isFile: boolean;
}

/** Where things stand, in pixels. */
const X = { time: 66, packet: 120, initiator: 232, responder: 612, end: 760 } as const;
const LINE = 24;
const SMALL_LINE = 16;
const HEAD = 44;
/** Width of a letter of the font, on average. */
const LETTER = 6.7;

/** The colours of a ladder; light and dark by what the reader prefers. */
export const LADDER_STYLE = `
.ladder{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--text);max-width:100%;height:auto}
.ladder line,.ladder path{stroke:var(--line);stroke-width:1.2;fill:none}
.ladder .head{fill:var(--line);stroke:none}
.ladder .life{stroke:var(--faint);stroke-width:1}
.ladder .reset,.ladder .icmp{--line:var(--bad);fill:var(--bad)}
.ladder .quiet{fill:var(--quiet)}
.ladder .gap{fill:var(--warning)}
.ladder .mark{fill:var(--warning);font-weight:bold}
.ladder .retracted{text-decoration:line-through;fill:var(--quiet)}
.ladder .who{font-weight:bold}
.ladder .icmp line{stroke-dasharray:4 3}
`;

export const LIGHT_COLOURS =
  '--page:#fff;--text:#1b1f24;--quiet:#5b6570;--faint:#d5dae0;--line:#3b4651;--bad:#b3261e;--warning:#8a5300;--note:#22577a;--good:#1c6b35;--panel:#f6f7f9';
export const DARK_COLOURS =
  '--page:#14171a;--text:#e4e7ea;--quiet:#98a2ac;--faint:#3a424a;--line:#b3bcc5;--bad:#ff8a80;--warning:#f0b35a;--note:#8ecae6;--good:#7bd494;--panel:#1d2125';

/** A connection as a ladder, drawn: time runs down, the states of both ends stand in the margins. */
export function ladderSvg({ row, steps }: DrawnConnection, options: LadderSvgOptions): string {
  const drawing = new Drawing(options.clock);
  for (const event of ladderEvents(steps, row, options.marks)) drawing.draw(event);
  const height = drawing.y + 10;
  const title = connectionText.head(row.connection, row.outcome);
  const style = options.isFile
    ? `<style>svg{${LIGHT_COLOURS};background:var(--page)}@media(prefers-color-scheme:dark){svg{${DARK_COLOURS}}}${LADDER_STYLE}</style>`
    : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="ladder" role="img" width="${X.end}" height="${height}" viewBox="0 0 ${X.end} ${height}">`,
    `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(row.verdict)}</desc>${style}`,
    ...headOf(row),
    `<line class="life" x1="${X.initiator}" y1="${HEAD - 6}" x2="${X.initiator}" y2="${height - 6}"/>`,
    `<line class="life" x1="${X.responder}" y1="${HEAD - 6}" x2="${X.responder}" y2="${height - 6}"/>`,
    ...drawing.parts,
    '</svg>',
  ].join('\n');
}

function headOf(row: ConnectionRow): string[] {
  const name = (side: Side) => {
    const { address, port, name } = row[side];
    return formatEndpoint(name ?? address, port);
  };
  return [
    text(X.time, HEAD - 14, ladderText.delta, 'quiet', 'end'),
    text(X.packet, HEAD - 14, ladderText.packet, 'quiet', 'end'),
    text(X.initiator, 14, name('initiator'), 'who', 'middle'),
    text(X.initiator, HEAD - 14, ladderText.initiator, 'quiet', 'middle'),
    text(X.responder, 14, name('responder'), 'who', 'middle'),
    text(X.responder, HEAD - 14, ladderText.responder, 'quiet', 'middle'),
  ];
}

class Drawing {
  readonly parts: string[] = [];
  y = HEAD;
  readonly #clock: ClockText;

  constructor(clock: ClockText) {
    this.#clock = clock;
  }

  draw(event: LadderEvent): void {
    switch (event.kind) {
      case 'packet':
        this.#packet(event);
        break;
      case 'fold':
        this.#between('quiet', foldText(event.fold));
        break;
      case 'gap':
        this.#between(
          'gap',
          `~ ${ladderText.gap(formatDuration(event.seconds), this.#timeOfDay(event.untilTime))} ~`,
        );
        break;
      case 'state':
        this.#state(event);
        break;
    }
  }

  #packet({ step, states, marks }: Extract<LadderEvent, { kind: 'packet' }>): void {
    const { row, delta } = step;
    this.y += LINE;
    const isIcmp = row.kind === 'icmp';
    const kind = isIcmp ? 'icmp' : row.flags.includes('RST') ? 'reset' : 'segment';
    const y = this.y;
    const label = isIcmp
      ? `${ladderText.icmp(row.icmp!.name)} ${ladderText.icmpFrom(row.icmp!.sender)}`
      : fitting(arrowLabels(row, step.repeats, step.skips));
    const time = Number.isNaN(delta) ? '' : delta < 0 ? formatDuration(delta) : `+${formatDuration(delta)}`;
    this.parts.push(
      `<g class="${kind}">`,
      text(X.time, y + 4, time, 'quiet', 'end'),
      text(X.packet, y + 4, String(row.packet), '', 'end'),
      ...arrow(row.sender, y),
      text((X.initiator + X.responder) / 2, y - 5, label, '', 'middle'),
      '</g>',
    );
    this.#statesBeside('initiator', states.initiator);
    this.#statesBeside('responder', states.responder);
    const most = Math.max(states.initiator.length, states.responder.length) - 1;
    let below = y;
    for (const mark of marks) {
      below += SMALL_LINE;
      this.parts.push(text((X.initiator + X.responder) / 2, below - 2, `\u25b2 ${mark}`, 'mark', 'middle'));
    }
    this.y = Math.max(below, y + Math.max(0, most) * SMALL_LINE);
  }

  #statesBeside(side: Side, states: readonly LadderState[]): void {
    for (const [i, state] of states.entries()) this.#stateAt(side, state, this.y + 4 + i * SMALL_LINE);
  }

  #stateAt(side: Side, { state, isRetracted }: LadderState, y: number): void {
    const kind = isRetracted ? 'retracted' : '';
    const [x, anchor] = side === 'initiator' ? [X.initiator - 8, 'end'] : [X.responder + 8, 'start'];
    this.parts.push(text(x, y, state, kind, anchor as 'end' | 'start'));
  }

  #state({ side, state, timerTime, isTimer }: Extract<LadderEvent, { kind: 'state' }>): void {
    this.y += LINE - 4;
    this.#stateAt(side, state, this.y);
    if (!isTimer) return;
    const [x, anchor] = side === 'initiator' ? [X.initiator + 8, 'start'] : [X.responder - 8, 'end'];
    const said = ladderText.timer(this.#timeOfDay(timerTime));
    this.parts.push(text(x, this.y, said, 'quiet', anchor as 'end' | 'start'));
  }

  #between(kind: string, said: string): void {
    this.y += LINE - 4;
    this.parts.push(text((X.initiator + X.responder) / 2, this.y, said, kind, 'middle'));
  }

  #timeOfDay(time: string | null): string | null {
    return time === null ? null : this.#clock.ofEpoch(Number(time));
  }
}

function arrow(sender: Side, y: number): string[] {
  const [from, to] = sender === 'initiator' ? [X.initiator, X.responder] : [X.responder, X.initiator];
  const back = sender === 'initiator' ? -9 : 9;
  return [
    `<line x1="${from}" y1="${y}" x2="${to + back}" y2="${y}"/>`,
    `<path class="head" d="M${to} ${y}l${back} -4v8z"/>`,
  ];
}

/** The fullest of the labels that fits between the two ends. */
function fitting(labels: readonly string[]): string {
  const room = (X.responder - X.initiator - 16) / LETTER;
  return labels.find((label) => label.length <= room) ?? labels.at(-1)!;
}

/** What a fold says of the packets that are not shown. */
export function foldText(fold: LadderFold): string {
  const { packets, repeats, skips, zeroWindows, longestPause, bytes, delta, full } = fold;
  const isQuiet = longestPause < GAP_SECONDS;
  return ladderText.fold({
    packets,
    isOrdinary: !full && repeats + skips + zeroWindows === 0 && isQuiet,
    there: formatBytes(bytes.initiator),
    back: formatBytes(bytes.responder),
    time: Number.isNaN(delta) ? null : formatDuration(delta),
    repeats,
    skips,
    zeroWindows,
    pause: isQuiet ? null : formatDuration(longestPause),
  });
}

function text(x: number, y: number, said: string, kind: string, anchor: 'start' | 'middle' | 'end'): string {
  if (said === '') return '';
  const styled = kind === '' ? '' : ` class="${kind}"`;
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y}"${anchored}${styled}>${escapeMarkup(said)}</text>`;
}
