import { expect, test } from 'vitest';
import { describeProgress, ProgressLine } from '../../src/cli/progress.js';

function line(width = 80) {
  let now = 0;
  const written: string[] = [];
  const progress = new ProgressLine(
    (text) => written.push(text),
    width,
    () => now,
  );
  return { written, progress, wait: (ms: number) => (now += ms) };
}

const state = { packets: 1_200_000, bytesRead: 100_000_000, bytes: 496_000_000 };

test('nothing is shown in the first half second', () => {
  const { written, progress, wait } = line();
  wait(400);
  progress.show(state);
  progress.clear();
  expect(written).toEqual([]);
});

test('the line is drawn over itself, not too often, and wiped', () => {
  const { written, progress, wait } = line();
  wait(600);
  progress.show(state);
  progress.show(state);
  wait(200);
  progress.show(state);
  progress.clear();
  progress.clear();
  expect(written).toHaveLength(3);
  expect(written[0]).toContain('20% of 496 MB');
  expect(written[2]).toBe('\r\u001b[K');
});

test('it never wraps', () => {
  const { written, progress, wait } = line(20);
  wait(600);
  progress.show(state);
  expect(written[0]!.replace('\r\u001b[K', '')).toHaveLength(19);
});

test('it tells rate and time left', () => {
  expect(describeProgress(state, 2)).toBe(
    '20% of 496 MB, 1,200,000 packets, 100 MB read at 50.0 MB/s, 8.00s left',
  );
});

test('of a pipe only what came is known', () => {
  expect(describeProgress({ ...state, bytes: null }, 2)).toBe('100 MB, 1,200,000 packets, 50.0 MB/s');
});
