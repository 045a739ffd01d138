import type { Theme } from '../theme.js';
import { type Line, line, span, type Tone } from './line.js';

/** "████░░░░" for a part from 0 to 1. */
export function progressBar(part: number, width: number, { glyphs }: Theme): string {
  const full = Math.round(Math.min(1, Math.max(0, part)) * width);
  return glyphs.full.repeat(full) + glyphs.empty.repeat(Math.max(0, width - full));
}

/**
 * One cell a value, as high as the value; anything above nothing shows at least the lowest mark. `marked` is the cell of the chosen
 * moment.
 */
export function sparkline(
  values: readonly number[],
  { glyphs: { spark } }: Theme,
  tone: Tone,
  marked: number | null = null,
): Line {
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const marks = values.map((value) => {
    if (!(value > 0) || highest === 0) return spark[0]!;
    return spark[Math.max(1, Math.round((value / highest) * (spark.length - 1)))]!;
  });
  if (marked === null || marked < 0 || marked >= marks.length) return [span(marks.join(''), tone)];
  return line(
    span(marks.slice(0, marked).join(''), tone),
    { text: marks[marked]!, tone, isInverse: true },
    span(marks.slice(marked + 1).join(''), tone),
  );
}

/** The part of `width` cells in which a moment lies, the whole time being `lastNs` long. */
export function cellOfMoment(timeNs: number, lastNs: number, width: number): number | null {
  if (Number.isNaN(timeNs) || !(lastNs > 0)) return null;
  return Math.min(width - 1, Math.floor((timeNs / lastNs) * width));
}

/** A line across, with a title in it. */
export function rule(width: number, { glyphs }: Theme, title = ''): Line {
  if (title === '') return [span(glyphs.rule.repeat(width), 'quiet')];
  const rest = Math.max(0, width - title.length - 4);
  return [
    span(glyphs.rule.repeat(2), 'quiet'),
    span(` ${title} `, 'title'),
    span(glyphs.rule.repeat(rest), 'quiet'),
  ];
}
