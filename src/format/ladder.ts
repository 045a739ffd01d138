import type { ConnectionRow, PacketRow, Side, StateEntry } from '../rows.js';
import { formatBytes } from './bytes.js';
import { formatDuration } from './duration.js';
import { escapeTerminal } from './escape.js';
import { GAP_SECONDS, type LadderFold, type LadderPacket, type LadderStep } from './ladder-steps.js';
import { inputText } from './messages/en/input.js';
import { ladderText } from './messages/en.js';
import { wrapText } from './table.js';

export interface LadderOptions {
  width: number;
  ascii: boolean;
  /** Time of day of a printed time, for the line after a pause. */
  timeOfDay(time: string): string;
}

/** What a line is, so that its printer may colour it. */
export interface LadderLine {
  text: string;
  kind: 'title' | 'packet' | 'reset' | 'icmp' | 'fold' | 'gap' | 'state';
}

const GUTTER = 13;
const TIME = 9;
const NARROWEST_LANE = 16;
const WIDEST_LANE = 72;

const UNICODE = { bar: '│', dash: '─', double: '═', right: '▶', left: '◀', fold: '·', gap: '~' };
const ASCII = { bar: '|', dash: '-', double: '=', right: '>', left: '<', fold: '.', gap: '~' };

/**
 * A connection as a ladder: time since the line before, packet number, the initiator's states, the arrow, the
 * responder's states. A state stands beside the packet that brought it; one that later evidence took back is in
 * parentheses. States that time alone brought stand on lines of their own.
 */
export function ladderLines(
  steps: readonly LadderStep[],
  row: ConnectionRow,
  options: LadderOptions,
): LadderLine[] {
  return new Ladder(row, steps, options).lines();
}

class Ladder {
  readonly #steps: readonly LadderStep[];
  readonly #options: LadderOptions;
  readonly #glyphs: typeof UNICODE;
  readonly #packetWidth: number;
  readonly #lane: number;
  readonly #states: Record<Side, StateEntry[]>;
  readonly #lines: LadderLine[] = [];

