import { expect, test } from 'vitest';
import { Attempt } from '../../src/hosts/attempt.js';
import { Timeline } from '../../src/hosts/beginnings.js';
import { ConnectionLog } from '../../src/hosts/connection-log.js';
import { MAX_TIME_STEPS } from '../../src/limits.js';
import type { ConnectionRow } from '../../src/rows.js';
import { at, connectionRow, connectionView } from '../support/rows.js';

/** Host 1 opens to service 3 of host 2, at each of these seconds. */
function logOf(seconds: readonly number[], overrides: Partial<ConnectionRow> = {}): ConnectionLog {
  const log = new ConnectionLog();
  for (const [connection, second] of seconds.entries()) {
    const times = { startTime: at(second), endTime: at(second + 1) };
    log.add(connectionView(connectionRow({ connection, ...times, ...overrides })), Attempt.Used, 1, 2, 3);
  }
  return log;
}

test('connections are counted in the step in which they began, at both ends and at the service', () => {
  const timeline = new Timeline(logOf([0, 0.5, 2.25, 4]), 4e9);
  expect(timeline.stepSeconds).toBe(1);
  expect(timeline.ofHost(1)).toMatchObject({ begun: [2, 0, 1, 0, 1], received: [0, 0, 0, 0, 0] });
  expect(timeline.ofHost(2)).toMatchObject({ begun: [0, 0, 0, 0, 0], received: [2, 0, 1, 0, 1] });
  expect(timeline.ofService(3)).toMatchObject({ begun: [0, 0, 0, 0, 0], received: [2, 0, 1, 0, 1] });
});

test('the most per second is found across the edges of steps, with its first moment', () => {
  const { mostPerSecond, mostNs } = new Timeline(logOf([0, 1.75, 2, 2.5, 2.75]), 10e9).ofHost(1);
  expect([mostPerSecond, mostNs]).toEqual([3, 1.75e9]);
});

test('longer times have longer steps, and never more than are looked at', () => {
  for (const [seconds, step] of [
    [59, 1],
    [60, 2],
    [3600, 120],
    [86_400, 1800],
    [86_400 * 365, 86_400 * 7],
  ] as const) {
    const timeline = new Timeline(logOf([0, seconds]), seconds * 1e9);
    const { begun } = timeline.ofHost(1);
    expect(timeline.stepSeconds).toBe(step);
    expect(begun.length).toBeLessThanOrEqual(MAX_TIME_STEPS);
    expect(begun.at(-1)).toBe(1);
  }
});

test('connections that were running before have not begun', () => {
  const running = { ...connectionRow().handshake, kind: 'not-captured' } as const;
  expect(new Timeline(logOf([1, 2], { handshake: running }), 3e9).ofHost(1)).toMatchObject({
    begun: [0, 0, 0, 0],
    mostPerSecond: 0,
  });
});

test('without times there are no steps', () => {
  const timeline = new Timeline(logOf([0, 1]), Number.NaN);
  expect(timeline.ofHost(1).begun).toEqual([]);
  expect(timeline.ofHost(1).mostPerSecond).toBeNaN();
});
