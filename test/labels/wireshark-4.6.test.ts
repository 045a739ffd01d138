import { expect, test } from 'vitest';
import type { WiresharkProfile } from '../../src/labels/wireshark-profile.js';
import { labelled, lastWords } from '../support/wireshark-play.js';

// What 4.6 changed: each script by its rules, and beside it by those of 4.0.

const in46 = (script: string) => lastWords(script, 'wireshark-4.6');
const in40 = (script: string) => lastWords(script, 'wireshark-4.0');
const last46 = (script: string) => labelled(script, 'wireshark-4.6').at(-1)!;

/** A round trip of 20 ms. */
const open = `
  0.000 > S 1000:1000(0) <mss 100,sackOK>
  0.010 < S. 5000:5000(0) ack 1001 <mss 100,sackOK>
  0.020 > . 1001:1001(0) ack 5001
`;
const sent = `${open}
  0.100 > . 1001:1101(100) ack 5001
  0.101 > . 1101:1201(100) ack 5001
  0.102 > . 1201:1301(100) ack 5001
  0.103 > . 1301:1401(100) ack 5001
`;
/** The second of four segments is not captured. */
const gap = `${open}
  0.100 > . 1001:1101(100) ack 5001
  0.102 > . 1201:1301(100) ack 5001
  0.103 > . 1301:1401(100) ack 5001
`;

test('out of order is measured from the latest segment of the other side', () => {
  const late = `${gap} 0.110 < . 5001:5001(0) ack 1101\n 0.125 > . 1101:1201(100) ack 5001`;
  expect(in40(late)).toBe('retransmission');
  expect(in46(late)).toBe('out-of-order');
  const long = `${gap} 0.106 > . 1101:1201(100) ack 5001`;
  expect(in40(long)).toBe('out-of-order');
  expect(in46(long)).toBe('retransmission');
});

test('a clock that ran backwards counts as no time at all', () => {
  const backwards = `${gap} 0.110 < . 5001:5001(0) ack 1101\n 0.090 > . 1101:1201(100) ack 5001`;
  expect(in40(backwards)).toBe('retransmission');
  expect(in46(backwards)).toBe('out-of-order');
});

test('a direction never heard of makes nothing out of order', () => {
  const oneWay = `0.000 > . 1001:1101(100) ack 5001\n 0.001 > . 1201:1301(100) ack 5001
    0.002 > . 1101:1201(100) ack 5001`;
  expect(in40(oneWay)).toBe('out-of-order');
  expect(in46(oneWay)).toBe('retransmission');
});

test('SACK blocks of more than two segments ask for the one that is missing, without duplicate ACKs', () => {
  const asked = (right: number) => `${sent}
    0.104 > . 1401:1501(100) ack 5001
    0.110 < . 5001:5001(0) ack 1101 <nop,nop,sack 1 {1201:${right}}>
    0.111 > . 1101:1201(100) ack 5001`;
  expect(in46(asked(1501))).toBe('retransmission fast-retransmission');
  expect(in46(asked(1401))).toBe('retransmission');
  expect(in40(asked(1501))).not.toContain('fast');
});

test('with two duplicate ACKs any segment that no SACK block holds is asked for', () => {
  const asked = (again: string) => `${sent}
    0.110 < . 5001:5001(0) ack 1101 <nop,nop,sack 1 {1301:1401}>
    0.111 < . 5001:5001(0) ack 1101 <nop,nop,sack 1 {1301:1401}>
    0.112 < . 5001:5001(0) ack 1101 <nop,nop,sack 1 {1301:1401}>
    ${again}`;
  expect(in46(asked('0.120 > . 1201:1301(100) ack 5001'))).toBe('retransmission fast-retransmission');
  expect(in46(asked('0.120 > . 1301:1401(100) ack 5001'))).toBe('retransmission');
  expect(in46(asked('0.132 > . 1201:1301(100) ack 5001'))).toBe('retransmission');
  expect(in40(asked('0.120 > . 1201:1301(100) ack 5001'))).not.toContain('fast');
});

test('what was seen and not acknowledged cannot come out of order', () => {
  const again = `${sent} 0.105 < . 5001:5001(0) ack 1101\n 0.106 > . 1101:1201(100) ack 5001`;
  expect(in40(again)).toBe('out-of-order');
  expect(in46(again)).toBe('retransmission');
});

