import { describe, expect, it } from 'vitest';
import { emptySegment, type Segment } from '../../src/decode/segment.js';
import { FlowTable, NO_SLOT } from '../../src/flow/flow-table.js';
import { Random } from '../support/random.js';

describe('the flow table', () => {
  it('finds a flow again from either direction', () => {
    const flows = new FlowTable(1 << 16);
    expect(flows.find(segment(1, 40000))).toBe(true);
    const flow = flows.flow;
    const direction = flows.direction;
    expect(flows.find(answer(1, 40000))).toBe(false);
    expect(flows.flow).toBe(flow);
    expect(flows.direction).not.toBe(direction);
  });

  it('tells families, addresses and ports apart', () => {
    const flows = new FlowTable(1 << 16);
    const one = segment(1, 40000);
    const others: Segment[] = [
      { ...one, family: 6 },
      { ...one, src0: 1 },
      { ...one, src1: 1 },
      { ...one, src2: 1 },
      { ...one, dst1: 1 },
      { ...one, src3: 2 },
      { ...one, srcPort: 40001 },
      { ...one, dstPort: 81 },
    ];
    for (const s of [one, ...others]) expect(flows.find(s)).toBe(true);
    expect(flows.seen).toBe(9);
    for (const s of [one, ...others]) expect(flows.find(s)).toBe(false);
  });

  it('gives back the addresses and ports of both ends', () => {
    const flows = new FlowTable(1 << 16);
    flows.find({ ...segment(9, 40000), family: 6, src0: 1, src1: 2, src2: 3, dst0: 7 });
    const sender = flows.direction;
    const words = [0, 1, 2, 3].map((word) => flows.addressWord(flows.flow, sender, word));
    expect(words).toEqual([1, 2, 3, 9]);
    expect(flows.port(flows.flow, sender)).toBe(40000);
    expect(flows.port(flows.flow, sender === 0 ? 1 : 0)).toBe(80);
    expect(flows.family(flows.flow)).toBe(6);
  });

  it('keeps the base numbers of both directions until a new connection starts', () => {
    const flows = new FlowTable(1 << 16);
    flows.find(segment(1, 1));
    const { flow } = flows;
    expect([flows.hasBase(flow, 0), flows.hasBase(flow, 1)]).toEqual([false, false]);
    flows.setBase(flow, 1, -5);
    expect([flows.hasBase(flow, 0), flows.hasBase(flow, 1)]).toEqual([false, true]);
    flows.forgetBases(flow);
    expect(flows.hasBase(flow, 1)).toBe(false);
  });

  it('grows, and says the same as a Map of the 4-tuples', () => {
    const flows = new FlowTable(1 << 20, 16);
    const known = new Map<string, number>();
    const random = new Random(3);
    for (let i = 0; i < 20_000; i++) {
      const host = random.integer(0, 50);
      const port = random.integer(0, 100);
      const isNew = flows.find(random.chance(0.5) ? segment(host, port) : answer(host, port));
      const key = `${host}:${port}`;
      expect(isNew).toBe(!known.has(key));
      if (isNew) known.set(key, flows.flow);
      expect(flows.flow).toBe(known.get(key));
    }
    expect(flows.seen).toBe(known.size);
    expect(flows.forgotten).toBe(0);
  });

  it('numbers flows in order of their first packets', () => {
    const flows = new FlowTable(1 << 10, 4);
    for (let i = 0; i < 100; i++) {
      flows.find(segment(i, 40000));
      expect(flows.number[flows.flow]).toBe(i);
    }
  });
});

describe('at its limit the flow table', () => {
  it('forgets flows whose connection has left, and only those', () => {
    const flows = new FlowTable(64, 64);
    for (let i = 0; i < 64; i++) {
      flows.find(segment(i, 40000));
      // Every fourth connection is still held.
      if (i % 4 === 0) flows.setSlot(flows.flow, i);
    }
    expect(flows.forgotten).toBe(0);
    flows.find(segment(1000, 40000));
    expect(flows.forgotten).toBe(8);
    expect(flows.capacity).toBe(64);
    for (let i = 0; i < 64; i += 4) {
      expect(flows.find(segment(i, 40000))).toBe(false);
      expect(flows.slot(flows.flow)).toBe(i);
    }
  });

  it('grows beyond it when every flow is in use', () => {
    const flows = new FlowTable(64, 64);
    for (let i = 0; i < 65; i++) {
      flows.find(segment(i, 40000));
      flows.setSlot(flows.flow, i);
    }
    expect(flows.forgotten).toBe(0);
    expect(flows.capacity).toBe(128);
  });

  it('finds all that it still holds, however often it forgets', () => {
    const flows = new FlowTable(256, 256);
    const held = new Map<number, number>();
    const random = new Random(5);
    for (let i = 0; i < 5000; i++) {
      const isNew = flows.find(segment(i, 40000));
      expect(isNew).toBe(true);
      flows.setSlot(flows.flow, i);
      held.set(i, flows.flow);
      if (held.size > 150) {
        const [gone, row] = random.pick([...held]);
        flows.setSlot(row, NO_SLOT);
        held.delete(gone);
      }
      if (i % 50 !== 0) continue;
      for (const [host, row] of held) {
        expect(flows.find(answer(host, 40000))).toBe(false);
        expect(flows.flow).toBe(row);
        expect(flows.slot(row)).toBe(host);
      }
    }
    expect(flows.forgotten).toBeGreaterThan(4000);
    expect(flows.seen).toBe(5000);
    expect(flows.capacity).toBe(256);
  });

  it('gives the row of a forgotten flow out clean', () => {
    const flows = new FlowTable(8, 8);
    for (let i = 0; i < 50; i++) {
      expect(flows.find(segment(i, 40000))).toBe(true);
      const { flow } = flows;
      expect(flows.slot(flow)).toBe(NO_SLOT);
      expect(flows.incarnation[flow]).toBe(0);
      expect(flows.hasBase(flow, 0)).toBe(false);
      flows.incarnation[flow] = 3;
      flows.setBase(flow, 0, 7);
    }
  });
});

function segment(host: number, port: number): Segment {
  return { ...emptySegment(), src3: host, srcPort: port, dst3: 0x7f00_0000, dstPort: 80 };
}

function answer(host: number, port: number): Segment {
  return { ...emptySegment(), src3: 0x7f00_0000, srcPort: 80, dst3: host, dstPort: port };
}
