import { expect, test } from 'vitest';
import { parseMoment } from '../../src/query/moment.js';
import { TimeWindow } from '../../src/query/time-window.js';
import { at, connectionRow, connectionView, packetRow, packetView, testClock } from '../support/rows.js';

function window(from: string | null, to: string | null): TimeWindow {
  const made = new TimeWindow(
    from === null ? null : parseMoment(from),
    to === null ? null : parseMoment(to),
    {
      offsetSeconds: () => 0,
    },
  );
  made.begin(testClock);
  return made;
}

const connection = connectionView(
  connectionRow({ startTime: at(10), endTime: at(20), firstPacket: 5, lastPacket: 9 }),
);

test.each([
  [null, null, true],
  ['+10s', '+20s', true],
  ['+20s', null, true],
  ['+20.1s', null, false],
  [null, '+10s', true],
  [null, '+9.9s', false],
  ['+12s', '+13s', true],
  ['#9', null, true],
  ['#10', null, false],
  [null, '#5', true],
  [null, '#4', false],
])('a connection that lives from 10 s to 20 s is in %s to %s: %s', (from, to, expected) => {
  expect(window(from, to).connection(connection)).toBe(expected);
});

test.each([
  ['+3s', '+3s', true],
  ['+3.000001s', null, false],
  ['#7', '#7', true],
  ['#8', null, false],
])('packet 7 at 3 s is in %s to %s: %s', (from, to, expected) => {
  expect(window(from, to).packet(packetView(packetRow({ packet: 7, time: at(3) })))).toBe(expected);
});
