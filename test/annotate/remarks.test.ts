import { describe, expect, it } from 'vitest';
import { remarkText } from '../../src/annotate/comments.js';
import { PacketStates } from '../../src/annotate/packet-states.js';
import { RemarkLog } from '../../src/annotate/remark-log.js';
import { LATE, type Remark } from '../../src/annotate/remarks.js';
import { FINDING_CODES, STATE_NAMES } from '../../src/rows.js';
import { Note } from '../../src/tcp/notes.js';

describe('the remarks of a log', () => {
  it('come by packet, whatever order they were noted in, and those on one packet together', () => {
    const log = new RemarkLog();
    const packets = [70_000, 3, 0xffff_ffff, 3, 2049, 1];
    for (const [i, packet] of packets.entries()) log.ownNote(packet, i, `${i}`);
    const cursor = log.sorted().cursor();
    const found: [number, string[]][] = [];
    while (cursor.nextPacket !== Number.POSITIVE_INFINITY) {
      const { packet, ownNotes } = cursor.take(cursor.nextPacket)!;
      found.push([packet, ownNotes]);
    }
    expect(found).toEqual([
      [1, ['5']],
      [3, ['1', '3']],
      [2049, ['4']],
      [70_000, ['0']],
      [0xffff_ffff, ['2']],
    ]);
  });

  it('keep every state, note and code apart', () => {
    const log = new RemarkLog();
    for (const [i, state] of STATE_NAMES.entries())
      log.change(i + 1, 7, 'responder', i === 0 ? null : STATE_NAMES[i - 1]!, state);
    for (const [i, code] of FINDING_CODES.entries())
      log.finding(i + 1, 7, code, i % 2 ? `sentence ${i}` : null);
    for (let bit = 0; bit < 18; bit++) log.notes(bit + 1, 7, 1 << bit);
    const cursor = log.sorted().cursor();
    for (const [i, code] of FINDING_CODES.entries()) {
      const remark = cursor.take(i + 1)!;
      expect(remark.codes).toEqual([code]);
      expect(remark.sentences).toEqual(i % 2 ? [`sentence ${i}`] : []);
      expect(remark.notes).toBe(i < 18 ? 1 << i : 0);
      const to = STATE_NAMES[i];
      expect(remark.changes).toEqual(to ? [{ side: 'responder', from: STATE_NAMES[i - 1] ?? null, to }] : []);
    }
  });

  it('pass over packets that nobody asks for', () => {
    const log = new RemarkLog();
    for (const packet of [2, 4, 6]) log.ownNote(packet, -1, `${packet}`);
    const cursor = log.sorted().cursor();
    expect(cursor.take(1)).toBeNull();
    expect(cursor.take(5)).toBeNull();
    expect(cursor.take(6)!.ownNotes).toEqual(['6']);
    expect(cursor.take(7)).toBeNull();
  });
});

describe('what is said of a packet', () => {
  const nothing: Remark = {
    packet: 1,
    connection: 0,
    changes: [],
    notes: 0,
    codes: [],
    sentences: [],
    ownNotes: [],
  };

  it('begins with the codes, then the changes of each side, our judgement, sentences and notes', () => {
    const text = remarkText({
      ...nothing,
      codes: ['reset-abort', 'half-close'],
      changes: [
        { side: 'responder', from: 'FIN_WAIT_1', to: 'FIN_WAIT_2' },
        { side: 'initiator', from: null, to: 'SYN_SENT' },
        { side: 'responder', from: 'FIN_WAIT_2', to: 'TIME_WAIT' },
      ],
      notes: Note.KeepAlive | Note.OffloadSize,
      sentences: ['it was so'],
      ownNotes: ['mine'],
    });
    expect(text).toBe(
      '[reset-abort] [half-close] initiator: SYN_SENT; responder: FIN_WAIT_1 → FIN_WAIT_2 → TIME_WAIT; keep-alive; it was so; note: mine',
    );
  });

  it('is nothing where only the size is odd, and tells of packets that came late', () => {
    expect(remarkText({ ...nothing, notes: Note.OffloadSize })).toBe('');
    expect(remarkText({ ...nothing, notes: LATE })).toBe('late');
  });

  it('holds no controls, and fits an option', () => {
    expect(remarkText({ ...nothing, ownNotes: ['a\x1b[2J\u202e\tb'] })).toBe('note: a [2J  b');
    const long = remarkText({ ...nothing, ownNotes: ['😀'.repeat(60_000)] });
    const odd = remarkText({ ...nothing, ownNotes: [`x${'😀'.repeat(60_000)}`] });
    expect(Buffer.from(odd).toString()).toBe(odd);
    expect(Buffer.from(long).length).toBeLessThan(65_000);
    expect(Buffer.from(long).toString()).toBe(long);
  });
});

it('the states of packets are found by number, where there are gaps as well', () => {
  const states = new PacketStates();
  for (let i = 1; i <= 3000; i++) states.add(i * 2, i, 'ESTABLISHED', i === 3000 ? 'CLOSED' : 'UNKNOWN');
  expect(states.take(1)).toBeNull();
  expect(states.take(4)).toEqual({ connection: 2, initiator: 'ESTABLISHED', responder: 'UNKNOWN' });
  expect(states.take(5999)).toBeNull();
  expect(states.take(6000)).toEqual({ connection: 3000, initiator: 'ESTABLISHED', responder: 'CLOSED' });
  expect(states.take(6001)).toBeNull();
});
