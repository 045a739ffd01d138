import type { ConnectionRow, Side, StateEntry } from '../rows.js';
import { GAP_SECONDS, type LadderFold, type LadderPacket, type LadderStep } from './ladder-steps.js';

/** A state as it stands beside a ladder. */
export interface LadderState {
  state: string;
  isRetracted: boolean;
}

/** What is drawn one below the other, whatever draws it. */
export type LadderEvent =
  | {
      kind: 'packet';
      step: LadderPacket;
      /** States that this very packet brought to each side. */
      states: Record<Side, LadderState[]>;
      /** What it proves. */
      marks: readonly string[];
    }
  | { kind: 'fold'; fold: LadderFold }
  | { kind: 'gap'; seconds: number; untilTime: string | null }
  | { kind: 'state'; side: Side; state: LadderState; timerTime: string | null; isTimer: boolean };

const SIDES: readonly Side[] = ['initiator', 'responder'];

/** Steps with the states of both ends placed between them; `marks` are what packets prove, by their numbers. */
export function ladderEvents(
  steps: readonly LadderStep[],
  row: ConnectionRow,
  marks: ReadonlyMap<number, readonly string[]> = new Map(),
): LadderEvent[] {
  const events: LadderEvent[] = [];
  const states: Record<Side, StateEntry[]> = {
    initiator: [...row.endpoints.initiator.states],
    responder: [...row.endpoints.responder.states],
  };
  for (const step of steps) {
    if (step.kind === 'fold') {
      events.push(...statesBefore(states, step.firstPacket, null), { kind: 'fold', fold: step });
      events.push(...statesBefore(states, step.lastPacket + 1, null));
      continue;
    }
    const { packet, time } = step.row;
    events.push(...statesBefore(states, packet, time));
    if (step.delta >= GAP_SECONDS) events.push({ kind: 'gap', seconds: step.delta, untilTime: time });
    events.push({
      kind: 'packet',
      step,
      states: {
        initiator: broughtBy(states.initiator, packet),
        responder: broughtBy(states.responder, packet),
      },
      marks: marks.get(packet) ?? [],
    });
  }
  return [...events, ...statesBefore(states, Number.POSITIVE_INFINITY, null)];
}

/** Takes the states off whose packet is not drawn, and those that a timer brought before `time`. */
function statesBefore(
  states: Record<Side, StateEntry[]>,
  packet: number,
  time: string | null,
): LadderEvent[] {
  const events: LadderEvent[] = [];
  for (const side of SIDES) {
    const left = states[side];
    while (left[0] !== undefined && isBefore(left[0], packet, time)) {
      const entry = left.shift()!;
      const isTimer = entry.packet === null;
      events.push({
        kind: 'state',
        side,
        state: shown(entry),
        timerTime: isTimer ? entry.time : null,
        isTimer,
      });
    }
  }
  return events;
}

function isBefore(entry: StateEntry, packet: number, time: string | null): boolean {
  if (entry.packet !== null) return entry.packet < packet;
  if (packet === Number.POSITIVE_INFINITY) return true;
  return time !== null && entry.time !== null && Number(entry.time) < Number(time);
}

function broughtBy(states: StateEntry[], packet: number): LadderState[] {
  const brought: LadderState[] = [];
  while (states[0]?.packet === packet) brought.push(shown(states.shift()!));
  return brought;
}

function shown({ state, certainty }: StateEntry): LadderState {
  return { state, isRetracted: certainty === 'retracted' };
}
