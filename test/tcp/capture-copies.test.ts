import { describe, expect, it } from 'vitest';
import { emptySegment, OptionBit, type Segment } from '../../src/decode/segment.js';
import { endpointOf, peerOf } from '../../src/flow/direction.js';
import { CaptureCopies } from '../../src/tcp/capture-copies.js';
import { EndpointColumns } from '../../src/tcp/endpoint-columns.js';

const E = endpointOf(0, 0);
const DATA: Partial<Segment> = { flags: 0x18, seq: 1000, ack: 5000, window: 500, payloadLength: 100 };
const STAMPS: Partial<Segment> = { optionBits: OptionBit.Timestamps, tsVal: 70, tsEcr: 60 };
const PURE_ACK: Partial<Segment> = { ...DATA, ...STAMPS, flags: 0x10, payloadLength: 0, ttl: 64 };

/** Whether the second segment is taken for a copy of the first. */
function isCopy(first: Partial<Segment>, second: Partial<Segment>, usesSack = false): boolean {
  const copies = new CaptureCopies();
  const ends = new EndpointColumns(2);
  if (usesSack) ends.offered[E] = ends.offered[peerOf(E)] = OptionBit.SackPermitted;
  expect(copies.holds(ends, E, { ...emptySegment(), ...first })).toBe(false);
  return copies.holds(ends, E, { ...emptySegment(), ...second });
}

describe('a packet is captured twice', () => {
  const first = { ...DATA, ipId: 77, ttl: 64 };

  it('when the IP id is the same, at once or a hop later', () => {
    expect(isCopy(first, { ...first, timeNs: 3000 })).toBe(true);
    expect(isCopy(first, { ...first, timeNs: 3e6, ttl: 63 })).toBe(true);
    expect(isCopy({ ...PURE_ACK, ipId: 77 }, { ...PURE_ACK, ipId: 77, timeNs: 3000 })).toBe(true);
  });

  it('but not when the id, the header or the endpoint is another, the TTL is higher, or time has passed', () => {
    for (const other of [
      { ipId: 78 },
      { seq: 1100 },
      { ack: 5001 },
      { window: 501 },
      { payloadLength: 99 },
      { flags: 0x10 },
      { ttl: 65 },
      { ttl: 40 },
      { timeNs: 2e8 },
    ])
      expect(isCopy(first, { ...first, timeNs: 3000, ...other })).toBe(false);
    const copies = new CaptureCopies();
    const ends = new EndpointColumns(2);
    copies.holds(ends, E, { ...emptySegment(), ...first });
    expect(copies.holds(ends, peerOf(E), { ...emptySegment(), ...first })).toBe(false);
  });

  it('when without an id it bears the same timestamp, and follows at once or has passed a router', () => {
    const v6 = { ...DATA, ...STAMPS, ttl: 64 };
    expect(isCopy(v6, { ...v6, timeNs: 3000 })).toBe(true);
    expect(isCopy(v6, { ...v6, timeNs: 3e6, ttl: 62 })).toBe(true);
    expect(isCopy(v6, { ...v6, timeNs: 5e5 })).toBe(false);
    expect(isCopy(v6, { ...v6, timeNs: 3000, tsVal: 71 })).toBe(false);
    expect(isCopy({ ...DATA, ttl: 64 }, { ...DATA, ttl: 64, timeNs: 3000 })).toBe(false);
  });

  it('but duplicate ACKs are no copies, unless SACK blocks would tell them apart', () => {
    expect(isCopy(PURE_ACK, { ...PURE_ACK, timeNs: 3000 })).toBe(false);
    expect(isCopy(PURE_ACK, { ...PURE_ACK, timeNs: 3000 }, true)).toBe(true);
    const sack = { sackCount: 1, sackLeft0: 1100, sackRight0: 1200 };
    expect(isCopy({ ...PURE_ACK, ...sack }, { ...PURE_ACK, ...sack, sackRight0: 1300 }, true)).toBe(false);
  });
});
