import { describe, expect, test } from 'vitest';
import { pages } from '../../src/explain/pages.js';
import { type WireStep, wireLines } from '../../src/explain/wire.js';

const titles = ['initiator', 'responder'] as const;

describe('a small ladder', () => {
  const steps: WireStep[] = [
    ['SYN_SENT', '>x SYN', ''],
    ['', '~ 1s', ''],
    ['', '> SYN', 'SYN_RCVD'],
    ['ESTABLISHED', '< SYN,ACK', ''],
    ['CLOSED', '', ''],
  ];

  test('has an arrow for each packet, a cross for a lost one, and the time between', () => {
    expect(wireLines(steps, { ascii: false, width: 60, titles }).join('\n')).toMatchInlineSnapshot(`
      "initiator                                responder
      SYN_SENT    │── SYN ─────────────×     │
                  │         ~~ 1s ~~         │
                  │── SYN ──────────────────▶│ SYN_RCVD
      ESTABLISHED │◀────────────── SYN,ACK ──│
      CLOSED      │                          │"
    `);
  });

  test('in ASCII has nothing else', () => {
    const lines = wireLines(steps, { ascii: true, width: 60, titles });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "initiator                                responder
      SYN_SENT    |-- SYN -------------x     |
                  |         ~~ 1s ~~         |
                  |-- SYN ------------------>| SYN_RCVD
      ESTABLISHED |<-------------- SYN,ACK --|
      CLOSED      |                          |"
    `);
  });

  test('of nothing is nothing', () => {
    expect(wireLines([], { ascii: true, width: 80, titles })).toEqual([]);
  });
});

test('both bars of every ladder stand in line, whatever stands between them', () => {
  for (const { wire, word } of pages()) {
    const lines = wireLines(wire, { ascii: true, width: 78, titles }).slice(1);
    const bars = lines.map((line) => [...line.matchAll(/\|/g)].map(({ index }) => index).join());
    expect(new Set(bars).size, word).toBeLessThanOrEqual(1);
    for (const line of lines) expect(line.length, word).toBeLessThanOrEqual(78);
  }
});
