import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { splitRow } from '../../src/capture/exports/delimited-row.js';
import type { ConnectionRow } from '../../src/rows.js';
import { analysisOfFile } from '../support/analysis.js';
import { annotated, FIXTURE_CAPTURES, FIXTURE_EXPORTS, Scratch } from '../support/annotated.js';

const scratch = new Scratch();
afterAll(() => scratch.remove());

/** Takes away from an annotated export what was put into it, by nothing but its looks. */
const WITHOUT: readonly (readonly [name: RegExp, (text: string) => string])[] = [
  [/\.csv/, (text) => text.replace(/(?:,(?:"(?:[^"]|"")*"|[^",\n]*)){4}$/gm, '')],
  [/tabs\.txt/, (text) => text.replace(/(?:\t[^\t\n]*){4}$/gm, '')],
  [/\.psml/, (text) => text.replace(/(?:<section>[^<]*<\/section>\n){4}(?=<\/(?:packet|structure)>)/g, '')],
  [/\.pdml/, (text) => text.replace(/ {2}<proto name="synopsis"[\s\S]*?<\/proto>\n/g, '')],
  [/ek\.json/, (text) => text.replace(/,"synopsis":\{[^}]*\}/g, '')],
  [/\.json/, (text) => text.replace(/,\s*"synopsis": \{[^}]*\}/g, '')],
  [/\.txt/, (text) => text.replace(/^# \[synopsis\] .*\n/gm, '')],
];

describe('an export of the fixtures', () => {
  // Each form is there many times over.
  it.each(FIXTURE_EXPORTS.filter((_, i) => i % 3 === 0))(
    '%s keeps all that it said, and says the same of its connections',
    async (name, path) => {
      const { text, bytes } = await annotated(path);
      const plain = gunzipSync(readFileSync(path)).toString();
      const [, without] = WITHOUT.find(([pattern]) => pattern.test(name))!;
      expect(text).not.toBe(plain);
      expect(without(text)).toBe(plain);
      const again = scratch.write(name.replaceAll('/', '-'), bytes);
      const [before, after] = [await analysisOfFile(path), await analysisOfFile(again)];
      expect(after.connections).toEqual(before.connections);
      expect((await annotated(again)).text).toBe(text);
    },
  );
});

describe('a table', () => {
  const capture = FIXTURE_CAPTURES.find(([name]) => name === 'reset-by-abort')![1];

  it('gets its titles and values in its own separator, quotes and line ends', async () => {
    const { text } = await table('"No.";"Time";"Info"\r\n"1";"0";"a;b"\r\n"8";"0";"x"\r\n');
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(
      '"No.";"Time";"Info";"synopsis.connection";"synopsis.state";"synopsis.note";"synopsis.finding"',
    );
    expect(lines[1]).toBe('"1";"0";"a;b";"";"";"";""');
    expect(lines[2]).toMatch(/^"8";"0";"x";"0";"CLOSED\/CLOSED";"";"\[reset-abort\] .*"$/);
    expect(lines[3]).toBe('');
  });

  it('too thin to be analysed is joined with the capture by packet number', async () => {
    const { text } = await table('frame.number\tframe.time_epoch\n8\t1.0\n\n4\t2.0\n');
    const rows = text.split('\n').map(cellsOf);
    expect(rows[1]!.slice(2, 4)).toEqual(['0', 'CLOSED/CLOSED']);
    expect(rows[2]).toEqual(['']);
    expect(rows[3]!.slice(0, 2)).toEqual(['4', '2.0']);
  });

  it('gets its cells behind those that a short row left out', async () => {
    const { text } = await table('frame.number,frame.len,tcp.srcport,tcp.len\n1,60\n');
    expect(text.split('\n')[1]).toBe('1,60,,,,,,');
  });

  it('has no cell of ours that a spreadsheet would run', async () => {
    const ownNotes = { packets: new Map([[1, '=cmd()\n+1']]), connections: new Map() };
    const { text } = await annotated(scratch.write('formula.csv', 'frame.number,frame.len\n1,60\n'), {
      capture,
      ownNotes,
    });
    for (const cell of text.split('\n').flatMap((line) => line.split(',')))
      expect(cell).not.toMatch(/^"?[=+\-@]/);
    expect(text.split('\n').length).toBe(3);
  });

  it('of which somebody has written our cells anew gets them replaced', async () => {
    const { text } = await table(
      'No.,Time,Protocol,synopsis.connection,synopsis.state,synopsis.note,synopsis.finding\n8,"0",TCP,"7",,,"x"\n',
    );
    const row = text.split('\n')[1]!;
    expect(row.startsWith('8,0,TCP,0,CLOSED/CLOSED,,')).toBe(true);
    expect(row.match(/reset-abort/g)?.length).toBe(1);
  });

  async function table(text: string) {
    return annotated(scratch.write('table.csv', text), { capture });
  }
});

/** What tcpdump printed, by others, where it is at hand. */
const TEXTS = join(import.meta.dirname, '../../../shared/captures/corpus/tcpdump/text');
const texts = existsSync(TEXTS)
  ? readdirSync(TEXTS, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.txt'))
      .filter((_, i) => i % 4 === 0)
  : [];

describe('the text of tcpdump', () => {
  it('gets a line above each packet that there is something to say of', async () => {
    const lines = [
      '14:12:45.104701 IP 10.0.0.1.4000 > 10.0.0.2.80: Flags [S], seq 1, win 65535, length 0',
      '14:12:45.104801 IP 10.0.0.2.80 > 10.0.0.1.4000: Flags [R.], seq 0, ack 2, win 0, length 0',
    ];
    const { text } = await annotated(scratch.write('tcpdump.txt', `${lines.join('\n')}\n`));
    const [first, one, second, two] = text.split('\n');
    expect([one, two]).toEqual(lines);
    expect(first).toMatch(/^# \[synopsis\] connection 0: \[handshake-refused\] initiator: SYN_SENT/);
    expect(second).toMatch(
      /^# \[synopsis\] connection 0: \[handshake-refused\] initiator: SYN_SENT → CLOSED/,
    );
  });

  it.each(texts)('%s is the same without our lines, and says the same with them', async (file) => {
    const path = join(TEXTS, file);
    const plain = readFileSync(path);
    let made: Awaited<ReturnType<typeof annotated>>;
    try {
      made = await annotated(path);
    } catch (error) {
      // Some hold no packet at all.
      expect((error as { code?: string }).code).toBe('capture-format');
      return;
    }
    expect(made.bytes.toString('latin1').replace(/^# \[synopsis\] .*\r?\n/gm, '')).toBe(
      plain.toString('latin1'),
    );
    const again = await analysisOfFile(scratch.write('again.txt', made.bytes));
    expect(again.connections.map(gist)).toEqual((await analysisOfFile(path)).connections.map(gist));
  });
});

/** Where a line stands alone tells a reader more of how long a cut packet was: all but bytes. */
function gist({ outcome, packets, findings, endpoints }: ConnectionRow) {
  const { initiator, responder } = endpoints;
  return { outcome, packets, findings, initiator: initiator.states, responder: responder.states };
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  cells.length = splitRow(line, '\t', cells);
  return cells;
}
