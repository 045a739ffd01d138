import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InputEvent } from '../../../src/tui/input/decode-input.js';
import { Keyboard } from '../../../src/tui/input/keyboard.js';

class Stream extends EventEmitter {
  isRaw = false;
  setRawMode(isRaw: boolean) {
    this.isRaw = isRaw;
  }
  resume() {}
  pause() {}
}

let stream: Stream;
let events: InputEvent[];
let keyboard: Keyboard;

beforeEach(() => {
  vi.useFakeTimers();
  stream = new Stream();
  events = [];
  keyboard = new Keyboard(stream, (more) => events.push(...more));
  keyboard.start();
});
afterEach(() => {
  vi.useRealTimers();
});

it('takes a lone ESC for the key once nothing follows it', () => {
  stream.emit('data', Buffer.from('\x1b'));
  expect(events).toEqual([]);
  vi.runAllTimers();
  expect(events).toEqual([{ kind: 'key', key: 'escape' }]);
});

it('takes an ESC whose rest comes late for one sequence', () => {
  stream.emit('data', Buffer.from('\x1b'));
  stream.emit('data', Buffer.from('[A'));
  vi.runAllTimers();
  expect(events).toEqual([{ kind: 'key', key: 'up' }]);
});

it('puts characters together that come byte by byte', () => {
  for (const byte of Buffer.from('ホ')) stream.emit('data', Buffer.of(byte));
  expect(events).toEqual([{ kind: 'key', key: 'ホ' }]);
});

it('takes raw mode, and gives it back', () => {
  expect(stream.isRaw).toBe(true);
  keyboard.stop();
  expect(stream.isRaw).toBe(false);
  stream.emit('data', Buffer.from('q'));
  expect(events).toEqual([]);
});
