import { expect, test } from 'vitest';
import { csvField, escapeTerminal } from '../../src/format/escape.js';

test('control characters are shown, not sent', () => {
  expect(escapeTerminal('a\u001b[31mb\u0007\u009b2J\r\n')).toBe('a\\x1b[31mb\\x07\\x9b2J\\x0d\\x0a');
});

test('characters that reorder or hide text are shown', () => {
  expect(escapeTerminal('x\u202egnp.exe\u200b\ufeff')).toBe('x\\u202egnp.exe\\u200b\\ufeff');
});

test('halves of surrogate pairs are shown, whole pairs stay', () => {
  expect(escapeTerminal('\ud83d\ude00 \ud83d')).toBe('\ud83d\ude00 \\ud83d');
});

test('ordinary text in any language stays', () => {
  expect(escapeTerminal('größe 接続 10.0.0.1')).toBe('größe 接続 10.0.0.1');
});

test('CSV fields are quoted where they must be', () => {
  expect([1, null, true, 'plain', 'a,b', 'say "x"', 'two\nlines'].map(csvField)).toEqual([
    '1',
    '',
    'true',
    'plain',
    '"a,b"',
    '"say ""x"""',
    '"two\nlines"',
  ]);
});

test('text never runs as a formula, numbers stay numbers', () => {
  expect(csvField('=cmd()')).toBe("'=cmd()");
  expect(csvField('@x,y')).toBe('"\'@x,y"');
  expect(csvField(-5)).toBe('-5');
});
