import { describe, expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { OptionBit } from '../../../src/decode/segment.js';
import { decoded } from '../../support/decoded.js';
import { ipv4, rawIp, tcp } from '../../support/frames.js';

const read = (options: string | readonly number[], snaplen?: number) =>
  decoded(rawIp(ipv4({}, tcp({ options }))), snaplen === undefined ? {} : { snaplen });
const {
  Mss,
  WindowScale,
  SackPermitted,
  Sack,
  Timestamps,
  FastOpen,
  Mptcp,
  Md5,
  Unknown,
  Malformed,
  Cut,
  ManyNops,
} = OptionBit;

describe('TCP options', () => {
  test('those of a SYN', () => {
    expect(read('mss 1460,sackOK,TS val 4000000000 ecr 1,nop,wscale 14')).toMatchObject({
      optionBits: Mss | SackPermitted | Timestamps | WindowScale,
      mss: 1460,
      tsVal: 4000000000 | 0,
      tsEcr: 1,
      windowScale: 14,
    });
  });

  test('aligned timestamps, which take a short cut, read like others', () => {
    for (const layout of ['nop,nop,TS val 5 ecr 6', 'TS val 5 ecr 6,nop,nop', 'nop,TS val 5 ecr 6,nop']) {
      expect(read(layout)).toMatchObject({ optionBits: Timestamps, tsVal: 5, tsEcr: 6 });
    }
  });

  test('up to four SACK blocks', () => {
    expect(read('nop,nop,sack 1 {5:9}')).toMatchObject({
      optionBits: Sack,
      sackCount: 1,
      sackLeft0: 5,
      sackRight0: 9,
    });
    expect(read('nop,nop,sack 4 {1:2}{3:4}{5:6}{4294967294:8}')).toMatchObject({
      sackCount: 4,
      sackLeft0: 1,
      sackRight0: 2,
      sackLeft1: 3,
      sackRight1: 4,
      sackLeft2: 5,
      sackRight2: 6,
      sackLeft3: -2,
      sackRight3: 8,
    });
  });

  test('Fast Open: a request, a cookie, and the experimental kinds', () => {
    expect(read('tfo')).toMatchObject({ optionBits: FastOpen, fastOpenCookieLength: 0 });
    expect(read('tfo cookie 0102030405060708')).toMatchObject({
      optionBits: FastOpen,
      fastOpenCookieLength: 8,
    });
    // exp-tfo cookiereq; exp-tfo cookie 01020304
    expect(read([254, 4, 0xf9, 0x89])).toMatchObject({ optionBits: FastOpen, fastOpenCookieLength: 0 });
    expect(read([253, 8, 0xf9, 0x89, 1, 2, 3, 4])).toMatchObject({
      optionBits: FastOpen,
      fastOpenCookieLength: 4,
    });
    // exp-e2d4
    expect(read([254, 6, 0xe2, 0xd4, 0, 0])).toMatchObject({
      optionBits: Unknown,
      unknownOptionKinds: 1 << 31,
    });
  });

  test('MPTCP and MD5 are noticed', () => {
    // mptcp 12 capable; md5 of 16 zeros
    expect(read([30, 12, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]).optionBits).toBe(Mptcp);
    expect(read([1, 1, 19, 18, ...new Array<number>(16).fill(0)]).optionBits).toBe(Md5);
  });

  test('unknown kinds leave their bit, and the walk goes on', () => {
    expect(read([28, 4, 0, 1, 2, 4, 5, 0xb4, 76, 4, 0, 0])).toMatchObject({
      optionBits: Unknown | Mss,
      unknownOptionKinds: (1 << 28) | (1 << 31),
    });
  });

  test('a known kind with a wrong length counts as unknown, as Linux skips it', () => {
    expect(read([2, 6, 5, 0xb4, 0, 0, 3, 3, 7])).toMatchObject({
      optionBits: Unknown | WindowScale,
      unknownOptionKinds: 1 << 2,
    });
    expect(read([5, 6, 0, 0, 0, 1])).toMatchObject({
      optionBits: Unknown,
      sackCount: 0,
      unknownOptionKinds: 1 << 5,
    });
  });

  test('a length that lies stops the walk, what came before it stands', () => {
    expect(read([2, 4, 5, 0xb4, 8, 0, 0, 0])).toMatchObject({ optionBits: Mss | Malformed, mss: 1460 });
    expect(read([2, 4, 5, 0xb4, 8, 40, 0, 0]).optionBits).toBe(Mss | Malformed);
    expect(read([1, 1, 1, 2]).optionBits).toBe(Malformed);
  });

  test('what stands behind the end of the list is not read', () => {
    expect(read([0, 4, 5, 0xb4]).optionBits).toBe(0);
  });

  test('four NOPs in a row are noticed, three are not', () => {
    expect(read('nop,nop,nop,nop').optionBits).toBe(ManyNops);
    expect(read('nop,nop,nop,wscale 1,nop,nop').optionBits).toBe(WindowScale);
  });

  test('options cut by the snapshot length are read as far as they go', () => {
    const options = 'mss 1460,sackOK,TS val 1 ecr 2,nop,wscale 7';
    expect(read(options, 40).optionBits).toBe(Cut);
    expect(read(options, 43).optionBits).toBe(Cut);
    expect(read(options, 44).optionBits).toBe(Cut | Mss);
    expect(read(options, 59).optionBits).toBe(Cut | Mss | SackPermitted | Timestamps);
    expect(read(options, 60).optionBits).toBe(Mss | SackPermitted | Timestamps | WindowScale);
    expect(read('nop,nop,TS val 1 ecr 2', 51).optionBits).toBe(Cut);
  });

  test('any forty bytes are options that do no harm', () => {
    let random = 12345;
    for (let i = 0; i < 20000; i++) {
      const options = Array.from({ length: 40 }, () => {
        random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
        return (random >>> 16) & (i % 2 ? 255 : 15);
      });
      expect(read(options).status).toBe(DecodeStatus.Segment);
    }
  });
});
