import { describe, expect, test } from 'vitest';
import { analysisOfFrames } from '../support/analysis.js';
import { framesOf } from '../support/script.js';
import { labelled, lastWords, shifted } from '../support/wireshark-play.js';

/** A round trip of 20 ms, then data of which nothing is acknowledged. */
const open = `
  0.000 > S 1000:1000(0) <mss 1460>
  0.010 < S. 5000:5000(0) ack 1001 <mss 1460>
  0.020 > . 1001:1001(0) ack 5001
`;
const sent = `${open}
  0.100 > . 1001:1101(100) ack 5001
  0.101 > . 1101:1201(100) ack 5001
  0.102 > . 1201:1301(100) ack 5001
`;
const duplicates = `${sent}
  0.120 < . 5001:5001(0) ack 1101
  0.121 < . 5001:5001(0) ack 1101
  0.122 < . 5001:5001(0) ack 1101
`;

describe.each([0, 2 ** 32 - 1050, 2 ** 32 - 1250])('numbers moved on by %i', (offset) => {
  const words = (script: string) => lastWords(shifted(script, offset));
  const last = (script: string) => labelled(shifted(script, offset)).at(-1)!;

  test('what was acknowledged and comes again is a spurious retransmission', () => {
    expect(words(`${duplicates} 0.500 > . 1001:1101(100) ack 5001`)).toBe(
      'retransmission spurious-retransmission',
    );
  });

  test('after two duplicate ACKs, within 20 ms of the last, it is a fast retransmission', () => {
    expect(words(`${duplicates} 0.141 > . 1101:1201(100) ack 5001`)).toBe(
      'retransmission fast-retransmission',
    );
    expect(words(`${duplicates} 0.142 > . 1101:1201(100) ack 5001`)).toBe('retransmission');
  });

  test('a late segment within the initial round trip of the newest is out of order', () => {
    const late = (time: string) => `${sent} ${time} > . 1001:1101(100) ack 5001`;
    expect(words(late('0.121'))).toBe('out-of-order');
    expect(words(late('0.122'))).toBe('retransmission');
  });

  test('one that ends where the newest ended is a retransmission however soon', () => {
    expect(words(`${sent} 0.103 > . 1201:1301(100) ack 5001`)).toBe('retransmission');
  });

  test('a retransmission is timed from the oldest segment not acknowledged', () => {
    expect(last(`${sent} 0.300 > . 1101:1201(100) ack 5001`)).toMatchObject({
      analysis: 'retransmission',
      rtoNs: 200e6,
      rtoOf: 4,
    });
  });

  test('an ACK of a whole segment names it and gives a round trip, one in between does not', () => {
    expect(last(`${sent} 0.120 < . 5001:5001(0) ack 1201`)).toMatchObject({ acks: 5, ackRttNs: 19e6 });
    expect(last(`${sent} 0.120 < . 5001:5001(0) ack 1150`)).toMatchObject({ acks: 0, ackRttNs: 0 });
  });

  test('bytes in flight are what is not acknowledged, less what SACK blocks hold', () => {
    expect(last(sent).bytesInFlight).toBe(300);
    expect(
      last(`${sent} 0.120 < . 5001:5001(0) ack 1050\n 0.130 > . 1301:1401(100) ack 5001`).bytesInFlight,
    ).toBe(351);
    expect(
      last(
        `${sent} 0.120 < . 5001:5001(0) ack 1101 <nop,nop,sack 1 {1201:1301}>
        0.130 > . 1301:1401(100) ack 5001`,
      ).bytesInFlight,
    ).toBe(200);
  });

  test('after a gap bytes in flight are unknown until the other side acknowledges', () => {
    const gap = `${sent} 0.200 > . 1401:1501(100) ack 5001`;
    expect(last(gap)).toMatchObject({ analysis: 'lost-segment', bytesInFlight: 0 });
    expect(
      last(`${gap}\n 0.210 < . 5001:5001(0) ack 1101\n 0.220 > . 1501:1601(100) ack 5001`).bytesInFlight,
    ).toBe(500);
  });

  test('an ACK beyond what was seen is told once, until new data is seen or the ACK moves', () => {
    const beyond = `${sent} 0.200 < . 5001:5001(0) ack 1501`;
    expect(words(beyond)).toBe('ack-lost-segment');
    expect(words(`${beyond}\n 0.201 < . 5001:5001(0) ack 1501 win 99`)).toBe('window-update');
  });
});

