import { expect, test } from 'vitest';
import { type Column, naturalWidths, placeColumns, tableLine, wrapText } from '../../src/format/table.js';

type Row = Record<string, string>;

function column(name: string, priority: number, more: Partial<Column<Row>> = {}): Column<Row> {
  return { name, title: name, align: 'left', priority, usual: 5, text: (row) => row[name]!, ...more };
}

const columns = [
  column('#', 0, { align: 'right' }),
  column('from', 1, { narrowest: 10 }),
  column('to', 2, { narrowest: 10 }),
  column('bytes', 4, { align: 'right' }),
  column('how', 3),
];

test('all columns stand at their natural width where there is room', () => {
  const placed = placeColumns(columns, [3, 12, 14, 6, 8], 80);
  expect(placed.map((p) => p.width)).toEqual([3, 12, 14, 6, 8]);
});

test('endpoints are cut before a column leaves', () => {
  const placed = placeColumns(columns, [3, 20, 20, 6, 8], 45);
  expect(placed.map((p) => p.column.name)).toEqual(['#', 'from', 'to', 'bytes', 'how']);
  expect(placed.reduce((sum, p) => sum + p.width + 1, -1)).toBe(45);
});

test('the least important column leaves first', () => {
  const placed = placeColumns(columns, [3, 20, 20, 6, 8], 36);
  expect(placed.map((p) => p.column.name)).toEqual(['#', 'from', 'to', 'how']);
});

test('an extra column never cuts an endpoint short', () => {
  const extra = [...columns, column('states', 5, { isExtra: true })];
  const names = (width: number) =>
    placeColumns(extra, [3, 20, 20, 6, 8, 10], width).map((p) => p.column.name);
  expect(names(72)).toContain('states');
  expect(names(71)).not.toContain('states');
});

test('a line never has trailing spaces and cuts addresses in their middle', () => {
  const placed = placeColumns(columns, [3, 20, 8, 6, 8], 40);
  const line = tableLine(placed, ['7', '192.168.100.200:51514', 'db:1', '12', 'reset']);
  expect(line).toMatch(/^ {2}7 19\S*…\S*:51514 db:1 +12 reset$/);
});

test('natural widths are the longest cells', () => {
  expect(
    naturalWidths(2, [
      ['a', 'bbbb'],
      ['ccc', 'd'],
    ]),
  ).toEqual([3, 4]);
});

test('wrapped text keeps its words whole', () => {
  expect(wrapText('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapText('incomprehensibilities', 8)).toEqual(['incomprehensibilities']);
});
