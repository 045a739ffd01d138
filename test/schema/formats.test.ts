import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { printOwnNotes } from '../../src/annotate/own-notes.js';
import { main } from '../../src/cli/main.js';
import { ANALYSIS_WORDS } from '../../src/labels/analysis-words.js';
import * as rows from '../../src/rows.js';
import { FORMATS, formatDocument } from '../../src/schema/formats.js';
import type { Json } from '../../src/schema/schema.js';
import { NOTE_NAMES } from '../../src/tcp/notes.js';
import { RESET_TEST_NAMES } from '../../src/tcp/reset-cause.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

/**
 * What the commands print is what the schemas say: every command on every fixture, by a validator that knows nothing of this
 * project. Fields come in the order in which a schema lists them.
 */

const root = join(import.meta.dirname, '../..');
const fixtures = readdirSync(join(root, 'fixtures')).map((name) => {
  const folder = join(root, 'fixtures', name);
  return { name, path: join(folder, readdirSync(folder).find((file) => file.startsWith('capture.'))!) };
});
/** Rows of packets are many and alike. */
const PACKETS = '200';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const documents = new Map(FORMATS.map((format) => [format.name, formatDocument(format)]));
const validators = new Map<string, ValidateFunction>(
  [...documents].map(([name, schema]) => [name, ajv.compile(schema)]),
);

async function printed(args: string[]): Promise<string> {
  const around = fakeSurroundings({});
  const code = await main(args, around);
  expect(code, around.errors).toBe(0);
  return around.stdout.text;
}

function expectValid(name: string, value: unknown): void {
  const validate = validators.get(name)!;
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  const schema = documents.get(name)!;
  expect(misplaced(schema, value, schema)).toEqual([]);
}

async function expectDocument(name: string, args: string[]): Promise<void> {
  expectValid(name, JSON.parse(await printed(args)));
}

async function expectLines(name: string, args: string[]): Promise<number> {
  const lines = (await printed(args)).split('\n').filter(Boolean);
  for (const line of lines) expectValid(name, JSON.parse(line));
  return lines.length;
}

/** Paths of objects whose fields stand in another order than the schema's. */
function misplaced(schema: Json, value: unknown, document: Json, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref, anyOf, properties, items, additionalProperties } = schema as Record<string, never>;
  if ($ref !== undefined) {
    const name = ($ref as string).replace('#/$defs/', '');
    return misplaced((document['$defs'] as Record<string, Json>)[name]!, value, document, path);
  }
  if (anyOf !== undefined) {
    const tries = (anyOf as Json[]).map((branch) => misplaced(branch, value, document, path));
    return tries.find((found) => found.length === 0) ?? tries[0]!;
  }
  if (Array.isArray(value))
    return value.flatMap((item, i) => misplaced(items as Json, item, document, `${path}/${i}`));
  if (properties === undefined)
    return typeof additionalProperties !== 'object'
      ? [`${path}: no schema`]
      : Object.entries(value).flatMap(([key, inner]) =>
          misplaced(additionalProperties as Json, inner, document, `${path}/${key}`),
        );
  const known = Object.keys(properties);
  const places = Object.keys(value).map((key) => known.indexOf(key));
  const isInOrder = places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!));
  const inner = Object.entries(value).flatMap(([key, field]) =>
    misplaced((properties as Record<string, Json>)[key] ?? {}, field, document, `${path}/${key}`),
  );
  return isInOrder ? inner : [`${path}: ${Object.keys(value).join(', ')}`, ...inner];
}

describe.each(fixtures)('$name', ({ path }) => {
  it('is reported as the schemas say', async () => {
    await expectDocument('report', ['report', path, '-f', 'json']);
    await expectLines('packet-row', ['packets', path, '-f', 'ndjson', '--limit', PACKETS]);
    await expectDocument('netstat', ['netstat', path, '--at', '#2', '-f', 'json']);
    await expectDocument('netstat-peaks', ['netstat', path, '-f', 'json']);
  });
});

