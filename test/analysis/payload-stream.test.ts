import { describe, expect, it } from 'vitest';
import { PayloadStream } from '../../src/analysis/payload-stream.js';
import type { Side } from '../../src/rows.js';

/** What comes out, as text: "> abc" for the initiator's bytes, "< …" for the responder's, "> [3]" for a gap of three. */
class Play {
  readonly out: string[] = [];
  readonly #stream = new PayloadStream((piece) => {
    const mark = piece.side === 'initiator' ? '>' : '<';
    this.out.push(
      `${mark} ${piece.kind === 'gap' ? `[${piece.length}]` : Buffer.from(piece.bytes).toString('latin1')}`,
    );
  });
  #packet = 0;

  send(
    side: Side,
    seq: number,
    text: string,
    { ack = null as number | null, isSyn = false, cut = 0 } = {},
  ): this {
    const bytes = Buffer.from(text, 'latin1');
    this.#stream.add({
      side,
      packet: ++this.#packet,
      timeNs: this.#packet,
      seq: seq | 0,
      ack: ack === null ? null : ack | 0,
      isSyn,
      payloadLength: bytes.length,
      bytes: new Uint8Array(bytes.subarray(0, bytes.length - cut)),
      isFragmented: false,
    });
    return this;
  }

  end(): string[] {
    this.#stream.end();
    return this.out;
  }
}

const opened = (isn = 100) =>
  new Play()
    .send('initiator', isn, '', { isSyn: true })
    .send('responder', 500, '', { isSyn: true, ack: isn + 1 });

describe('payload is handed on', () => {
  it('each side in order, both as they come', () => {
    const play = opened()
      .send('initiator', 101, 'ask', { ack: 501 })
      .send('responder', 501, 'tell', { ack: 104 });
    expect(play.out).toEqual(['> ask', '< tell']);
    expect(play.end()).toEqual(['> ask', '< tell']);
  });

  it('once, however often and in whatever pieces it is sent', () => {
    const play = opened()
      .send('initiator', 101, 'abcd')
      .send('initiator', 101, 'abcd')
      .send('initiator', 103, 'cdef')
      .send('initiator', 106, 'f')
      .send('initiator', 100, 'x');
    expect(play.end().join('')).toBe('> abcd> ef');
  });

  it('in order when it arrives out of order', () => {
    const play = opened()
      .send('initiator', 107, 'ghi')
      .send('initiator', 104, 'def')
      .send('initiator', 105, 'efgh')
      .send('initiator', 101, 'abc');
    expect(play.end().join('').replaceAll('> ', '')).toBe('abcdefghi');
  });

  it('across 2^32', () => {
    const isn = 0xfffffffd;
    const play = opened(isn)
      .send('initiator', isn + 4, 'def')
      .send('initiator', isn + 1, 'abc');
    expect(play.end()).toEqual(['> abc', '> def']);
  });

  it('from data that the SYN carries', () => {
    const play = new Play().send('initiator', 100, 'early', { isSyn: true }).send('initiator', 106, 'late');
    expect(play.end()).toEqual(['> early', '> late']);
  });

  it('from the first packet on where the beginning was not captured', () => {
    expect(new Play().send('responder', 77, 'middle').end()).toEqual(['< middle']);
  });
});

describe('a gap stands', () => {
  it('for a hole that the peer acknowledges, as soon as it does', () => {
    const play = opened().send('initiator', 111, 'later', { ack: 501 });
    expect(play.out).toEqual([]);
    play.send('responder', 501, '', { ack: 105 });
    expect(play.out).toEqual([]);
    play.send('responder', 501, 'ok', { ack: 116 });
    expect(play.out).toEqual(['> [10]', '> later', '< ok']);
  });

  it('for a hole that nothing fills before the end', () => {
    const play = opened().send('initiator', 103, 'c').send('initiator', 106, 'f');
    expect(play.end()).toEqual(['> [2]', '> c', '> [2]', '> f']);
  });

  it('for what the snapshot length cut off', () => {
    const play = opened().send('initiator', 101, 'abcdef', { cut: 4 }).send('initiator', 107, 'g');
    expect(play.end()).toEqual(['> ab', '> [4]', '> g']);
  });

  it('for what is left of a cut packet of which the beginning is known', () => {
    const play = opened().send('initiator', 101, 'abcd').send('initiator', 101, 'abcdefgh', { cut: 6 });
    expect(play.end()).toEqual(['> abcd', '> [4]']);
  });
});
