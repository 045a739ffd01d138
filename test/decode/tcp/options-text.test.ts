import { describe, expect, test } from 'vitest';
import { formatOptions } from '../../../src/decode/tcp/options-text.js';
import { optionBytes } from '../../support/frames.js';

const AT = 5;

/** Options behind a fixed header that begins somewhere in the bytes. */
function printed(options: string | readonly number[], cut = 0, sackBase = 0): string {
  const data = optionBytes(options);
  const bytes = new Uint8Array(AT + 20 + data.length);
  bytes.set(data, AT + 20);
  return formatOptions(bytes, AT, 20 + data.length, bytes.length - cut, sackBase);
}

describe('TCP options in text', () => {
  test.each([
    'mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7',
    'nop,nop,TS val 4294967295 ecr 4000000000',
    'mss 65495,nop,nop,sackOK',
    'nop,nop,sack 2 {5:9}{4294967295:3}',
    'mss 1460,eol',
    '',
  ])('"%s" is printed as tcpdump does', (text) => {
    expect(printed(text)).toBe(text);
  });

  test.each<[string, readonly number[]]>([
    ['tfo  cookiereq,nop,nop', [34, 2, 1, 1]],
    ['tfo  cookie 01020304,nop,nop', [34, 6, 1, 2, 3, 4, 1, 1]],
    ['exp-tfo cookiereq', [254, 4, 0xf9, 0x89]],
    ['exp-acc0,nop,nop', [253, 6, 0xac, 0xc0, 9, 9, 1, 1]],
    ['unknown-76 0x0102', [76, 4, 1, 2]],
    ['unknown-77,nop,nop', [77, 2, 1, 1]],
    ['uto 0x8002 120', [28, 4, 0x80, 2]],
    ['tcp-ao keyid 1 rnextkeyid 2 mac 0x0a0b,nop,nop', [29, 6, 1, 2, 10, 11, 1, 1]],
    ['mptcp 12 capable', [30, 12, 0x01, 1, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['mptcp 4 unknown', [30, 4, 0xe0, 0]],
    ['md5 00000000000000000000000000000001,nop,nop', [19, 18, ...new Array<number>(15).fill(0), 1, 1, 1]],
    ['mss[len 3],nop', [2, 3, 5, 1]],
  ])('%s', (text, bytes) => {
    expect(printed(bytes)).toBe(text);
  });

  test('SACK edges count from a base where one is given', () => {
    expect(printed('nop,nop,sack 1 {1100:1200}', 0, 1000)).toBe('nop,nop,sack 1 {100:200}');
  });

  test('malformed options end in "[bad opt]", cut ones in "[|tcp]"', () => {
    expect(printed([2, 4, 5, 0xb4, 8, 0, 1, 1])).toBe('mss 1460,[bad opt]');
    expect(printed([1, 1, 1, 8])).toBe('nop,nop,nop,[bad opt]');
    expect(printed('mss 1460,sackOK,nop,nop', 1)).toBe('mss 1460,sackOK,nop,[|tcp]');
    expect(printed('mss 1460,nop,nop,sackOK', 1)).toBe('mss 1460,nop,nop,[|tcp]');
    expect(printed('mss 1460,nop,wscale 7', 1)).toBe('mss 1460,nop,wscale [|tcp]');
  });

  test('a header that does not stand in the record prints nothing', () => {
    expect(formatOptions(new Uint8Array(60), -1, 40)).toBe('');
  });

  test('any forty bytes print, however much of them was cut', () => {
    let random = 99;
    for (let i = 0; i < 5000; i++) {
      const options = Array.from({ length: 40 }, () => {
        random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
        return (random >>> 16) & (i % 2 ? 255 : 31);
      });
      expect(printed(options, i % 41)).toBeTypeOf('string');
    }
  });
});