describe('a capture with many things in it', () => {
  const path = join(root, 'fixtures/incident/capture.pcapng');

  it('is told the same in the other formats', async () => {
    await expectDocument('connections', ['connections', path, '-f', 'json']);
    await expectDocument('connection', ['connection', path, '15', '-f', 'json']);
    expect(await expectLines('connection-row', ['connections', path, '-f', 'ndjson'])).toBe(20);
    expect(
      await expectLines('socket-row', ['netstat', path, '--every', '4s', '-f', 'ndjson']),
    ).toBeGreaterThan(20);
    await expectDocument('hosts', ['hosts', path, '-f', 'json']);
    expect(await expectLines('host-row', ['hosts', path, '-f', 'ndjson'])).toBe(5);
    expect(await expectLines('peak-row', ['netstat', path, '-f', 'ndjson'])).toBeGreaterThan(5);
    await expectDocument('hosts', ['hosts', path, '-f', 'json']);
    expect(await expectLines('host-row', ['hosts', path, '-f', 'ndjson'])).toBeGreaterThan(4);
    const line = '2026-11-20T15:15:16Z connect to 10.9.0.2:7009: Connection refused';
    expect(await expectLines('match-row', ['find', path, line, '-f', 'ndjson'])).toBeGreaterThan(0);
  });

  it('may be text without dates', async () => {
    const lines = [
      '10:00:00.000001 IP client.40000 > server.http: Flags [S], seq 1, win 100, length 0',
      '10:00:00.000002 IP server.http > client.40000: Flags [R.], seq 0, ack 2, win 0, length 0',
    ];
    const folder = mkdtempSync(join(tmpdir(), 'synopsis-schema-'));
    try {
      writeFileSync(join(folder, 'capture.txt'), `${lines.join('\n')}\n`);
      await expectDocument('report', ['report', join(folder, 'capture.txt'), '-f', 'json']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('explanations and notes', () => {
  it.each(['CLOSE_WAIT', 'SYN,ACK', '104', 'ShADadFf', 'reset', 'retransmission', 'completeness 37'])(
    'of %s are as the schema says',
    (word) => expectDocument('explain', ['explain', word, '-f', 'json']),
  );

  it('are listed as the schema says', () => expectDocument('explain-list', ['explain', '-f', 'json']));

  it('of a person are as the schema says', () => {
    const notes = { packets: new Map([[3, 'here']]), connections: new Map([[0, 'that one']]) };
    expectValid('own-notes', JSON.parse(printOwnNotes(notes)));
  });
});

describe('a schema', () => {
  it('refuses what no command prints', () => {
    const validate = validators.get('match-row')!;
    expect(validate({ score: 2 })).toBe(false);
    const validReport = validators.get('report')!;
    expect(validReport({ schema: 'synopsis/report/2' })).toBe(false);
  });

  it.each(FORMATS)('tells what $name is and what each of its fields means', ({ name }) => {
    const bare: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [field, inner] of Object.entries((value as Json)['properties'] ?? {})) {
        const told = inner as Json;
        if (told['description'] === undefined && told['$ref'] === undefined) bare.push(`${path}.${field}`);
      }
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}/${key}`);
    };
    walk(documents.get(name), name);
    expect(bare).toEqual([]);
  });

  it('names every list of words that rows are made of, whole and in its order', () => {
    const enums = new Set<string>();
    const fields = new Set<string>();
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      const { enum: all, properties } = value as { enum?: unknown[]; properties?: Json };
      if (Array.isArray(all)) enums.add(all.filter((word) => word !== null).join(' '));
      for (const field of Object.keys(properties ?? {})) fields.add(field);
      Object.values(value).forEach(walk);
    };
    for (const document of documents.values()) walk(document);

    const lists = Object.entries(rows).filter(
      ([name]) => !['ERRNOS', 'CONNECTION_FINDING_CODES', 'TIME_CAUSES'].includes(name),
    );
    expect(lists.filter(([, words]) => !enums.has(words.join(' '))).map(([name]) => name)).toEqual([]);
    for (const more of [
      ANALYSIS_WORDS,
      RESET_TEST_NAMES,
      [...NOTE_NAMES, 'late'],
      rows.ERRNOS,
      ['ok', 'EOF', ...rows.ERRNOS],
    ])
      expect(enums).toContain(more.join(' '));

    const source = readFileSync(join(root, 'src/rows.ts'), 'utf8');
    const named = [...source.matchAll(/^ {2,}(\w+)\??: /gm)].map(([, field]) => field!);
    expect(named.length).toBeGreaterThan(150);
    expect([...named, ...rows.TIME_CAUSES].filter((field) => !fields.has(field))).toEqual([]);
  });

  it.skipIf(!existsSync(join(root, 'dist/schema/report.json')))('ships as the code has it', () => {
    for (const [name, schema] of documents) {
      const path = createRequire(import.meta.url).resolve(`tcp-synopsis/schema/${name}.json`);
      const shipped = JSON.parse(readFileSync(path, 'utf8'));
      expect(shipped).toEqual(JSON.parse(JSON.stringify(schema)));
    }
  });
});
