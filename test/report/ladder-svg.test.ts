import { describe, expect, it } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { ladderSvg } from '../../src/report/ladder-svg.js';
import { established, synSent } from '../support/connections.js';
import { drawn, HOSTILE } from '../support/drawn-connection.js';

const clock = new ClockText(new TimeZone('UTC'));

const svg = async (script: string, marks = new Map<number, string[]>(), change = {}) =>
  ladderSvg(await drawn(script, change), { clock, marks, isFile: true });

describe('a drawn ladder', () => {
  it('has an arrow from its sender for each packet, and the states it brought beside', async () => {
    const drawing = await svg(established('0.200 < R. 5201:5201(0) ack 1101'));
    const packets = [
      ...drawing.matchAll(/<g class="(segment|reset)">[\s\S]*?<line x1="(\d+)"[\s\S]*?<\/g>/g),
    ];
    expect(packets[0]!.slice(1)).toEqual(['segment', '232']);
    expect(packets.at(-1)!.slice(1)).toEqual(['reset', '612']);
    expect(drawing).toContain('text-anchor="end">SYN_SENT</text>');
    expect(drawing).toContain('>CLOSED</text>');
  });

  it('names what a packet proves, and silence', async () => {
    const drawing = await svg(synSent('3.000 > S 1000:1000(0)'), new Map([[2, ['syn-retransmitted']]]));
    expect(drawing).toContain('\u25b2 syn-retransmitted');
    expect(drawing).toContain('3.00s of silence');
  });

  it('stays within its height', async () => {
    const drawing = await svg(established('0.200 < R. 5201:5201(0) ack 1101'));
    const height = Number(/height="(\d+)"/.exec(drawing)![1]);
    const lowest = Math.max(...[...drawing.matchAll(/ y="(\d+)"/g)].map(([, y]) => Number(y)));
    expect(lowest).toBeLessThan(height);
  });

  it('takes nothing in a capture for part of the drawing', async () => {
    const drawing = await svg(synSent(), new Map([[1, ['<b>']]]), HOSTILE);
    expect(drawing).not.toMatch(/<script|<b>|\u001b|\u202e/);
    expect(drawing).toContain('&lt;script&gt;a&amp;b');
  });
});