test('the initial round trip runs from the latest SYN to the first ACK', () => {
  expect(labelled(`${open} 0.030 > P. 1001:1101(100) ack 5001`).at(-1)!.initialRttNs).toBe(20e6);
  const again = `0.000 > S 1000:1000(0)\n 1.000 > S 1000:1000(0)\n 1.010 < S. 5000:5000(0) ack 1001
    1.025 > . 1001:1001(0) ack 5001\n 1.030 > P. 1001:1101(100) ack 5001`;
  expect(labelled(again).at(-1)!.initialRttNs).toBe(25e6);
});

test('without a handshake a segment is out of order within 3 ms', () => {
  const late = (time: string) =>
    lastWords(`
      0.000 > . 1001:1101(100) ack 5001
      0.001 > . 1101:1201(100) ack 5001
      ${time} > . 1001:1101(100) ack 5001
    `);
  expect(late('0.0039')).toBe('out-of-order');
  expect(late('0.004')).toBe('retransmission');
});

test('a SYN sent again is a retransmission', () => {
  expect(lastWords('0 > S 1000:1000(0)\n 1 > S 1000:1000(0)')).toBe('retransmission');
});

test('a SYN,ACK with another number has the ports reused', () => {
  expect(lastWords('0 > S 1000:1000(0)\n 1 < S. 5000:5000(0) ack 1001\n 2 < S. 9000:9000(0) ack 1001')).toBe(
    'lost-segment reused-ports',
  );
});

test('a SYN with another number begins a connection of its own, with the ports reused', async () => {
  const { packets } = await analysisOfFrames(
    framesOf(`0 > S 1000:1000(0)\n 1 < R. 0:0(0) ack 1001\n 2 > S 7000:7000(0)\n 3 > S 7000:7000(0)`),
  );
  expect(packets.map(({ connection, analysis }) => [connection, analysis.join(' ')])).toEqual([
    [0, ''],
    [0, ''],
    [1, 'reused-ports'],
    [1, 'retransmission'],
  ]);
});

test('a segment that begins with the byte of a probe is new data', () => {
  expect(
    lastWords(`${open}
      0.030 > P. 1001:1101(100) ack 5001
      0.040 < . 5001:5001(0) ack 1101
      0.050 > P. 1100:1200(100) ack 5001`),
  ).toBe('');
});

test('a loss that was told counts as many duplicate ACKs', () => {
  const told = `
    0.000 > . 1001:1101(100) ack 5001
    0.001 > . 1101:1201(100) ack 5001
    0.002 < . 5001:5001(0) ack 1101
    0.003 > . 1201:1301(100) ack 5100
  `;
  expect(lastWords(told)).toBe('ack-lost-segment');
  expect(lastWords(`${told} 0.004 > . 1101:1201(100) ack 5100`)).toBe('retransmission fast-retransmission');
});

test('an acknowledgment number of zero counts as none', () => {
  const repeated = (offset: number) =>
    lastWords(
      shifted(
        `0.000 > . 1001:1101(100) ack 5001
        0.010 < . 5001:5001(0) ack 1101
        0.500 > . 1001:1101(100) ack 5001`,
        offset,
      ),
    );
  expect(repeated(0)).toBe('retransmission spurious-retransmission');
  expect(repeated(2 ** 32 - 1101)).toBe('');
});

test('numbers exactly half the circle apart lie both before and after each other', () => {
  const half = 2 ** 31;
  expect(
    lastWords(`
      0.000 > . 1001:1101(100) ack 5001
      0.001 > . ${1101 + half}:${1101 + half}(0) ack 5001
    `),
  ).toBe('lost-segment');
});

test('a header that was cut hides the labels, and what follows is labelled as ever', async () => {
  const script = `
    0.000 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1 ecr 1>
    0.500 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1 ecr 1>
    1.000 > . 1001:1101(100) ack 5001
  `;
  const { packets } = await analysisOfFrames(framesOf(script).map((frame) => ({ ...frame, snaplen: 50 })));
  expect(packets.map(({ analysis }) => analysis)).toEqual([[], [], ['retransmission']]);
});
