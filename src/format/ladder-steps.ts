import type { PacketRow, Side } from '../rows.js';

/** One packet of a ladder, with what its neighbours tell about it. */
export interface LadderPacket {
  kind: 'packet';
  row: PacketRow;
  /** Seconds since the first packet of the ladder, and since the packet before; NaN where there are no times. */
  seconds: number;
  delta: number;
  /** Its bytes were sent before, or bytes before it were not captured. */
  repeats: boolean;
  skips: boolean;
}

/** Packets that stand as one line. */
export interface LadderFold {
  kind: 'fold';
  packets: number;
  /** How many of them are odd in some way, and the longest pause among them. */
  repeats: number;
  skips: number;
  zeroWindows: number;
  longestPause: number;
  firstPacket: number;
  lastPacket: number;
  /** Payload bytes each way. */
  bytes: Record<Side, number>;
  seconds: number;
  delta: number;
  /** The ladder is full: these packets need not be ordinary. */
  full: boolean;
}

export type LadderStep = LadderPacket | LadderFold;

/** A run of ordinary packets is folded when it is longer than this; its edges stay, as what led to what follows. */
const LONGEST_OPEN_RUN = 8;
const EDGE = 2;
/** Odd packets that are shown one by one; of a connection with thousands of them the first tell the story, the rest is counted. */
const SHOWN_ODD = 16;
/** A pause that deserves attention. */
export const GAP_SECONDS = 1;

/**
 * Turns the packets of one connection into steps of a ladder while they stream by. What changes a state, and every SYN,
 * FIN, RST and ICMP error, is always shown. Packets that bring nothing but data and acknowledgments in order are
 * ordinary; odd are those that repeat, leave a hole, close the window or come after a pause. At most `maxSteps` are
 * kept; what comes later joins one last fold.
 */
export class LadderSteps {
  readonly steps: LadderStep[] = [];
  readonly #unfold: boolean;
  readonly #maxSteps: number;
  readonly #nextSeq: Record<Side, number | null> = { initiator: null, responder: null };
  /** The ordinary packets of the current run that may still be shown: its first ones, then its last ones. */
  #run: LadderPacket[] = [];
  #fold: LadderFold | null = null;
  #first: string | null = null;
  #lastSeconds = Number.NaN;
  #lastStates = '';
  #oddShown = 0;

  constructor(options: { unfold: boolean; maxSteps: number }) {
    this.#unfold = options.unfold;
    this.#maxSteps = options.maxSteps;
  }

  add(row: PacketRow): void {
    const packet = this.#describe(row);
    const states = `${row.states.initiator}/${row.states.responder}`;
    const foldable =
      !this.#unfold && states === this.#lastStates && isPlain(packet) && !this.#showsAsOdd(packet);
    this.#lastStates = states;
    const full = this.steps.length >= this.#maxSteps;
    if (full || (foldable && (this.#fold !== null || this.#run.length >= LONGEST_OPEN_RUN))) {
      this.#run.push(packet);
      this.#foldMiddle(full);
    } else if (foldable) {
      this.#run.push(packet);
    } else {
      this.end();
      this.steps.push(packet);
    }
  }

  #showsAsOdd(packet: LadderPacket): boolean {
    return isOdd(packet) && ++this.#oddShown <= SHOWN_ODD;
  }

  /** Closes the current run. */
  end(): void {
    const atEnd = this.#fold === null ? this.#run.length : EDGE;
    this.steps.push(...this.#run.slice(0, atEnd));
    if (this.#fold !== null) this.steps.push(this.#fold, ...this.#run.slice(EDGE));
    this.#run = [];
    this.#fold = null;
  }

  /** Moves packets from between the run's edges into the fold. */
  #foldMiddle(full: boolean): void {
    for (const { row, seconds, delta, repeats, skips } of this.#run.splice(
      EDGE,
      this.#run.length - 2 * EDGE,
    )) {
      this.#fold ??= {
        kind: 'fold',
        packets: 0,
        repeats: 0,
        skips: 0,
        zeroWindows: 0,
        longestPause: 0,
        firstPacket: row.packet,
        lastPacket: row.packet,
        bytes: { initiator: 0, responder: 0 },
        seconds,
        delta,
        full,
      };
      this.#fold.full ||= full;
      this.#fold.packets++;
      if (repeats) this.#fold.repeats++;
      if (skips) this.#fold.skips++;
      if (row.window === 0) this.#fold.zeroWindows++;
      if (delta > this.#fold.longestPause) this.#fold.longestPause = delta;
      this.#fold.lastPacket = row.packet;
      this.#fold.bytes[row.sender] += row.length;
      this.#fold.delta = seconds - this.#fold.seconds;
    }
  }

  #describe(row: PacketRow): LadderPacket {
    this.#first ??= row.time;
    const seconds = secondsBetween(this.#first, row.time);
    const delta = seconds - this.#lastSeconds;
    this.#lastSeconds = seconds;
    let repeats = false;
    let skips = false;
    if (row.kind === 'tcp') {
      const next = this.#nextSeq[row.sender];
      const used = row.length + (row.flags.includes('SYN') ? 1 : 0) + (row.flags.includes('FIN') ? 1 : 0);
      const end = (row.seq + used) | 0;
      if (next !== null && used > 0 && !row.flags.includes('RST')) {
        repeats = ((row.seq - next) | 0) < 0;
        skips = ((row.seq - next) | 0) > 0;
      }
      if (next === null || ((end - next) | 0) > 0) this.#nextSeq[row.sender] = end;
    }
    return { kind: 'packet', row, seconds, delta, repeats, skips };
  }
}

/** Nothing but data and acknowledgments. */
function isPlain({ row }: LadderPacket): boolean {
  return (
    (row.flags === 'ACK' || row.flags === 'PSH,ACK') &&
    row.kind === 'tcp' &&
    row.notes.length === 0 &&
    row.comment === null
  );
}

function isOdd({ row, repeats, skips, delta }: LadderPacket): boolean {
  return repeats || skips || row.window === 0 || delta >= GAP_SECONDS;
}

/** Seconds from one printed time to another, exact to the nanosecond for neighbouring ones. */
export function secondsBetween(from: string | null, to: string | null): number {
  if (from === null || to === null) return Number.NaN;
  const [fromSeconds, fromFraction = '0'] = from.split('.');
  const [toSeconds, toFraction = '0'] = to.split('.');
  return Number(toSeconds) - Number(fromSeconds) + (Number(`0.${toFraction}`) - Number(`0.${fromFraction}`));
}
