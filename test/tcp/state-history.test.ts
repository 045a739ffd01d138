import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../src/flow/direction.js';
import { STATE_NAMES } from '../../src/rows.js';
import { EndpointColumns } from '../../src/tcp/endpoint-columns.js';
import { TcpEvent } from '../../src/tcp/events.js';
import { TcpState } from '../../src/tcp/state.js';
import { By, StateHistory, SURE_NAMES, Sure } from '../../src/tcp/state-history.js';

const S = TcpState;
const ENDPOINTS = [endpointOf(0, 0), endpointOf(0, 1), endpointOf(1, 0), endpointOf(1, 1)] as const;
const E = ENDPOINTS[0];

describe('the history of states', () => {
  it('moves an endpoint as the table says, and not where the table has no row', () => {
    const { ends, history, entriesOf } = fresh();
    expect(history.apply(E, TcpEvent.SendSyn, By.Sent, Sure.Seen)).toBe(true);
    expect(history.apply(E, TcpEvent.ReceiveAckOfFin, By.Received, Sure.Inferred)).toBe(false);
    expect(ends.state[E]).toBe(S.SynSent);
    expect(entriesOf(E)).toEqual(['SYN_SENT seen']);
  });

  it('notes packet and time of each entry, and no packet for a timer', () => {
    const { ends, history } = fresh();
    history.packetNumber = 7;
    history.timeNs = 123;
    history.enter(E, S.Established, By.Sent, Sure.Seen);
    const first = ends.currentEntry[E]!;
    history.enterAt(E, S.Closed, By.Timer, Sure.Inferred, 999, 0);
    const second = ends.currentEntry[E]!;
    expect([history.packet[first], history.entryTimeNs[first]]).toEqual([7, 123]);
    expect([history.packet[second], history.entryTimeNs[second]]).toEqual([0, 999]);
    expect(history.enteredBy(E)).toBe(By.Timer);
    expect(history.enteredNs(E)).toBe(999);
  });

  it('takes a state back, keeps it in the list, and is in the former one again', () => {
    const { ends, history, entriesOf } = fresh();
    history.enter(E, S.SynRcvd, By.Sent, Sure.Seen);
    history.enter(E, S.Established, By.Received, Sure.Inferred);
    history.retract(E);
    expect(ends.state[E]).toBe(S.SynRcvd);
    history.enter(E, S.Established, By.Received, Sure.Inferred);
    history.confirm(E);
    expect(entriesOf(E)).toEqual(['SYN_RCVD seen', 'ESTABLISHED retracted', 'ESTABLISHED seen']);
  });

  it('takes several states back at once, down to the last time in the wanted one', () => {
    const { ends, history, entriesOf } = fresh();
    for (const state of [S.Established, S.FinWait1, S.FinWait2, S.TimeWait]) {
      history.enter(E, state, By.Received, Sure.Inferred);
    }
    expect(history.retractTo(E, S.FinWait1)).toBe(true);
    expect(ends.state[E]).toBe(S.FinWait1);
    expect(entriesOf(E).slice(2)).toEqual(['FIN_WAIT_2 retracted', 'TIME_WAIT retracted']);
    expect(history.wasIn(E, S.TimeWait)).toBe(false);
    expect(history.wasIn(E, S.Established)).toBe(true);
  });

  it('takes nothing back for a state that never was', () => {
    const { ends, history } = fresh();
    history.enter(E, S.Established, By.Received, Sure.Inferred);
    expect(history.retractTo(E, S.SynSent)).toBe(false);
    expect(ends.state[E]).toBe(S.Established);
  });

  it('is UNKNOWN again when its only state is taken back, and stays so', () => {
    const { ends, history } = fresh();
    history.enter(E, S.SynSent, By.Sent, Sure.Seen);
    history.retract(E);
    history.retract(E);
    history.confirm(E);
    expect(ends.state[E]).toBe(S.Unknown);
    expect(history.enteredNs(E)).toBeNaN();
    expect(history.isInferred(E)).toBe(false);
  });

  it('keeps endpoints apart and uses the entries of those that left again', () => {
    const { history, ends, entriesOf } = fresh(6);
    for (let round = 0; round < 50; round++) {
      for (const e of ENDPOINTS) {
        history.enter(e, S.SynSent, By.Sent, Sure.Seen);
        history.enter(e, S.Established, By.Received, Sure.Inferred);
        if (round % 2 === 0) history.retract(e);
      }
      const isRetracted = round % 2 === 0;
      for (const e of ENDPOINTS) {
        expect(entriesOf(e)).toEqual([
          'SYN_SENT seen',
          `ESTABLISHED ${isRetracted ? 'retracted' : 'inferred'}`,
        ]);
        history.release(e);
        ends.state[e] = 0;
        expect(entriesOf(e)).toEqual([]);
      }
    }
    expect(history.state.length).toBe(12);
  });

  it('grows when its pool is full, and keeps what it held', () => {
    const { history, entriesOf } = fresh(2);
    for (let i = 0; i < 100; i++) history.enter(ENDPOINTS[i % 4]!, S.Established, By.Sent, Sure.Seen);
    expect(entriesOf(ENDPOINTS[3])).toEqual(new Array(25).fill('ESTABLISHED seen'));
  });
});

function fresh(capacity?: number) {
  const ends = new EndpointColumns(16);
  const history = new StateHistory(ends, capacity);
  const entriesOf = (e: number) => {
    const entries: string[] = [];
    for (let entry = ends.firstEntry[e]!; entry !== 0; entry = history.next[entry]!) {
      entries.push(`${STATE_NAMES[history.state[entry]!]} ${SURE_NAMES[history.sure[entry]!]}`);
    }
    return entries;
  };
  return { ends, history, entriesOf };
}
