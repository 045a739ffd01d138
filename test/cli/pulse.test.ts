import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pulse } from '../../src/cli/pulse.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('acts once a while after it was stirred, however often', () => {
  const act = vi.fn();
  const pulse = new Pulse(250, act);
  pulse.stir();
  vi.advanceTimersByTime(200);
  pulse.stir();
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(50);
  expect(act).toHaveBeenCalledTimes(1);
  pulse.stir();
  pulse.stop();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(1);
});

it('what goes wrong is thrown when it is next stirred', () => {
  const pulse = new Pulse(1, () => {
    throw new Error('the pipe is closed');
  });
  pulse.stir();
  vi.advanceTimersByTime(1);
  expect(() => pulse.stir()).toThrow('the pipe is closed');
});
