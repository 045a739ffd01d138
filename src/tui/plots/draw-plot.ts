import { type Line, line, type Span, span } from '../widgets/line.js';
import { Canvas, rankOf } from './canvas.js';
import { eachEntry, type PlotLetter, type Series } from './series.js';

export interface PlotFrame {
  /** Cells, the labels of the axis included. */
  readonly width: number;
  readonly height: number;
  readonly fromNs: number;
  readonly toNs: number;
  readonly hasBraille: boolean;
  readonly bar: string;
  /** How a value is written at the axis. */
  label(value: number): string;
}

const LABEL = 10;

/** Points, strokes and letters as cells, a value axis at the left. Null when nothing of it lies within the time that is looked at. */
export function drawPlot(
  series: readonly Series[],
  frame: PlotFrame,
  letters: readonly PlotLetter[] = [],
): Line[] | null {
  const range = rangeOf(series, frame);
  if (range === null) return null;
  const canvas = new Canvas(Math.max(1, frame.width - LABEL - 1), frame.height, frame.hasBraille);
  const { fromNs, toNs } = frame;
  const perNs = (canvas.dotColumns - 1) / Math.max(1, toNs - fromNs);
  const perValue = (canvas.dotRows - 1) / (range.most - range.least);
  const lowest = canvas.dotRows - 1;
  for (const one of series) {
    const rank = rankOf(one.tone);
    let beforeX = -1;
    let beforeY = -1;
    eachEntry(one, fromNs, toNs, (timeNs, low, high) => {
      const x = Math.round((timeNs - fromNs) * perNs);
      const bottom = lowest - Math.round((low - range.least) * perValue);
      const top = lowest - Math.round((high - range.least) * perValue);
      if (one.isStepped && beforeX >= 0) {
        canvas.row(beforeY, beforeX, x, rank);
        canvas.column(x, beforeY, bottom, rank);
      }
      beforeX = x;
      beforeY = bottom;
      if (top === bottom) canvas.dot(x, bottom, rank);
      else canvas.column(x, top, bottom, rank);
    });
  }
  for (const { timeNs, value, letter, tone } of letters) {
    const x = Math.round((timeNs - fromNs) * perNs);
    canvas.letter(x, lowest - Math.round((value - range.least) * perValue), letter, tone);
  }
  return canvas
    .lines()
    .map((cells, row) => line(axisLabel(row, frame, range), span(frame.bar, 'quiet'), ...cells));
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function rangeOf(series: readonly Series[], { fromNs, toNs }: PlotFrame): Range | null {
  let least = Infinity;
  let most = -Infinity;
  for (const one of series) {
    eachEntry(one, fromNs, toNs, (_timeNs, low, high) => {
      if (low < least) least = low;
      if (high > most) most = high;
    });
  }
  if (most < least) return null;
  return most > least ? { least, most } : { least: Math.min(0, least), most: Math.max(1, most) };
}

/** The highest value at the top, the lowest at the bottom, and the middle where there is room. */
function axisLabel(row: number, { height, label }: PlotFrame, { least, most }: Range): Span {
  const middle = height >= 7 ? height >> 1 : -1;
  const value = row === 0 ? most : row === height - 1 ? least : row === middle ? (most + least) / 2 : null;
  const words = value === null ? '' : label(value);
  // A range of a few units has no middle worth telling.
  const text =
    words === '' || (row === middle && (words === label(least) || words === label(most)))
      ? ''
      : words.padStart(LABEL - 1).slice(0, LABEL - 1);
  return span(text.padEnd(LABEL), 'quiet');
}
