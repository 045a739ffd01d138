import { describe, expect, it } from 'vitest';
import { MAX_PASTE_CHARACTERS } from '../../../src/limits.js';
import { decodeInput } from '../../../src/tui/input/decode-input.js';

const keys = (text: string, isWhole = true) =>
  decodeInput(text, isWhole).events.map((event) => (event.kind === 'key' ? event.key : event.kind));

describe('keys', () => {
  it.each([
    ['j', ['j']],
    ['jjk', ['j', 'j', 'k']],
    ['/foo\r', ['/', 'f', 'o', 'o', 'enter']],
    [' \t\x7f\b', ['space', 'tab', 'backspace', 'backspace']],
    ['\x03\x1a\x0c', ['ctrl+c', 'ctrl+z', 'ctrl+l']],
    ['ホ€𝄞', ['ホ', '€', '𝄞']],
    ['\x1b[A\x1b[B\x1b[C\x1b[D', ['up', 'down', 'right', 'left']],
    ['\x1bOA\x1bOP\x1bOS', ['up', 'f1', 'f4']],
    ['\x1b[5~\x1b[6~\x1b[3~', ['pageup', 'pagedown', 'delete']],
    ['\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~', ['home', 'end', 'home', 'end', 'home', 'end']],
    ['\x1b[15~\x1b[24~\x1b[[A\x1b[[E', ['f5', 'f12', 'f1', 'f5']],
    ['\x1b[1;5C\x1b[5;2~\x1b[Z', ['ctrl+right', 'shift+pageup', 'shift+tab']],
    ['\x1bx\x1b\x1b[A', ['alt+x', 'alt+up']],
    ['\x1b', ['escape']],
    ['\x1b\x1b', ['escape', 'escape']],
    ['\x1b[', ['escape', '[']],
  ])('%j are %j', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('that mean nothing here are dropped', () => {
    expect(keys('\x1b[200;1R\x1b[?62;c\x1b[Ia')).toEqual(['a']);
  });

  it.each(['\x1b', '\x1b[', '\x1b[1;5', '\x1bO', '\x1b\x1b[', '\x1b[<0;12', '\x1b[200~text'])(
    'that are not whole wait: %j',
    (text) => {
      expect(decodeInput(`a${text}`, false)).toEqual({ events: [{ kind: 'key', key: 'a' }], rest: text });
    },
  );

  it('in two pieces, wherever they are cut, are those in one', () => {
    const text = 'a\x1b[1;5C\x1b[<64;3;4M\x1b[200~x\ny\x1b[201~\x1bOAホ';
    const whole = decodeInput(text, true).events;
    for (let cut = 0; cut <= text.length; cut++) {
      const first = decodeInput(text.slice(0, cut), false);
      const second = decodeInput(first.rest + text.slice(cut), true);
      // A wide character is no sequence: half of it is the stream decoder's business.
      expect([...first.events, ...second.events]).toEqual(whole);
    }
  });
});

describe('a paste', () => {
  it('is one event, whatever it holds', () => {
    const { events } = decodeInput('\x1b[200~port == 443\rq\x1b[A\x1b[201~j', false);
    expect(events).toEqual([
      { kind: 'paste', text: 'port == 443\rq\x1b[A' },
      { kind: 'key', key: 'j' },
    ]);
  });

  it('that never ends is taken once it is too long', () => {
    const { events, rest } = decodeInput(`\x1b[200~${'x'.repeat(MAX_PASTE_CHARACTERS)}`, false);
    expect(events).toEqual([{ kind: 'paste', text: 'x'.repeat(MAX_PASTE_CHARACTERS) }]);
    expect(rest).toBe('');
  });
});

describe('the mouse', () => {
  it('tells wheel and click by cells counted from 0; releases and other buttons are left out', () => {
    const { events } = decodeInput('\x1b[<64;5;7M\x1b[<65;5;7M\x1b[<0;5;7M\x1b[<0;5;7m\x1b[<2;1;1M', true);
    expect(events).toEqual([
      { kind: 'wheel', by: -1 },
      { kind: 'wheel', by: 1 },
      { kind: 'click', column: 4, row: 6 },
    ]);
  });
});
