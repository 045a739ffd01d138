import { describe, expect, it } from 'vitest';
import { HISTORY_LETTERS } from '../../src/labels/zeek-columns.js';
import { CLOSE, HANDSHAKE, play } from '../support/zeek-play.js';

const history = (...lines: readonly string[]) => play(lines).history;
const onceOpen = (...lines: readonly string[]) => play([...HANDSHAKE, ...lines]).history.slice('ShA'.length);
const times = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n));

describe('history', () => {
  it('tells a whole connection', () => {
    expect(
      history(...HANDSHAKE, '> P. 101:301 +50', '< P. 301:151 +20', '> F. 151:321', '< F. 321:152'),
    ).toBe('ShADdFf');
  });

  it('has S, H and A for the handshake, small letters for the responder', () => {
    expect(history(...HANDSHAKE)).toBe('ShA');
  });

  it('has A and D once per side', () => {
    expect(onceOpen('> . 101:301', '> P. 101:301 +5', '> P. 106:301 +5', '< . 301:111', '< . 301:111')).toBe(
      'Da',
    );
  });

  it('gives a FIN that carries data no D', () => {
    expect(onceOpen('> FP. 101:301 +5')).toBe('F');
  });

  it('has S, H, F and R again only when their number differs', () => {
    expect(history('> S 100', '> S 100')).toBe('S');
    expect(onceOpen('> F. 101:301', '> F. 101:301', '> F. 104:301')).toBe('FF');
    expect(onceOpen('> P. 101:301 +5', '> F. 106:301', '> FP. 101:301 +5')).toBe('DFT');
    expect(onceOpen('> R 101', '> R 101', '> R 102')).toBe('RR');
    expect(history('< S. 300:101', '< S. 300:101')).toBe('H');
  });

  it('has I for FIN and RST together, Q for other pairs, once per side', () => {
    expect(onceOpen('> FR. 101:301', '> FR. 101:301', '< FR. 301:101')).toBe('Ii');
    expect(history('> SF 100', '> SF 100', '< SR. 300:101')).toBe('Qq');
    expect(history('> SFR 100')).toBe('I');
  });

  it('says nothing of a segment without flags and data', () => {
    expect(onceOpen('> P 101')).toBe('');
  });

  it('has T for data that brings nothing new: a repeat, a keep-alive, a late segment', () => {
    expect(onceOpen('> P. 101:301 +5', '> P. 101:301 +5')).toBe('DT');
    expect(onceOpen('> P. 101:301 +5', '> . 105:301 +1')).toBe('DT');
    expect(onceOpen('< P. 306:101 +5', '< P. 301:101 +5')).toBe('dt');
    expect(onceOpen('> P. 101:301 +5', '> P. 103:301 +5')).toBe('D');
  });

  it('has T again at the 10th and the 100th', () => {
    const repeats = (count: number) => onceOpen(...times(count + 1, () => '> P. 101:301 +5'));
    expect(repeats(9)).toBe('DT');
    expect(repeats(10)).toBe('DTT');
    expect(repeats(99)).toBe('DTT');
    expect(repeats(100)).toBe('DTTT');
  });

  it('has W for a zero window at the 1st and 10th, after the letter of the segment itself', () => {
    expect(onceOpen('< . 301:101 w0')).toBe('aw');
    expect(onceOpen(...times(9, () => '< . 301:101 w0'))).toBe('aw');
    expect(onceOpen(...times(10, () => '< . 301:101 w0'))).toBe('aww');
  });

  it('has no W for a RST, after a RST, or when the other side has closed', () => {
    expect(onceOpen('< R. 301:101 w0', '< . 301:101 w0')).toBe('ra');
    expect(onceOpen('> F. 101:301', '< . 301:102 w0')).toBe('Fa');
    expect(onceOpen('< F. 301:101', '< . 302:101 w0')).toBe('faw');
  });

  it('has G when data is acknowledged that was not captured', () => {
    expect(onceOpen('< . 301:201')).toBe('aG');
    expect(onceOpen('> P. 201:301 +50', '< . 301:251')).toBe('DaG');
  });

  it('has no G when the hole was filled before its acknowledgment', () => {
    expect(onceOpen('> P. 201:301 +50', '> P. 101:301 +100', '< . 301:251')).toBe('DTa');
  });

  it('counts every hole that an acknowledgment lays bare, and has G again at the 10th', () => {
    const fourHoles = [...times(4, (n) => `> P. ${111 + n * 20}:301 +10`), '< . 301:181'];
    const single = (count: number) => times(count, (n) => `< . 301:${191 + n * 10}`);
    expect(onceOpen(...fourHoles, ...single(5))).toBe('DaG');
    expect(onceOpen(...fourHoles, ...single(6))).toBe('DaGG');
  });

  it('overlooks a hole where more stand open than are remembered', () => {
    const lines = [...times(9, (n) => `> P. ${111 + ((n * 4) % 9) * 20}:301 +10`), '< . 301:281'];
    expect(onceOpen(...lines)).toBe('DTaG');
    expect(onceOpen(...lines, '< . 301:291', '> P. 291:301 +5', '< . 301:296')).toBe('DTaG');
  });

  it('has no G before both sides are established, after a RST, or for the FIN itself', () => {
    expect(history('> P. 101:301 +5', '< . 301:106', '< . 301:206')).toBe('Da');
    expect(onceOpen('< R. 301:201')).toBe('r');
    expect(onceOpen('> F. 101:301', '< . 301:102')).toBe('Fa');
    expect(onceOpen('> F. 151:301', '< . 301:152')).toBe('FaG');
  });

  it('has G for payload that was cut off by the snapshot length, as Zeek has', () => {
    expect(onceOpen('> P. 101:301 +50 cut', '< . 301:151')).toBe('DaG');
  });

  it('follows numbers across 2^32', () => {
    expect(
      play([
        '> S 4294967290',
        '< S. 300:4294967291',
        '> . 4294967291:301',
        '> P. 4294967291:301 +20',
        '< . 301:15',
      ]).history,
    ).toBe('ShADa');
  });

  it('has C for a damaged segment, at the 1st and 10th, and lets it count for nothing else', () => {
    expect(onceOpen('> F. 101:301 bad')).toBe('C');
    expect(onceOpen(...times(10, () => '> P. 101:301 +5 bad'))).toBe('CC');
    expect(play([...HANDSHAKE, '< R. 301:101 bad'])).toMatchObject({ history: 'ShAc', connState: 'S1' });
  });

  it('has no C where a side never had a right checksum: its network card adds them', () => {
    expect(history('> S 100 bad', '< S. 300:101', '> . 101:301 bad', '> P. 101:301 +5 bad')).toBe('ShAD');
  });

  it('passes over headers that were cut', () => {
    expect(onceOpen('> F. 101:301 headless')).toBe('');
  });

  it('keeps a bounded number of letters', () => {
    expect(history(...times(100, (n) => `> R ${n}`))).toBe('R'.repeat(HISTORY_LETTERS));
  });
});

