import { expect, test } from 'vitest';
import { parseQuery, QueryError } from '../../src/query/grammar.js';

function failure(text: string): QueryError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error(`"${text}" was understood`);
}

test('&& binds more tightly than ||', () => {
  expect(parseQuery('a || b && c')).toMatchObject({
    kind: 'or',
    left: { kind: 'bare' },
    right: { kind: 'and' },
  });
});

test('parentheses group, ! negates what follows', () => {
  expect(parseQuery('!(a || b) && c')).toMatchObject({
    kind: 'and',
    left: { kind: 'not', operand: { kind: 'or' } },
  });
});

test('a comparison has a field, an operator and values', () => {
  expect(parseQuery('port>=1024')).toMatchObject({
    kind: 'compare',
    field: { text: 'port', position: 0 },
    operator: '>=',
    values: [{ text: '1024', position: 6 }],
  });
});

test('a set takes spaces or commas between its values', () => {
  const set = {
    kind: 'compare',
    operator: 'in',
    values: [{ text: '80' }, { text: '443' }, { text: '1..9' }],
  };
  expect(parseQuery('port in {80, 443 1..9}')).toMatchObject(set);
  expect(parseQuery('port in{80,443,1..9}')).toMatchObject(set);
});

test('a word that begins with "in" is no set', () => {
  expect(parseQuery('inside')).toMatchObject({ kind: 'bare', value: { text: 'inside' } });
});

test('addresses and times are single words', () => {
  for (const text of ['[::1]:443', '10.0.0.0/8', ':443', '2026-11-20T14:05:41+01:00', '#123', '+12.5s']) {
    expect(parseQuery(text)).toMatchObject({ kind: 'bare', value: { text } });
  }
});

test('quotes take any character, with \\" for a quote', () => {
  expect(parseQuery('host ~ "^10\\.(1|2) \\"x\\""')).toMatchObject({ values: [{ text: '^10\\.(1|2) "x"' }] });
});

test.each([
  ['', 0],
  ['  ', 2],
  ['a b', 2],
  ['a &&', 4],
  ['a && && b', 5],
  ['(a', 0],
  ['(a b)', 3],
  ['a)', 1],
  ['port = 80', 5],
  ['port ==', 7],
  ['port in 80', 8],
  ['port in {', 8],
  ['port in {80', 8],
  ['port in {}', 8],
  ['host ~ "x', 7],
  ['a || ! ', 7],
])('%j fails at character %d', (text, position) => {
  expect(failure(text).position).toBe(position);
});

test('the pointer stands under the character', () => {
  expect(failure('port = 80').pointer()).toBe('port = 80\n     ^');
});

test('a filter nested without end is refused, not followed', () => {
  expect(failure('('.repeat(100_000)).message).toContain('deeply');
  expect(failure('!'.repeat(100_000)).message).toContain('deeply');
});
