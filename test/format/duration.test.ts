import { expect, test } from 'vitest';
import { formatDuration } from '../../src/format/duration.js';

test.each([
  [0, '0s'],
  [0.000412, '0.412ms'],
  [0.00000004, '0.000ms'],
  [0.0123, '12.3ms'],
  [0.9994, '999ms'],
  [0.9996, '1.00s'],
  [3.214, '3.21s'],
  [9.996, '10.0s'],
  [171.23, '171.2s'],
  [599.9, '10m00s'],
  [725, '12m05s'],
  [3599.7, '1h00m'],
  [3725, '1h02m'],
  [86399, '1d00h'],
  [100 * 3600, '4d04h'],
  [-0.2, '-200ms'],
])('%d seconds print as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('a duration that is not known prints as a dash', () => {
  expect(formatDuration(null)).toBe('-');
  expect(formatDuration(Number.NaN)).toBe('-');
});
