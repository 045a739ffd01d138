import { expect, test } from 'vitest';
import { UnknownLinkTypes } from '../../src/decode/unknown-link-types.js';
import { MAX_UNKNOWN_LINK_TYPES } from '../../src/limits.js';

test('packets are counted by capture and link type', () => {
  const counts = new UnknownLinkTypes();
  for (const linkType of [189, 227, 189]) counts.count(0, linkType);
  counts.count(1, 227);
  expect([...counts.of(0)]).toEqual([
    [189, 2],
    [227, 1],
  ]);
  expect([...counts.of(1)]).toEqual([[227, 1]]);
  expect([...counts.of(2)]).toEqual([]);
});

test('link types beyond the bound are counted together', () => {
  const counts = new UnknownLinkTypes();
  for (let linkType = 1000; linkType < 1000 + MAX_UNKNOWN_LINK_TYPES + 5; linkType++)
    counts.count(0, linkType);
  expect(counts.of(0).size).toBe(MAX_UNKNOWN_LINK_TYPES + 1);
  expect(counts.of(0).get(-1)).toBe(5);
});
