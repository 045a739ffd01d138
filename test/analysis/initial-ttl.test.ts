import { expect, it } from 'vitest';
import { initialTtl } from '../../src/analysis/initial-ttl.js';

it.each([
  [1, 32],
  [32, 32],
  [33, 64],
  [64, 64],
  [65, 128],
  [128, 128],
  [129, 255],
  [255, 255],
])('a TTL of %i likely started at %i', (ttl, initial) => {
  expect(initialTtl(ttl)).toBe(initial);
});
