import { displayWidth } from '../../format/display-width.js';
import { escapeTerminal } from '../../format/escape.js';
import { dialogText as text } from '../../format/messages/en/screen.js';
import type { View } from '../screens/view.js';
import { dialogChoices } from '../state/reduce-dialog.js';
import type { Dialog } from '../state/screen-state.js';
import type { Theme } from '../theme.js';
import { EMPTY_LINE, fitLine, inverted, type Line, laidOver, line, span } from './line.js';
import { wrapCells } from './paragraphs.js';

const WIDEST = 76;
const SIDES = 4;

/** The body with the dialog laid over its middle. */
export function withDialog(body: readonly Line[], dialog: Dialog, view: View): Line[] {
  const { columns } = view.state.size;
  const width = Math.min(widthNeeded(dialog, view), columns - SIDES);
  const box = boxed(
    titleOf(dialog),
    content(dialog, view, width - SIDES),
    hintOf(dialog),
    width,
    body.length,
    view.theme,
  );
  const left = (columns - width) >> 1;
  const top = Math.max(0, (body.length - box.length) >> 1);
  return body.map((below, row) => {
    const over = box[row - top];
    return over === undefined ? below : laidOver(below, over, left);
  });
}

/** A list is as wide as its longest row; paragraphs take what they get. */
function widthNeeded(dialog: Dialog, view: View): number {
  if (!('selected' in dialog) || dialog.kind === 'copy') return WIDEST;
  const rows = dialogChoices(dialog).map((word) =>
    displayWidth(label(dialog, word, view.state.hiddenColumns, view.state.choice.sort)),
  );
  return Math.min(WIDEST, Math.max(...rows, hintOf(dialog).length, titleOf(dialog).length) + 2 * SIDES);
}

function boxed(
  title: string,
  rows: readonly Line[],
  hint: string,
  width: number,
  most: number,
  { glyphs }: Theme,
): Line[] {
  const { topLeft, topRight, bottomLeft, bottomRight, across, down } = glyphs.box;
  const inside = width - 2;
  const edge = (left: string, words: string, right: string) =>
    fitLine(
      line(span(left + across, 'quiet'), span(words === '' ? '' : ` ${words} `, 'title')),
      Math.min(inside + 1, words.length + SIDES),
    ).concat(span(across.repeat(Math.max(0, inside + 1 - words.length - SIDES)) + right, 'quiet'));
  const shown = rows.slice(0, Math.max(1, most - 2));
  return [
    edge(topLeft, title, topRight),
    ...shown.map((row) => [
      span(down, 'quiet'),
      ...fitLine([span(' '), ...row], inside, glyphs.ellipsis),
      span(down, 'quiet'),
    ]),
    edge(bottomLeft, hint, bottomRight),
  ];
}

function content(dialog: Dialog, view: View, width: number): Line[] {
  switch (dialog.kind) {
    case 'replace':
      return paragraph(text.replaceQuestion(dialog.path), width);
    case 'copied':
      return [...paragraph(dialog.text, width), EMPTY_LINE, ...paragraph(text.copiedHint, width)];
    case 'why': {
      const rows = dialog.paragraphs
        .flatMap((words) => [...paragraph(words, width), EMPTY_LINE])
        .slice(0, -1);
      return rows.slice(Math.min(dialog.top, rows.length - 1));
    }
    default:
      return dialogChoices(dialog).map((word, i) => choice(dialog, word, i, view, width));
  }
}

function choice(
  dialog: Extract<Dialog, { selected: number }>,
  word: string,
  index: number,
  { state, theme }: View,
  width: number,
): Line {
  const isSelected = index === dialog.selected;
  const mark = isSelected ? theme.glyphs.selected : ' ';
  const row = line(span(`${mark} `, 'key'), label(dialog, word, state.hiddenColumns, state.choice.sort));
  return isSelected ? inverted(row, width, theme.glyphs.ellipsis) : row;
}

function label(
  dialog: Extract<Dialog, { selected: number }>,
  word: string,
  hidden: ReadonlySet<string>,
  sort: string,
): string {
  switch (dialog.kind) {
    case 'sort':
      return `${word === sort ? '*' : ' '} ${named(text.names, word)}`;
    case 'columns':
      return `[${hidden.has(word) ? ' ' : 'x'}] ${named(text.names, word)}`;
    case 'export':
      return named(text.formats, word);
    case 'copy':
      return `${word}: ${escapeTerminal(dialog.choices.find((one) => one.label === word)?.text ?? '')}`;
  }
}

function named(names: Readonly<Record<string, string>>, word: string): string {
  return names[word] ?? word;
}

function paragraph(words: string, width: number): Line[] {
  return wrapCells(escapeTerminal(words), width).map((row) => line(row));
}

function titleOf(dialog: Dialog): string {
  return dialog.kind === 'why' ? escapeTerminal(dialog.title).slice(0, WIDEST - 10) : text[dialog.kind];
}

function hintOf(dialog: Dialog): string {
  switch (dialog.kind) {
    case 'replace':
      return text.replaceKeys;
    case 'columns':
      return text.toggleKeys;
    case 'copied':
    case 'why':
      return text.closeKeys;
    default:
      return text.listKeys;
  }
}
