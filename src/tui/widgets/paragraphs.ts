import { displayWidth, fitToWidth, takeWidth } from '../../format/display-width.js';
import { type Line, line, span, type Tone } from './line.js';

/** Text broken at spaces into rows of at most `width` cells; a word that is longer is broken too. */
export function wrapCells(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/ +/)) {
    const joined = row === '' ? word : `${row} ${word}`;
    if (displayWidth(joined) <= width) {
      row = joined;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (displayWidth(row) > width) {
      const taken = takeWidth(row, width) || row.slice(0, 1);
      rows.push(taken);
      row = row.slice(taken.length);
    }
  }
  rows.push(row);
  return rows;
}

/** A label and what it says: rows after the first stand under the text, not under the label. */
export function labelled(
  label: string,
  text: string,
  labelWidth: number,
  width: number,
  tone: Tone = 'plain',
): Line[] {
  if (text === '') return [];
  const indent = Math.max(labelWidth, displayWidth(label) + 1);
  return wrapCells(text, Math.max(8, width - indent)).map((row, i) =>
    line(span(i === 0 ? fitToWidth(label, indent) : ' '.repeat(indent), 'title'), span(row, tone)),
  );
}
