import { describe, expect, it } from 'vitest';
import type { PayloadPiece } from '../../src/analysis/payload-stream.js';
import { FollowHex, FollowLines, FollowRaw, followHead } from '../../src/report/follow.js';
import { openTerminal } from '../../src/report/terminal.js';
import type { Side } from '../../src/rows.js';

const terminal = openTerminal({ width: 80, ascii: false, color: false });

function gather() {
  let text = '';
  const bytes: Uint8Array[] = [];
  const output = {
    write: (more: string) => {
      text += more;
    },
    writeBytes: (more: Uint8Array) => bytes.push(more),
    end: () => {},
    discard: () => {},
  };
  return { options: { output, terminal }, lines: () => text.split('\n').slice(0, -1), bytes };
}

const data = (side: Side, content: string | Uint8Array): PayloadPiece => ({
  kind: 'data',
  side,
  packet: 1,
  timeNs: 0,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const gap = (side: Side, length: number): PayloadPiece => ({
  kind: 'gap',
  side,
  length,
  isFragmented: false,
});

function linesOf(...pieces: PayloadPiece[]): string[] {
  const { options, lines } = gather();
  const report = new FollowLines(options);
  for (const piece of pieces) report.piece(piece);
  report.end();
  return lines();
}

it('the head names both sides, by name where there is one', () => {
  const { options, lines } = gather();
  followHead(
    { address: '10.0.0.1', port: 40000 },
    { address: 'fd00::1', port: 80, name: 'web\x1b' },
    options,
  );
  expect(lines()).toEqual(['> initiator 10.0.0.1:40000', '< responder web\\x1b:80']);
});

describe('as text', () => {
  it('each line is marked with its side, whatever packets it came in', () => {
    expect(
      linesOf(
        data('initiator', 'GET / HT'),
        data('initiator', 'TP/1.1\r\n\r\n'),
        data('responder', 'HTTP/1.1 200 OK\n<html>'),
      ),
    ).toEqual(['> GET / HTTP/1.1', '>', '< HTTP/1.1 200 OK', '< <html>']);
  });

  it('a line ends where the other side speaks or bytes are missing', () => {
    expect(
      linesOf(data('initiator', 'a'), data('responder', 'b'), gap('responder', 7), data('responder', 'c')),
    ).toEqual(['> a', '< b', '< [7 bytes are missing here: sent, but not in the capture]', '< c']);
  });

  it('nothing drives the terminal, and letters of two bytes may come in two packets', () => {
    const letter = new TextEncoder().encode('é');
    expect(
      linesOf(
        data('initiator', '\x1b[2J\ta'),
        data('initiator', letter.slice(0, 1)),
        data('initiator', letter.slice(1)),
      ),
    ).toEqual(['> \\x1b[2J\taé']);
  });

  it('a line without end is not held for ever', () => {
    expect(
      linesOf(...Array.from({ length: 40 }, () => data('initiator', 'x'.repeat(1000)))).length,
    ).toBeGreaterThan(1);
  });
});

it('as hex, each side counts its own bytes, missing ones too', () => {
  const { options, lines } = gather();
  const report = new FollowHex(options);
  report.piece(data('initiator', 'GET / HTTP/1.1\r\n\r\n'));
  report.piece(data('responder', '\x00\xff'));
  report.piece(gap('initiator', 16));
  report.piece(data('initiator', 'A'));
  report.end();
  expect(lines()).toEqual([
    '> 00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..',
    '> 00000010  0d 0a                                             ..',
    '< 00000000  00 c3 bf                                          ...',
    '> [16 bytes are missing here: sent, but not in the capture]',
    '> 00000022  41                                                A',
  ]);
});

it('raw, the bytes are as they were, and what is missing is counted', () => {
  const { options, bytes } = gather();
  const report = new FollowRaw(options.output);
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  report.piece(data('responder', all));
  report.piece(gap('responder', 5));
  report.piece(gap('responder', 6));
  report.end();
  expect(bytes).toEqual([all]);
  expect(report).toMatchObject({ gaps: 2, missingBytes: 11 });
});
