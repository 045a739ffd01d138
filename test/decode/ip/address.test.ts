import { isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { formatAddress, formatPort, internName } from '../../../src/decode/ip/address.js';
import { word } from '../../support/decoded.js';
import { ipv6Bytes } from '../../support/frames.js';

function formatted(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer);
  return formatAddress(6, view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12));
}

describe('addresses', () => {
  test('IPv4 is dotted, high bytes unsigned', () => {
    for (const address of ['0.0.0.0', '10.0.0.1', '192.0.2.255', '255.255.255.255']) {
      expect(formatAddress(4, 0, 0, 0, word(address))).toBe(address);
    }
  });

  test.each([
    // RFC 5952 §4 and §5, and what its rules leave no choice about.
    ['2001:0db8:0:0:0:0:0:0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:AAAA', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['fe80:0:0:0:0:0:0:0', 'fe80::'],
    ['0:0:1:0:0:0:0:0', '0:0:1::'],
    ['0:0:0:0:0:ffff:c000:201', '::ffff:192.0.2.1'],
  ])('%s is printed as %s', (long, short) => {
    expect(formatted(ipv6Bytes(long))).toBe(short);
  });

  test('every pattern of zero groups is printed as an address that reads back as itself', () => {
    for (let pattern = 0; pattern < 256; pattern++) {
      const groups = Array.from({ length: 8 }, (_, i) => ((pattern >> i) & 1 ? `${i + 1}0` : '0'));
      const bytes = ipv6Bytes(groups.join(':'));
      const text = formatted(bytes);
      expect(isIPv6(text)).toBe(true);
      expect([...ipv6Bytes(text)]).toEqual([...bytes]);
    }
  });
});

describe('names in place of addresses and ports', () => {
  test('the same name has the same number and prints as itself', () => {
    const number = internName('gateway.example');
    expect(internName('gateway.example')).toBe(number);
    expect(internName('other.example')).not.toBe(number);
    expect(formatAddress(0, 0, 0, 0, number)).toBe('gateway.example');
    expect(formatAddress(0, 0, 0, 0, 999_999)).toBe('?');
  });

  test('a port prints as a number, an interned service above 65535 as its name', () => {
    expect(formatPort(0)).toBe(0);
    expect(formatPort(65535)).toBe(65535);
    expect(formatPort(0x10000 + internName('https'))).toBe('https');
  });
});
