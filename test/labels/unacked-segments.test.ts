import { describe, expect, test } from 'vitest';
import { peerOf } from '../../src/flow/direction.js';
import { UnackedSegments } from '../../src/labels/unacked-segments.js';
import { WiresharkColumns } from '../../src/labels/wireshark-columns.js';
import { MAX_UNACKED_PER_DIRECTION } from '../../src/limits.js';
import { Random } from '../support/random.js';

const E = 0;

class Play {
  readonly columns = new WiresharkColumns(4);
  readonly list = new UnackedSegments(this.columns, 2);
  #packet = 0;

  constructor(base = 0) {
    this.columns.base[E] = base;
  }

  push(seq: number, end: number): this {
    this.#packet++;
    if (this.list.hasRoom(E)) this.list.push(E, seq | 0, end | 0, this.#packet, this.#packet * 1e6, false);
    return this;
  }

  /** The packet whose end is met exactly, 0 for none. */
  acknowledge(ack: number): number {
    this.list.acknowledge(E, ack | 0);
    return this.list.metPacket;
  }

  get held(): [number, number][] {
    const found: [number, number][] = [];
    for (let entry = this.columns.oldest[E]!; entry !== 0; entry = this.list.next[entry]!) {
      found.push([this.list.seq[entry]! >>> 0, this.list.end[entry]! >>> 0]);
    }
    return found;
  }

  get span(): [number, number] {
    return [this.columns.lowest[E]! >>> 0, this.columns.highest[E]! >>> 0];
  }
}

describe.each([0, 2 ** 32 - 150])('from number %i on', (start) => {
  const at = (number: number) => (start + number) % 2 ** 32;

  test('an ACK takes away what it covers and shortens what it covers in part', () => {
    const play = new Play(start).push(at(0), at(100)).push(at(100), at(200)).push(at(200), at(300));
    expect(play.acknowledge(at(150))).toBe(0);
    expect(play.held).toEqual([
      [at(150), at(200)],
      [at(200), at(300)],
    ]);
    expect(play.acknowledge(at(200))).toBe(2);
    expect(play.acknowledge(at(300))).toBe(3);
    expect(play.held).toEqual([]);
  });

  test('of segments with the same end the oldest is met', () => {
    const play = new Play(start).push(at(0), at(100)).push(at(0), at(100)).push(at(50), at(100));
    expect(play.acknowledge(at(100))).toBe(1);
    expect(play.held).toEqual([]);
  });

  test('out of order, an ACK takes away what it covers wherever it stands', () => {
    const play = new Play(start).push(at(200), at(300)).push(at(0), at(100)).push(at(300), at(400));
    play.push(at(100), at(200));
    expect(play.acknowledge(at(200))).toBe(4);
    expect(play.held).toEqual([
      [at(200), at(300)],
      [at(300), at(400)],
    ]);
    expect(play.span).toEqual([at(200), at(400)]);
  });
});

test('the span is measured from the base, as relative numbers are shown', () => {
  const play = new Play(1000).push(900, 1000).push(1000, 1001);
  expect(play.span).toEqual([1000, 1001]);
});

test('lists of any history equal one that is searched whole', () => {
  const random = new Random(7);
  for (let round = 0; round < 200; round++) {
    const start = random.integer(0, 2 ** 32 - 1);
    const play = new Play(start);
    let plain: { seq: number; end: number; packet: number }[] = [];
    let packet = 0;
    for (let step = 0; step < 40; step++) {
      if (random.chance(0.67)) {
        const seq = start + (random.chance(0.25) ? random.integer(0, 2000) : step * 50);
        const end = seq + random.integer(1, 100);
        plain.push({ seq, end, packet: ++packet });
        play.push(seq, end);
      } else {
        const ack = start + random.integer(0, 2200);
        const met = plain.find(({ end }) => end === ack)?.packet ?? 0;
        plain = plain.filter(({ end }) => end > ack);
        for (const entry of plain) entry.seq = Math.max(entry.seq, ack);
        expect(play.acknowledge(ack)).toBe(met);
      }
      expect(play.held).toEqual(plain.map(({ seq, end }) => [seq % 2 ** 32, end % 2 ** 32]));
      if (plain.length > 0) {
        const lowest = Math.min(...plain.map(({ seq }) => seq));
        const highest = Math.max(...plain.map(({ end }) => end));
        expect(play.span).toEqual([lowest % 2 ** 32, highest % 2 ** 32]);
      }
    }
  }
});

test('a direction holds no more than Wireshark does', () => {
  const play = new Play();
  for (let i = 0; i < MAX_UNACKED_PER_DIRECTION + 5; i++) play.push(i, i + 1);
  expect(play.held).toHaveLength(MAX_UNACKED_PER_DIRECTION);
  expect(play.acknowledge(MAX_UNACKED_PER_DIRECTION)).toBe(MAX_UNACKED_PER_DIRECTION);
});

test('what one direction gives back serves the other', () => {
  const play = new Play().push(0, 1).push(1, 2).push(2, 3);
  const room = play.list.seq.length;
  play.list.release(E);
  expect(play.held).toEqual([]);
  for (let i = 0; i < 3; i++) play.list.push(peerOf(E), i, i + 1, i, i, false);
  expect(play.list.seq.length).toBe(room);
  expect(play.columns.unacked[peerOf(E)]).toBe(3);
});