describe('the originator', () => {
  const upper443 = { ports: [40000, 443] as [number, number] };

  it('is the sender of the first segment', () => {
    expect(play(['< . 301:101', '> . 101:301'])).toMatchObject({ originator: '<', history: 'Aa' });
  });

  it('is the other side where the sender of a first segment without SYN has a server port', () => {
    expect(play(['< . 301:101', '> . 101:301'], upper443)).toMatchObject({ originator: '>', history: '^aA' });
    expect(play(['< S. 300:101'], upper443)).toMatchObject({
      originator: '>',
      history: '^h',
      connState: 'OTH',
    });
    expect(play(['< S 300'], upper443)).toMatchObject({ originator: '<', history: 'S' });
  });

  it('has the higher port where both are a server port, except that a SYN,ACK may be a scan', () => {
    const both = { ports: [8080, 443] as [number, number] };
    expect(play(['< . 301:101'], both)).toMatchObject({ originator: '>', history: '^a' });
    expect(play(['> . 101:301'], both)).toMatchObject({ originator: '>', history: 'A' });
    expect(play(['< S. 300:101'], both)).toMatchObject({ originator: '<', history: 'H' });
  });

  it('is flipped when an ACK or data follows a SYN,ACK that came first', () => {
    expect(play(['< S. 300:101', '> . 101:301'])).toMatchObject({ originator: '>', history: '^hA' });
    expect(play(['< S. 300:101', '< P. 301:101 +5'])).toMatchObject({ originator: '>', history: '^hd' });
    expect(play(['< S. 300:101', '> . 101:301', ...CLOSE])).toMatchObject({ connState: 'SF' });
  });

  it('stays the sender of a SYN,ACK that a RST answers: a stealth scan', () => {
    expect(play(['< S. 300:101', '> R 101'])).toMatchObject({
      originator: '<',
      history: 'Hr',
      connState: 'REJ',
    });
  });

  it('is flipped when the SYN was captured after its SYN,ACK', () => {
    expect(play(['< S. 300:101', '> S 100', '> . 101:301'])).toMatchObject({
      originator: '>',
      history: 'Hs^A',
      connState: 'S1',
    });
  });
});
