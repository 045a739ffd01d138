import { describe, expect, it } from 'vitest';
import { STATE_NAMES } from '../../src/rows.js';
import { EVENT_COUNT, TcpEvent } from '../../src/tcp/events.js';
import { TcpState } from '../../src/tcp/state.js';
import { NEXT_STATE, STAYS, TRANSITIONS } from '../../src/tcp/transitions.js';

const S = TcpState;
const E = TcpEvent;

/**
 * RFC 9293 figure 5, arrow by arrow, as it is printed. What a program calls (OPEN, CLOSE) shows on the wire as the segment that it
 * sends; the passive OPEN and the close of a listener send nothing and are left out.
 */
const FIGURE_5: readonly (readonly [TcpState, string, TcpEvent, TcpState])[] = [
  [S.Closed, 'active OPEN, snd SYN', E.SendSyn, S.SynSent],
  [S.Listen, 'rcv SYN, snd SYN,ACK', E.SendSynAck, S.SynRcvd],
  [S.Listen, 'SEND, snd SYN', E.SendSyn, S.SynSent],
  [S.SynSent, 'rcv SYN, snd SYN,ACK', E.ReceiveSyn, S.SynRcvd],
  [S.SynSent, 'rcv SYN,ACK, snd ACK', E.ReceiveSynAck, S.Established],
  [S.SynRcvd, 'rcv ACK of SYN', E.ReceiveAckOfSyn, S.Established],
  [S.SynRcvd, 'CLOSE, snd FIN', E.SendFin, S.FinWait1],
  [S.Established, 'CLOSE, snd FIN', E.SendFin, S.FinWait1],
  [S.Established, 'rcv FIN, snd ACK', E.ReceiveFin, S.CloseWait],
  [S.FinWait1, 'rcv ACK of FIN', E.ReceiveAckOfFin, S.FinWait2],
  [S.FinWait1, 'rcv FIN, snd ACK', E.ReceiveFin, S.Closing],
  [S.FinWait2, 'rcv FIN, snd ACK', E.ReceiveFin, S.TimeWait],
  [S.CloseWait, 'CLOSE, snd FIN', E.SendFin, S.LastAck],
  [S.Closing, 'rcv ACK of FIN', E.ReceiveAckOfFin, S.TimeWait],
  [S.LastAck, 'rcv ACK of FIN', E.ReceiveAckOfFin, S.Closed],
  [S.TimeWait, 'timeout=2MSL', E.TimeWaitOver, S.Closed],
];

function next(state: TcpState, event: TcpEvent): TcpState | null {
  const to = NEXT_STATE[state * EVENT_COUNT + event]!;
  return to === STAYS ? null : (to as TcpState);
}

describe('the transition table', () => {
  it.each(
    FIGURE_5.map(
      ([from, label, event, to]) => [STATE_NAMES[from], label, STATE_NAMES[to], from, event, to] as const,
    ),
  )('has figure 5: in %s, %s leads to %s', (_from, _label, _to, from, event, to) => {
    expect(next(from, event)).toBe(to);
  });

  it('says each thing once', () => {
    const keys = TRANSITIONS.map(([from, event]) => from * EVENT_COUNT + event);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names where each row is written', () => {
    for (const [, , , source] of TRANSITIONS) expect(source).not.toBe('');
  });

  it('never stays in place and never leads to UNKNOWN or LISTEN', () => {
    for (const [from, , to] of TRANSITIONS) {
      expect(to).not.toBe(from);
      expect([S.Unknown, S.Listen]).not.toContain(to);
    }
  });

  it('holds, compiled, the rows and nothing else', () => {
    let compiled = 0;
    for (const to of NEXT_STATE) if (to !== STAYS) compiled++;
    expect(compiled).toBe(TRANSITIONS.length);
    expect(NEXT_STATE).toHaveLength(STATE_NAMES.length * EVENT_COUNT);
  });

  it('lets an accepted RST end every state but LISTEN, CLOSED and UNKNOWN', () => {
    for (const state of Object.values(TcpState)) {
      const isLeftAlone = state === S.Unknown || state === S.Listen || state === S.Closed;
      expect(next(state, E.ReceiveRst), STATE_NAMES[state]!).toBe(isLeftAlone ? null : S.Closed);
    }
  });

  it('knows no way out of CLOSED but a new SYN', () => {
    const ways = TRANSITIONS.filter(([from]) => from === S.Closed).map(([, event]) => event);
    expect(ways.sort()).toEqual([E.SendSyn, E.SendSynAck]);
  });

  it('never goes back to an earlier state of the life of a connection', () => {
    const order: readonly number[] = [
      S.Closed,
      S.Listen,
      S.SynSent,
      S.SynRcvd,
      S.Established,
      S.FinWait1,
      S.FinWait2,
      S.CloseWait,
    ];
    for (const [from, , to] of TRANSITIONS) {
      if (to === S.Closed || from === S.Unknown) continue;
      const [a, b] = [order.indexOf(from), order.indexOf(to)];
      if (a >= 0 && b >= 0) expect(b, `${STATE_NAMES[from]} to ${STATE_NAMES[to]}`).toBeGreaterThan(a);
    }
  });

  it('numbers its events without a gap', () => {
    expect(Object.values(TcpEvent).sort((a, b) => a - b)).toEqual(
      Array.from({ length: EVENT_COUNT }, (_, i) => i),
    );
  });
});
