import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ANNOTATION_NAMES } from '../../src/annotate/row-annotations.js';
import { main } from '../../src/cli/main.js';
import { csvLine } from '../../src/report/connection-csv.js';
import type { ServiceRow, StatePeak } from '../../src/rows.js';
import { CSV_FORMATS, type CsvColumn, type CsvFormat } from '../../src/schema/csv.js';
import { FORMATS, formatDocument } from '../../src/schema/formats.js';
import type { Json } from '../../src/schema/schema.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

/**
 * FORMATS.md: its prose is written by hand, its tables are the code's. `npx vitest run test/schema -u` writes them anew.
 */

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'FORMATS.md'), 'utf8');

describe('FORMATS.md', () => {
  it('lists every format, and every column with the description of its field', async () => {
    const withFormats = page.replace(/^\| schema \|.*\n\|[-|]+\n(?:\|.*\n)*/m, formatTable());
    const withColumns = withFormats.replace(
      /^(### `(.*)`\n\n(?:[^#|].*\n|\n)*)\| column \|.*\n\|[-|]+\n(?:\|.*\n)*/gm,
      (_, title: string, command: string) =>
        title + columnTable(CSV_FORMATS.find((format) => format.command === command)!),
    );
    await expect(withColumns).toMatchFileSnapshot('../../FORMATS.md');
  });

  it('has a section for each table', () => {
    const sections = [...page.matchAll(/^### `(.* -f csv)`$/gm)].map(([, command]) => command);
    expect(sections).toEqual(CSV_FORMATS.map(({ command }) => command));
    expect(page).not.toMatch(/\| {2}\|$/m);
  });

  it('names what annotated exports get, in its order', () => {
    expect([...page.matchAll(/^\| `(synopsis\.\w+)` /gm)].map(([, name]) => name)).toEqual(ANNOTATION_NAMES);
  });
});

describe('a table', () => {
  const incident = join(root, 'fixtures/incident/capture.pcapng');
  const commands: Readonly<Record<string, readonly string[]>> = {
    connections: ['connections', incident],
    hosts: ['hosts', incident],
    packets: ['packets', join(root, 'fixtures/every-icmp-error/capture.pcap')],
    netstat: ['netstat', incident, '--at', '#150'],
    'netstat-peaks': ['netstat', incident],
  };

  it.each(CSV_FORMATS)('of $name holds the fields that it says', async ({ name, columns }) => {
    const csv = (await printed([...commands[name]!, '-f', 'csv'])).trimEnd().split('\n');
    const lines = (await printed([...commands[name]!, '-f', 'ndjson'])).trimEnd().split('\n');
    expect(csv[0]).toBe(Object.keys(columns).join(','));
    expect(lines.length).toBeGreaterThan(1);
    const expected = lines.map((line) =>
      csvLine(Object.values(columns).map((column) => cellOf(JSON.parse(line), column))).trimEnd(),
    );
    expect(csv.slice(1)).toEqual(expected);
  });
});

async function printed(args: string[]): Promise<string> {
  const around = fakeSurroundings({});
  expect(await main(args, around), around.errors).toBe(0);
  return around.stdout.text;
}

function cellOf(row: unknown, column: CsvColumn): string | number | boolean | null {
  const field = typeof column === 'string' ? column : column.field;
  const value = field
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null)?.[key] ?? null, row);
  if (typeof column === 'string') return value as string | number | null;
  switch (column.as) {
    case 'or-none':
      return field.startsWith('begun.') && !('begun' in (row as object))
        ? null
        : ((value as number | null) ?? 0);
    case 'peak':
      return (value as StatePeak[]).find(({ state }) => state === column.state)?.peak ?? 0;
    case 'count':
      return (value as string[]).length;
    case 'first':
      return (value as string[])[0] ?? null;
    default:
      // Of a service, whether it listens.
      return value === null ? (row as ServiceRow).isListening : (value as string[]).join(' ');
  }
}

function formatTable(): string {
  const rows = FORMATS.map((format) => {
    const description = describedBy(formatDocument(format), [], formatDocument(format));
    return `| \`${format.name}\` | \`${cell(format.command)}\` | ${cell(description)} |\n`;
  });
  return `| schema | what prints it | what it is |\n|---|---|---|\n${rows.join('')}`;
}

const KINDS = {
  words: ', with spaces between',
  count: ', how many',
  first: ', the first',
  'or-none': ', 0 where it is left out',
};

function columnTable({ columns, rows }: CsvFormat): string {
  const document = formatDocument(FORMATS.find(({ name }) => name === rows)!);
  const lines = Object.entries(columns).map(([name, column]) => {
    const field = typeof column === 'string' ? column : column.field;
    const kind =
      typeof column === 'string'
        ? ''
        : column.as === 'peak'
          ? `, \`peak\` of ${column.state}`
          : KINDS[column.as];
    return `| \`${name}\` | \`${field}\`${kind} | ${cell(meaningOf(field.split('.'), document))} |\n`;
  });
  return `| column | JSON | meaning |\n|---|---|---|\n${lines.join('')}`;
}

/** What a field of a row means; one of an object in the row, with what that is. Both ends of a connection need no such word. */
function meaningOf(path: readonly string[], document: Json): string {
  const own = describedBy(document, path, document);
  return path.length === 2 ? `${describedBy(document, path.slice(0, 1), document)} ${own}` : own;
}

/** The description of a field, of the nearest place that has one; "" where there is no such field. */
function describedBy(schema: Json, path: readonly string[], document: Json): string {
  const { $ref, anyOf, properties, description } = schema as Record<string, never>;
  if (path.length === 0 && description !== undefined) return description;
  if ($ref !== undefined) {
    const definitions = document['$defs'] as Record<string, Json>;
    return describedBy(definitions[($ref as string).replace('#/$defs/', '')]!, path, document);
  }
  // Of a host or a service, whichever has it.
  for (const branch of (anyOf ?? []) as Json[]) {
    const described = describedBy(branch, path, document);
    if (described !== '') return described;
  }
  const inner = (properties as Record<string, Json> | undefined)?.[path[0] ?? ''];
  return inner === undefined ? '' : describedBy(inner, path.slice(1), document);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
