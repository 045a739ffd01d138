import { describe, expect, it } from 'vitest';
import { AddressMap } from '../../src/extract/address-map.js';
import { ipv4Bytes, ipv6Bytes } from '../support/frames.js';

const map = new AddressMap('correct horse');
const mapped = (address: string) => [
  ...map.ip(address.includes(':') ? ipv6Bytes(address) : ipv4Bytes(address)),
];

describe('the map of addresses', () => {
  it('leaves what is no host of anybody', () => {
    for (const address of ['0.0.0.0', '127.0.0.1', '255.255.255.255']) {
      expect(mapped(address)).toEqual([...ipv4Bytes(address)]);
    }
    for (const address of ['::', '::1']) expect(mapped(address)).toEqual([...ipv6Bytes(address)]);
  });

  it('keeps private, link-local and multicast addresses such', () => {
    expect(mapped('10.1.2.3')[0]).toBe(10);
    expect(mapped('192.168.7.9').slice(0, 2)).toEqual([192, 168]);
    expect(mapped('172.20.7.9')[1]! & 0xf0).toBe(16);
    expect(mapped('169.254.1.1').slice(0, 2)).toEqual([169, 254]);
    expect(mapped('239.1.2.3')[0]! & 0xf0).toBe(0xe0);
    expect(mapped('fe80::1234').slice(0, 8)).toEqual([0xfe, 0x80, 0, 0, 0, 0, 0, 0]);
    expect(mapped('2001:db8::1')[0]! >> 5).toBe(1);
  });

  it('gives other hosts another address, alike in every run with the passphrase', () => {
    const address = ipv4Bytes('203.0.113.77');
    expect(mapped('203.0.113.77')).not.toEqual([...address]);
    expect([...new AddressMap('correct horse').ip(address)]).toEqual(mapped('203.0.113.77'));
    expect([...new AddressMap(null).ip(ipv6Bytes('2001:db8::7'))]).not.toEqual([
      ...new AddressMap(null).ip(ipv6Bytes('2001:db8::7')),
    ]);
  });

  it('makes hardware addresses locally given ones, and leaves group addresses and zeros', () => {
    const real = Uint8Array.of(0x00, 0x1b, 0x21, 0xaa, 0xbb, 0xcc);
    const made = map.hardware(real);
    expect([...made]).not.toEqual([...real]);
    expect(made[0]! & 3).toBe(2);
    expect([...map.hardware(real)]).toEqual([...made]);
    for (const kept of [
      [255, 255, 255, 255, 255, 255],
      [0, 0, 0, 0, 0, 0],
      [1, 0, 0x5e, 1, 2, 3],
    ]) {
      expect([...map.hardware(Uint8Array.from(kept))]).toEqual(kept);
    }
  });
});
