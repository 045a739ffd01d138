import { describe, expect, it } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import {
  type PeakAndEnd,
  peaksCsv,
  peaksJson,
  peaksNdjson,
  peaksText,
  sortPeaks,
} from '../../src/report/state-peaks.js';
import { openTerminal } from '../../src/report/terminal.js';
import { at, MemoryOutput, testClock } from '../support/rows.js';

function peak(host: string, state: PeakAndEnd['state'], count: number): PeakAndEnd {
  return { host, state, count, timeNs: 2e9, atEnd: 1 };
}

const PEAKS = sortPeaks([
  peak('10.9.0.10', 'ESTABLISHED', 2),
  peak('10.9.0.9', 'TIME_WAIT', 1),
  peak('10.9.0.9', 'ESTABLISHED', 2),
  peak('10.9.0.1', 'CLOSE_WAIT', 412),
]);

function text(peaks: readonly PeakAndEnd[], hosts = 20) {
  const output = new MemoryOutput();
  const clock = new ClockText(new TimeZone('UTC'));
  clock.begin(testClock);
  const terminal = openTerminal({ width: 80, ascii: false, color: false });
  peaksText(peaks, { output, clock, terminal, hosts });
  return output.lines;
}

describe('the peaks of the states', () => {
  it('stand host by host, the highest first, in the order of a life', () => {
    expect(text(PEAKS)).toEqual([
      'The most sockets in each state at once',
      '',
      '10.9.0.1',
      '  State       Peak First at     At the end',
      '  CLOSE_WAIT   412 15:16:20.000          1',
      '',
      '10.9.0.9',
      '  State       Peak First at     At the end',
      '  ESTABLISHED    2 15:16:20.000          1',
      '  TIME_WAIT      1 15:16:20.000          1',
      '',
      '10.9.0.10',
      '  State       Peak First at     At the end',
      '  ESTABLISHED    2 15:16:20.000          1',
    ]);
  });

  it('say how many hosts were left out', () => {
    const lines = text(PEAKS, 1);
    expect(lines.filter((line) => line.startsWith('10.'))).toEqual(['10.9.0.1']);
    expect(lines.at(-1)).toContain('2 other hosts');
  });

  it('say when no socket is known', () => {
    expect(text([])).toEqual(['No packet shows a socket in any state.']);
  });

  it('are rows for programs', () => {
    const row = { host: '10.9.0.1', state: 'CLOSE_WAIT', peak: 412, time: at(2), atEnd: 1 };
    const [ndjson, json, csv] = [new MemoryOutput(), new MemoryOutput(), new MemoryOutput()];
    peaksNdjson(PEAKS, testClock, ndjson);
    peaksJson(PEAKS, testClock, json);
    peaksCsv(PEAKS, testClock, csv);
    expect(JSON.parse(ndjson.lines[0]!)).toEqual(row);
    expect(JSON.parse(json.text).peaks[0]).toEqual(row);
    expect(csv.lines.slice(0, 2)).toEqual([
      'host,state,peak,time,atEnd',
      `10.9.0.1,CLOSE_WAIT,412,${at(2)},1`,
    ]);
  });
});
