import { describe, expect, test } from 'vitest';
import { labelled, lastWords, shifted } from '../support/wireshark-play.js';

const open = `
  0.000 > S 1000:1000(0) win 1000 <mss 1460>
  0.010 < S. 5000:5000(0) ack 1001 win 1000 <mss 1460>
  0.020 > . 1001:1001(0) ack 5001 win 1000
`;
const sent = `${open}
  0.030 > P. 1001:1101(100) ack 5001 win 1000
  0.040 < . 5001:5001(0) ack 1101 win 1000
`;
const closed = `${sent}
  0.050 < . 5001:5001(0) ack 1101 win 0
`;

// Each also with numbers that pass 2^32, and with one that is zero, Wireshark's "not known".
describe.each([0, 2 ** 32 - 1050, 2 ** 32 - 5100])('numbers moved on by %i', (offset) => {
  const words = (script: string) => lastWords(shifted(script, offset));

  test('a handshake and data that is acknowledged have no words', () => {
    expect(labelled(shifted(sent, offset)).map(({ analysis }) => analysis)).toEqual(['', '', '', '', '']);
  });

  test('a window of zero is told, but not in a SYN, FIN or RST', () => {
    expect(words(closed)).toBe('zero-window');
    expect(words(`${sent} 0.050 < R. 5001:5001(0) ack 1101 win 0`)).toBe('');
    expect(words(`${sent} 0.050 < F. 5001:5001(0) ack 1101 win 0`)).toBe('');
  });

  test('one byte into a closed window is a probe, and moves nothing', () => {
    expect(words(`${closed} 1.000 > . 1101:1102(1) ack 5001 win 1000`)).toBe('zero-window-probe');
    expect(
      words(`${closed} 1.000 > . 1101:1102(1) ack 5001 win 1000\n 2.000 > . 1101:1102(1) ack 5001 win 1000`),
    ).toBe('zero-window-probe');
  });

  test('the same closed window in answer to a probe is its ACK', () => {
    expect(
      words(`${closed} 1.000 > . 1101:1102(1) ack 5001 win 1000\n 1.010 < . 5001:5001(0) ack 1101 win 0`),
    ).toBe('zero-window zero-window-probe-ack');
  });

  test('a segment without data one number back is a keep-alive, also into a closed window', () => {
    expect(words(`${sent} 9.000 > . 1100:1100(0) ack 5001 win 1000`)).toBe('keep-alive');
    expect(words(`${sent} 9.000 > . 1100:1101(1) ack 5001 win 1000`)).toBe('keep-alive');
    expect(words(`${closed} 9.000 > . 1100:1100(0) ack 5001 win 1000`)).toBe('keep-alive');
  });

  test('the answer to a keep-alive is no duplicate ACK', () => {
    expect(
      words(`${sent} 9.000 > . 1100:1100(0) ack 5001 win 1000\n 9.010 < . 5001:5001(0) ack 1101 win 1000`),
    ).toBe('keep-alive-ack');
  });

  test('the same ACK with another window is a window update', () => {
    expect(words(`${sent} 0.050 < . 5001:5001(0) ack 1101 win 900`)).toBe('window-update');
  });

  test('the same ACK again is a duplicate, counted from the first', () => {
    const found = labelled(
      shifted(
        `${sent} 0.050 < . 5001:5001(0) ack 1101 win 1000
        0.060 < . 5001:5001(0) ack 1101 win 1000`,
        offset,
      ),
    );
    expect(found.at(-1)).toMatchObject({
      analysis: 'duplicate-ack',
      duplicateAckNumber: 2,
      duplicateAckOf: 5,
    });
  });

  test('a gap before a segment is told, but not before a RST', () => {
    expect(words(`${sent} 0.050 > P. 1201:1301(100) ack 5001 win 1000`)).toBe('lost-segment');
    expect(words(`${sent} 0.050 > R 1201:1201(0)`)).toBe('');
  });

  test('data up to the edge of the window fills it', () => {
    expect(words(`${sent} 0.050 > P. 1101:2101(1000) ack 5001 win 1000`)).toBe('window-full');
    expect(words(`${sent} 0.050 > P. 1101:2100(999) ack 5001 win 1000`)).toBe('');
  });
});

test('a scaled window is full at its scaled size, but unscaled until the other side has sent an ACK', () => {
  const scaled = (...rest: string[]) =>
    lastWords(
      [
        '0.000 > S 1000:1000(0) win 100 <mss 1460,nop,wscale 2>',
        '0.010 < S. 5000:5000(0) ack 1001 win 100 <mss 1460,nop,wscale 3>',
        '0.020 > . 1001:1001(0) ack 5001 win 100',
        ...rest,
      ].join('\n'),
    );
  expect(scaled('0.030 > P. 1001:1101(100) ack 5001')).toBe('window-full');
  expect(scaled('0.030 < . 5001:5001(0) ack 1001 win 100', '0.040 > P. 1001:1801(800) ack 5001')).toBe(
    'window-full',
  );
});

test('a window whose scale is not known is never full', () => {
  expect(
    lastWords(`
      0.000 > P. 1001:1101(100) ack 5001
      0.010 < . 5001:5001(0) ack 1101 win 200
      0.020 > P. 1101:1301(200) ack 5001
    `),
  ).toBe('');
});
