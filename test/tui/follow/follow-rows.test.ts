import { describe, expect, it } from 'vitest';
import { FollowRows, hexDump, textLines } from '../../../src/tui/follow/follow-rows.js';
import type { Payload } from '../../../src/tui/model.js';

const bytes = (text: string) => new TextEncoder().encode(text);

function payload(...chunks: [side: 'initiator' | 'responder', text: string, missing?: number][]): Payload {
  return {
    incomplete: null,
    chunks: chunks.map(([side, text, missingBefore = 0], i) => ({
      side,
      packet: i + 1,
      timeNs: i,
      bytes: bytes(text),
      missingBefore,
    })),
  };
}

function words(rows: FollowRows): string[] {
  return Array.from({ length: rows.count }, (_, position) => {
    const row = rows.at(position);
    return row.kind === 'text' ? row.text : row.kind === 'head' ? `<${row.side}>` : `~${row.bytes}`;
  });
}

describe('payload as rows', () => {
  it('names the side where it changes, and says what is missing', () => {
    const said = payload(['initiator', 'GET\r\n'], ['initiator', 'Host\n'], ['responder', 'OK', 7]);
    expect(words(new FollowRows(said, { mode: 'text', side: 'both', width: 40 }))).toEqual([
      '<initiator>',
      'GET',
      'Host',
      '~7',
      '<responder>',
      'OK',
    ]);
  });

  it('shows one side only when asked to', () => {
    const said = payload(['initiator', 'a'], ['responder', 'b'], ['initiator', 'c']);
    expect(words(new FollowRows(said, { mode: 'text', side: 'initiator', width: 40 }))).toEqual([
      '<initiator>',
      'a',
      'c',
    ]);
  });

  it('has as many rows in hex as are counted before they are made', () => {
    const said = payload(['initiator', 'x'.repeat(50)], ['responder', 'y'.repeat(16), 3], ['responder', '']);
    for (const width of [40, 80]) {
      const rows = new FollowRows(said, { mode: 'hex', side: 'both', width });
      expect(words(rows).every((row) => row !== undefined)).toBe(true);
      expect(rows.count).toBe(width === 40 ? 12 : 8);
    }
  });

  it('is searched in both directions, case aside', () => {
    const rows = new FollowRows(payload(['initiator', 'one\ntwo\nOne\n']), {
      mode: 'text',
      side: 'both',
      width: 40,
    });
    expect([rows.find('ONE', 0, 1), rows.find('one', 1, 1), rows.find('one', 3, 1)]).toEqual([1, 3, -1]);
    expect(rows.find('one', 3, -1)).toBe(1);
  });
});

describe('bytes as text', () => {
  it('are harmless', () => {
    expect(textLines(bytes('\x1b]0;owned\x07\u202etxt'), 80)).toEqual(['\\x1b]0;owned\\x07\\u202etxt']);
  });

  it('that are no UTF-8 show ASCII only', () => {
    expect(textLines(Uint8Array.of(0x41, 0xff, 0x00, 0x42, 0x0a, 0x43), 80)).toEqual(['A..B', 'C']);
  });

  it('are broken by cells, wide characters whole', () => {
    expect(textLines(bytes('ホストname'), 5)).toEqual(['ホス', 'トnam', 'e']);
    expect(textLines(bytes('ホ'), 1)).toEqual(['ホ']);
  });

  it('of a megabyte in one line are broken like any others', () => {
    expect(textLines(bytes('é'.repeat(500_000)), 80)).toHaveLength(6250);
  });
});

describe('bytes in hex', () => {
  it('stand as hexdump prints them, eight a row where it is narrow', () => {
    const data = bytes('GET / HTTP/1.1\r\nHost');
    expect(hexDump(data, 80)).toEqual([
      '000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..',
      '000010  48 6f 73 74                                       Host',
    ]);
    expect(hexDump(data, 42)[2]).toBe('000010  48 6f 73 74              Host');
  });
});
