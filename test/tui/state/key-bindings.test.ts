import { describe, expect, it } from 'vitest';
import { keyText } from '../../../src/format/messages/en/screen.js';
import { BINDINGS, bindingsOf, COMMANDS, commandFor, footOf } from '../../../src/tui/state/key-bindings.js';
import { readKey } from '../../../src/tui/state/read-key.js';
import type { ScreenName } from '../../../src/tui/state/screen-state.js';

const SCREENS: ScreenName[] = [
  'triage',
  'connections',
  'connection',
  'packet',
  'hosts',
  'netstat',
  'graphs',
  'follow',
  'help',
];

describe('the table of keys', () => {
  it.each(SCREENS)('gives no key two meanings on %s', (screen) => {
    const here = BINDINGS.filter(({ screens }) => screens?.includes(screen) ?? true);
    const keys = here.flatMap(({ keys: names }) => names);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('has a key for every command, and a sentence in the help', () => {
    const bound = new Set(BINDINGS.map(({ command }) => command));
    expect(COMMANDS.filter((command) => !bound.has(command))).toEqual([]);
    expect(COMMANDS.filter((command) => keyText.long[command] === undefined)).toEqual([]);
  });

  it('has a word for the foot of the screen wherever it has a place there', () => {
    const lacking = BINDINGS.filter(({ foot, command }) => foot !== null && !keyText.short[command]);
    expect(lacking).toEqual([]);
  });

  it.each(SCREENS)('leads back, to help and out of %s', (screen) => {
    expect(commandFor('escape', screen)).toBe('back');
    expect(commandFor('?', screen)).toBe('help');
    expect(commandFor('q', screen)).toBe('quit');
    expect(footOf(screen).length).toBeGreaterThan(2);
    expect(bindingsOf(screen).length).toBeGreaterThan(footOf(screen).length);
  });
});

describe('keys read one after the other', () => {
  it.each([
    ['gg', 'top', null],
    ['g12g', 'top', 12],
    ['g12\r', 'top', 12],
    ['G', 'bottom', null],
    ['gj', 'down', null],
    ['3', 'show-hosts', null],
  ])('%j ask for %s', (keys, command, row) => {
    let pending = '';
    let read = readKey('', '', 'connections');
    for (const key of keys) {
      read = readKey(pending, key === '\r' ? 'enter' : key, 'connections');
      pending = read.pending;
    }
    expect(read).toEqual({ command, row, pending: '' });
  });

  it('may be given up', () => {
    expect(readKey('g12', 'escape', 'connections')).toEqual({ command: null, row: null, pending: '' });
  });
});
