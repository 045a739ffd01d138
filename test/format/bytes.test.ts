import { expect, test } from 'vitest';
import { formatBytes } from '../../src/format/bytes.js';
import { formatCount } from '../../src/format/count.js';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [14480, '14.5 kB'],
  [99_950, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [496_000_000, '496 MB'],
  [1.2e13, '12.0 TB'],
])('%d bytes print as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('counts have separators from a thousand on', () => {
  expect([0, 999, 1000, 412_110, 5_000_000].map(formatCount)).toEqual([
    '0',
    '999',
    '1,000',
    '412,110',
    '5,000,000',
  ]);
});
