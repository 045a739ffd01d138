import { expect, test } from 'vitest';
import { firstCompleteness, laterCompleteness, shownCompleteness } from '../../src/labels/completeness.js';
import { segmentsOf } from '../support/script.js';

/** The number Wireshark shows in the end for a script that is one connection. */
function completenessOf(script: string, reusesPorts = false): number {
  const segments = segmentsOf(script);
  const bits = segments.reduce(
    (before, { flags, payloadInRecord }, i) =>
      i === 0
        ? firstCompleteness(flags, payloadInRecord, reusesPorts)
        : laterCompleteness(before, flags, payloadInRecord),
    0,
  );
  return shownCompleteness(bits, segments.length);
}

const SYN = '0 > S 1000:1000(0)\n';
const SYN_ACK = '0.1 < S. 5000:5000(0) ack 1001\n';
const ACK = '0.2 > . 1001:1001(0) ack 5001\n';
const DATA = '0.3 > P. 1001:1011(10) ack 5001\n';

test.each([
  [1, 'a SYN alone', SYN],
  [3, 'a SYN and its answer', SYN + SYN_ACK],
  [7, 'a handshake', SYN + SYN_ACK + ACK],
  [15, 'a handshake and data', SYN + SYN_ACK + ACK + DATA],
  [31, 'one FIN counts as the end', `${SYN + SYN_ACK + ACK + DATA}0.4 > F. 1011:1011(0) ack 5001`],
  [23, 'a FIN without data', `${SYN + SYN_ACK + ACK}0.4 > F. 1001:1001(0) ack 5001`],
  [47, 'a RST after data', `${SYN + SYN_ACK + ACK + DATA}0.4 < R 5001:5001(0)`],
  [37, 'a refused port: its RST carries an ACK', `${SYN}0.1 < R. 0:0(0) ack 1001`],
  [9, 'a SYN with data', '0 > S 1000:1010(10)'],
  [0, 'a single segment that is no SYN', DATA],
  [0, 'a single SYN,ACK', SYN_ACK],
  [14, 'what began before the capture, all but its SYN', SYN_ACK + ACK + DATA],
  [6, 'a SYN after its SYN,ACK is not counted', SYN_ACK + SYN + ACK],
  [7, 'a FIN without ACK is not counted', `${SYN + SYN_ACK + ACK}0.4 > F 1001:1001(0)`],
])('%i is %s', (expected, _, script) => {
  expect(completenessOf(script)).toBe(expected);
});

test('data in a SYN is not counted on a 4-tuple that had a connection before', () => {
  expect(completenessOf(`0 > S 1000:1010(10)\n${SYN_ACK}`, true)).toBe(3);
});