test('a last piece right after a lone ACK was overtaken by it', () => {
  const overtaken = `${open}
    0.100 < P. 5001:5101(100) ack 1001
    0.101 > . 1101:1101(0) ack 5101
    0.102 > P. 1001:1101(100) ack 5101`;
  expect(in40(overtaken)).toBe('retransmission');
  expect(in46(overtaken)).toBe('out-of-order');
});

test('a retransmission is timed from the segment it repeats', () => {
  const again = `${sent} 0.301 > . 1101:1201(100) ack 5001`;
  expect(last46(again)).toMatchObject({ analysis: 'retransmission', rtoOf: 5, rtoNs: 200e6 });
  expect(labelled(again).at(-1)).toMatchObject({ rtoOf: 4, rtoNs: 201e6 });
});

test('the ACK of a segment sent twice tells no round trip', () => {
  const again = `${sent} 0.301 > . 1101:1201(100) ack 5001\n 0.310 < . 5001:5001(0) ack 1201`;
  expect(last46(again)).toMatchObject({ acks: 5, ackRttNs: 0 });
  expect(labelled(again).at(-1)).toMatchObject({ acks: 5, ackRttNs: 209e6 });
});

const closed = `${open}
  0.100 > P. 1001:1101(100) ack 5001
  0.110 < . 5001:5001(0) ack 1101
  0.120 < . 5001:5001(0) ack 1101 win 0
  1.000 > . 1101:1102(1) ack 5001
`;

test('the ACK of a window probe may take its byte', () => {
  const taken = `${closed} 1.010 < . 5001:5001(0) ack 1102 win 0`;
  expect(in46(taken)).toBe('zero-window zero-window-probe-ack');
  expect(in40(taken)).toBe('ack-lost-segment zero-window');
  expect(in46(`${taken}\n 2.000 > . 1102:1202(100) ack 5001`)).toBe('');
  expect(in40(`${taken}\n 2.000 > . 1102:1202(100) ack 5001`)).toBe('lost-segment');
});

test('the ACK that takes the byte and opens the window is a window update', () => {
  const opens = `${closed} 1.010 < . 5001:5001(0) ack 1102`;
  expect(in46(opens)).toBe('window-update');
  expect(in40(opens)).toBe('ack-lost-segment');
});

test('an ACK of what was not seen allows what was seen right behind it', () => {
  // 1101:1201 was not captured; the ACK ends with it, and the next one takes what was.
  const unseen = `${open}
    0.100 > . 1001:1101(100) ack 5001
    0.101 > . 1201:1301(100) ack 5001
    0.102 > . 1301:1401(100) ack 5001
    0.110 < . 5001:5001(0) ack 1201`;
  expect(in46(unseen)).toBe('ack-lost-segment');
  expect(in46(`${unseen}\n 0.111 < . 5001:5001(0) ack 1401`)).toBe('');
  expect(in46(`${unseen}\n 0.111 < . 5001:5001(0) ack 1501`)).toBe('ack-lost-segment');
});

test('ACKs of what was not seen are each told, as far as they move on', () => {
  const script = `${open}
    0.100 < . 5001:5001(0) ack 2001
    0.101 < . 5001:5001(0) ack 2001 win 99
    0.102 < . 5001:5001(0) ack 3001`;
  expect(labelled(script, 'wireshark-4.6').map(({ analysis }) => analysis)).toEqual([
    '',
    '',
    '',
    'ack-lost-segment',
    'window-update',
    'ack-lost-segment',
  ]);
});

test('without anything that changed the words are those of 4.0', () => {
  const script = `${sent}
    0.110 < . 5001:5001(0) ack 1401
    0.120 < P. 5001:5101(100) ack 1401
    0.130 > . 1401:1401(0) ack 5101
    0.500 < P. 5001:5101(100) ack 1401
    9.000 > . 1400:1400(0) ack 5101
    9.010 < . 5101:5101(0) ack 1401`;
  const words = (profile: WiresharkProfile) => labelled(script, profile).map(({ analysis }) => analysis);
  expect(words('wireshark-4.6')).toEqual(words('wireshark-4.0'));
});
