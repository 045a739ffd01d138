import { describe, expect, it } from 'vitest';
import { drawPlot } from '../../../src/tui/plots/draw-plot.js';
import { lettersOf, seriesOf } from '../../../src/tui/plots/series.js';
import { GRAPH_KINDS } from '../../../src/tui/state/screen-state.js';
import { textOf, widthOf } from '../../../src/tui/widgets/line.js';
import { graphOf } from '../fake-model.js';

const frame = {
  width: 60,
  height: 12,
  hasBraille: true,
  bar: '│',
  label: (value: number) => value.toFixed(0),
};

describe('a plot', () => {
  it.each(GRAPH_KINDS)('of %s fills its frame exactly', (kind) => {
    const range = { fromNs: 0, toNs: 100e9 };
    const lines = drawPlot(seriesOf(kind, graphOf(5000), { ...range, count: 49 }), { ...frame, ...range })!;
    expect(lines).toHaveLength(12);
    expect(lines.map(widthOf)).toEqual(new Array(12).fill(60));
    expect(lines.map(textOf).join('')).toMatch(/[\u2801-\u28ff]/);
  });

  it('of nothing is null', () => {
    expect(
      drawPlot(seriesOf('rtt', graphOf(0), { fromNs: 0, toNs: 1, count: 5 }), {
        ...frame,
        fromNs: 0,
        toNs: 1,
      }),
    ).toBeNull();
  });

  it('of one value has a range all the same', () => {
    const graph = graphOf(1);
    graph.sender[0] = 1;
    graph.rttSeconds[0] = 7;
    const lines = drawPlot(seriesOf('rtt', graph, { fromNs: 0, toNs: 10, count: 5 }), {
      ...frame,
      fromNs: 0,
      toNs: 10,
    })!;
    expect(textOf(lines[0]!)).toContain('7');
  });

  it('keeps a lone retransmission among a hundred thousand segments', () => {
    const graph = graphOf(100_000);
    graph.marks.fill(0);
    graph.marks[50_000] = 1;
    const range = { fromNs: 0, toNs: 100e9 };
    const lines = drawPlot(seriesOf('sequence', graph, { ...range, count: 49 }), { ...frame, ...range })!;
    expect(lines.flat().filter(({ tone }) => tone === 'bad')).toHaveLength(1);
  });

  it('marks SYN, FIN and RST of the side whose data it shows', () => {
    const graph = graphOf(100);
    graph.marks.fill(0);
    const own = [10, 50, 90].map((from) => graph.sender.indexOf(0, from));
    const peers = graph.sender.indexOf(1, 20);
    [2, 4, 8].forEach((mark, i) => {
      graph.marks[own[i]!] = mark;
    });
    graph.marks[peers] = 8;
    const letters = lettersOf('sequence', graph);
    expect(letters.map(({ letter }) => letter)).toEqual(['S', 'F', 'R']);
    const range = { fromNs: 0, toNs: 100e9 };
    const series = seriesOf('sequence', graph, { ...range, count: 49 });
    const lines = drawPlot(series, { ...frame, ...range }, letters)!;
    expect(lines.map(widthOf)).toEqual(new Array(12).fill(60));
    expect(lines.map((row) => textOf(row.slice(2))).join('')).toMatch(/S.*F.*R|R.*F.*S/s);
  });

  it('joins what was acknowledged by steps', () => {
    const graph = graphOf(3);
    graph.marks.fill(0);
    graph.sender.set([1, 1, 1]);
    graph.timeNs.set([0, 50, 100]);
    graph.ack.set([0, 1000, 1000]);
    graph.windowBytes.fill(Number.NaN);
    const range = { fromNs: 0, toNs: 100 };
    const lines = drawPlot(seriesOf('sequence', graph, { ...range, count: 49 }), { ...frame, ...range })!;
    // Along the ground up to the middle, and along the top from there.
    const cells = lines.map((row) => textOf(row.slice(2)).replaceAll(' ', ''));
    expect(cells[0]!.length).toBeGreaterThan(20);
    expect(cells.at(-1)!.length).toBeGreaterThan(20);
  });

  it('of throughput tells bytes per second', () => {
    const graph = graphOf(1000);
    const [series] = seriesOf('throughput', graph, { fromNs: 0, toNs: 100e9, count: 10 });
    expect(series!.length![0]).toBeCloseTo((50 * 1448) / 10, 5);
  });
});