  constructor(row: ConnectionRow, steps: readonly LadderStep[], options: LadderOptions) {
    this.#steps = steps;
    this.#options = options;
    this.#glyphs = options.ascii ? ASCII : UNICODE;
    this.#packetWidth = Math.max(6, String(row.lastPacket).length);
    const fixed = TIME + 1 + this.#packetWidth + 2 + GUTTER + 1 + 1 + GUTTER;
    this.#lane = Math.min(WIDEST_LANE, Math.max(NARROWEST_LANE, options.width - fixed));
    this.#states = {
      initiator: [...row.endpoints.initiator.states],
      responder: [...row.endpoints.responder.states],
    };
  }

  lines(): LadderLine[] {
    this.#title();
    for (const step of this.#steps) {
      if (step.kind === 'fold') this.#fold(step);
      else this.#packet(step);
    }
    this.#statesUntil(Infinity, null);
    return this.#lines;
  }

  #title(): void {
    const lane = ''.padEnd(this.#lane);
    this.#put(
      'title',
      this.#columns(ladderText.delta, ladderText.packet, ladderText.initiator, lane, ladderText.responder),
    );
  }

  #packet(step: LadderPacket): void {
    const { row, delta } = step;
    this.#statesUntil(row.packet - 1, row.time);
    if (delta >= GAP_SECONDS) this.#gap(delta, row);
    const initiator = this.#statesOf('initiator', row.packet);
    const responder = this.#statesOf('responder', row.packet);
    const time = Number.isNaN(delta) ? (Number.isNaN(step.seconds) ? '-' : '0.000') : signed(delta);
    const kind = row.kind === 'icmp' ? 'icmp' : row.flags.includes('RST') ? 'reset' : 'packet';
    const [lane = '', ...more] =
      row.kind === 'icmp' ? this.#icmp(row, responder.length > 0) : [this.#arrow(step)];
    this.#put(kind, this.#columns(time, String(row.packet), initiator[0] ?? '', lane, responder[0] ?? ''));
    for (const line of more) this.#put(kind, this.#columns('', '', '', line, ''));
    this.#moreStates(initiator.slice(1), responder.slice(1));
    if (row.comment !== null) this.#comment(row.comment);
  }

  #comment(comment: string): void {
    for (const line of comment.split('\n')) {
      const said = wrapText(inputText.comment(escapeTerminal(line)), this.#options.width - TIME - 1);
      for (const text of said) this.#put('fold', ' '.repeat(TIME + 1) + text);
    }
  }

  #fold(step: LadderFold): void {
    this.#statesUntil(step.firstPacket - 1, null);
    const text = ladderText.fold({
      packets: step.packets,
      isOrdinary:
        !step.full && step.repeats + step.skips + step.zeroWindows === 0 && step.longestPause < GAP_SECONDS,
      there: formatBytes(step.bytes.initiator),
      back: formatBytes(step.bytes.responder),
      time: Number.isNaN(step.delta) ? null : formatDuration(step.delta),
      repeats: step.repeats,
      skips: step.skips,
      zeroWindows: step.zeroWindows,
      pause: step.longestPause < GAP_SECONDS ? null : formatDuration(step.longestPause),
    });
    for (const line of wrapText(text, this.#options.width - TIME - 12)) {
      this.#put('fold', this.#rule(this.#glyphs.fold, line));
    }
    this.#statesUntil(step.lastPacket, null);
  }

  #gap(delta: number, row: PacketRow): void {
    const until = row.time === null ? null : this.#options.timeOfDay(row.time);
    this.#put('gap', this.#rule(this.#glyphs.gap, ladderText.gap(formatDuration(delta), until)));
  }

  #rule(mark: string, text: string): string {
    return `${' '.repeat(TIME + 1)}${mark.repeat(4)} ${text} ${mark.repeat(4)}`;
  }

  /** What it says and who sent it, on two lines where one is too short; long ones run on where the responder's gutter is empty. */
  #icmp(row: PacketRow, isGutterUsed: boolean): string[] {
    const { bar } = this.#glyphs;
    const { name, sender } = row.icmp!;
    const inside = this.#lane - 2;
    const [what, who] = [ladderText.icmp(name), ladderText.icmpFrom(escapeTerminal(sender))];
    const texts =
      1 + what.length + 1 + who.length <= inside ? [` ${what} ${who}`] : [` ${what}`, `   ${who}`];
    return texts.map((text, i) => {
      if (text.length > inside && !(isGutterUsed && i === 0))
        return bar + this.#cut(text, inside + 2 + GUTTER);
      return `${bar}${this.#cut(text, inside).padEnd(inside)}${bar}`;
    });
  }

  #arrow({ row, repeats, skips }: LadderPacket): string {
    const { bar, dash, double, right, left } = this.#glyphs;
    const line = row.flags.includes('RST') ? double : dash;
    // Two bars, one arrow head, at least two dashes at its tail and a space on both sides of the label.
    const room = this.#lane - 2 - 1 - 2 - 2;
    const label = this.#cut(
      arrowLabels(row, repeats, skips).find((text) => text.length <= room) ??
        arrowLabels(row, repeats, skips).at(-1)!,
      room,
    );
    const rest = line.repeat(Math.max(0, room - label.length));
    return row.sender === 'initiator'
      ? `${bar}${line}${line} ${label} ${rest}${right}${bar}`
      : `${bar}${left}${rest} ${label} ${line}${line}${bar}`;
  }

  /** States that this very packet brought to one side, in order. */
  #statesOf(side: Side, packet: number): string[] {
    const states = this.#states[side];
    const found: string[] = [];
    while (states[0]?.packet === packet) found.push(stateText(states.shift()!));
    return found;
  }

  /** States whose packet is not shown, or that a timer brought before `time`. */
  #statesUntil(packet: number, time: string | null): void {
    for (const side of ['initiator', 'responder'] as const) {
      const states = this.#states[side];
      for (let next = states[0]; next !== undefined; next = states[0]) {
        if (
          next.packet !== null ? next.packet > packet : time !== null && !(secondsBefore(next.time, time) > 0)
        )
          break;
        if (next.packet === null && time === null && packet !== Infinity) break;
        states.shift();
        const note =
          next.packet === null
            ? ladderText.timer(next.time === null ? null : this.#options.timeOfDay(next.time))
            : '';
        this.#state(side, stateText(next), note);
      }
    }
  }

  #state(side: Side, state: string, note: string): void {
    const { bar } = this.#glyphs;
    const lane = `${bar}${this.#cut(note === '' ? '' : ` ${note}`, this.#lane - 2).padEnd(this.#lane - 2)}${bar}`;
    this.#put(
      'state',
      this.#columns('', '', side === 'initiator' ? state : '', lane, side === 'responder' ? state : ''),
    );
  }

  #moreStates(initiator: readonly string[], responder: readonly string[]): void {
    const { bar } = this.#glyphs;
    for (let i = 0; i < Math.max(initiator.length, responder.length); i++) {
      const lane = `${bar}${' '.repeat(this.#lane - 2)}${bar}`;
      this.#put('state', this.#columns('', '', initiator[i] ?? '', lane, responder[i] ?? ''));
    }
  }

  #columns(time: string, packet: string, initiator: string, lane: string, responder: string): string {
    return `${time.padStart(TIME)} ${packet.padStart(this.#packetWidth)}  ${initiator.padEnd(GUTTER)} ${lane} ${responder}`.trimEnd();
  }

  #cut(text: string, width: number): string {
    return text.length <= width ? text : text.slice(0, Math.max(0, width));
  }

  #put(kind: LadderLine['kind'], text: string): void {
    this.#lines.push({ kind, text });
  }
}

/** What stands on an arrow, from the fullest to the shortest. */
export function arrowLabels(row: PacketRow, repeats: boolean, skips: boolean): string[] {
  const length = row.length > 0 ? ` ${row.length}` : '';
  const name = `${row.flags || ladderText.noFlags}${length}`;
  const marks = [
    ...(row.window === 0 && !row.flags.includes('RST') ? ['win 0'] : []),
    ...(repeats ? [ladderText.repeats] : []),
    ...(skips ? [ladderText.skips] : []),
    ...row.notes,
  ].join(' ');
  const seq = row.relativeSeq === null ? '' : `seq ${row.relativeSeq}`;
  const ack = row.relativeAck === null || !row.flags.includes('ACK') ? '' : `ack ${row.relativeAck}`;
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ');
  if (row.flags === 'SYN') return [join(name, marks), name];
  return [
    join(name, seq, ack, marks),
    join(name, row.length > 0 ? seq : ack, marks),
    join(name, marks),
    name,
  ];
}

function stateText({ state, certainty }: StateEntry): string {
  return certainty === 'retracted' ? `(${state})` : state;
}

/** Positive when `time` lies before `limit`. */
function secondsBefore(time: string | null, limit: string): number {
  return time === null ? 1 : Number(limit) - Number(time);
}

function signed(seconds: number): string {
  return seconds < 0 ? formatDuration(seconds) : `+${formatDuration(seconds)}`;
}
