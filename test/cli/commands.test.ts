import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { main } from '../../src/cli/main.js';
import type { Analysis } from '../../src/cli/session.js';
import type { Surroundings } from '../../src/cli/surroundings.js';
import { TraceError } from '../../src/errors.js';
import { overview } from '../../src/format/messages/en.js';
import { ClosedPipe } from '../../src/output/text-output.js';
import { fakeAnalysis, fakeSurroundings } from '../support/fake-analysis.js';
import { at, connectionRow, packetRow, summaryOf } from '../support/rows.js';

const connections = [
  connectionRow({ connection: 0 }),
  connectionRow({
    connection: 1,
    outcome: 'reset',
    startTime: at(10),
    endTime: at(12),
    firstPacket: 7,
    lastPacket: 9,
  }),
];
const packets = [
  packetRow({ packet: 1, connection: 0 }),
  packetRow({ packet: 7, connection: 1, time: at(10) }),
  packetRow({ packet: 9, connection: 1, time: at(12), flags: 'RST' }),
];

async function run(
  args: string[],
  surroundings: Partial<Surroundings> = {},
  analysis: Analysis = fakeAnalysis(connections, packets),
) {
  const around = fakeSurroundings(surroundings);
  const code = await main(args, around, analysis);
  return { code, out: around.stdout.text, errors: around.errors, lines: around.stdout.lines };
}

describe('help', () => {
  test('the overview fits 80 columns and names every command and option', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toBe(overview);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    for (const command of COMMANDS) expect(out).toContain(command);
    for (const command of COMMANDS.filter((name) => name !== 'completion')) {
      const { out: help } = await run([command, '--help']);
      for (const option of help.match(/--[a-z-]+/g) ?? []) {
        if (option !== '--help') expect(out, `${command} ${option}`).toContain(option);
      }
    }
  });

  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await run(['--version'])).out).toBe(`${version}\n`);
  });

  test('the completion script names the command', async () => {
    expect((await run(['completion'])).out).toContain('synopsis --get-yargs-completions');
  });
});

describe('choosing what is read', () => {
  test('without a command there is the report', async () => {
    const { out, code } = await run(['x.pcap']);
    expect(code).toBe(0);
    expect(out).toContain('How connections began');
  });

  test('without a capture a pipe is read', async () => {
    let read: readonly string[] = [];
    const analysis: Analysis = async (captures, sink, options, input) => {
      read = captures;
      return fakeAnalysis(connections)(captures, sink, options, input);
    };
    expect((await run(['connections'], { stdinIsTty: false }, analysis)).code).toBe(0);
    expect(read).toEqual(['-']);
  });

  test('without a capture and a pipe there is a hint', async () => {
    const { code, errors, out } = await run(['report']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(errors).toBe(
      'synopsis: no capture is given: name a file, or pipe one in\nTry: synopsis report --help\n',
    );
  });

  test('a name that looks like a number is a file', async () => {
    const analysis: Analysis = async (captures) => {
      expect(captures).toEqual(['007', '1e3']);
      return summaryOf();
    };
    expect((await run(['connections', '007', '1e3'], {}, analysis)).code).toBe(0);
  });

  test('standard input is read once only', async () => {
    expect((await run(['report', '-', '-'])).code).toBe(2);
  });
});

describe('choosing what is shown', () => {
  test('a filter chooses connections', async () => {
    expect((await run(['connections', 'x', '--filter', 'reset'])).lines).toHaveLength(2);
  });

  test('--from and --to choose connections alive then', async () => {
    expect((await run(['connections', 'x', '--from', '+11s'])).lines[1]).toMatch(/^1 /);
    expect((await run(['connections', 'x', '--to', '#6'])).lines).toHaveLength(2);
  });

  test('packets by what is final only at the end are chosen in two passes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'synopsis-cli-'));
    const file = join(folder, 'x.pcap');
    writeFileSync(file, '');
    let passes = 0;
    const analysis: Analysis = (captures, sink, options, input) => {
      passes++;
      return fakeAnalysis(connections, packets)(captures, sink, options, input);
    };
    const { lines } = await run(['packets', file, '--filter', 'reset', '-f', 'ndjson'], {}, analysis);
    rmSync(folder, { recursive: true });
    expect(passes).toBe(2);
    expect(lines.map((line) => JSON.parse(line).packet)).toEqual([7, 9]);
  });

  test('standard input cannot be read twice, and that is said', async () => {
    const { code, errors } = await run(['packets', '-', '--filter', 'reset']);
    expect(code).toBe(2);
    expect(errors).toContain('must be read twice');
    expect((await run(['packets', '-', '--filter', ':443'])).code).toBe(0);
  });

  test('a connection by its number, as a ladder and as json', async () => {
    const { out } = await run(['connection', 'x', '1']);
    expect(out).toContain('Connection 1: reset');
    expect(out).toContain('RST');
    const { out: json } = await run(['connection', 'x', '#1', '-f', 'json']);
    expect(JSON.parse(json)).toMatchObject({
      connection: { connection: 1 },
      packets: [{ packet: 7 }, { packet: 9 }],
    });
  });

  test.each([
    ['svg', /^<svg xmlns[\s\S]*<\/svg>\n$/],
    ['markdown', /^# Connection 1: [\s\S]*\n```\n[\s\S]*`tcp\.stream == 1`\n$/],
    ['mermaid', /^---\ntitle: [\s\S]*sequenceDiagram\n/],
    ['packetdrill', /^\/\/ Connection 1 of x, for the kernel of the initiator/],
  ])('one connection as %s', async (format, form) => {
    const { out } = await run(['connection', 'x', '1', '-f', format]);
    expect(out).toMatch(form);
  });

  test('a connection that is not there says which are', async () => {
    const { code, errors, out } = await run(['connection', 'x', '17']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(errors).toContain('there is no connection 17: the capture holds 2 connections, 0 to 1');
  });

  test('report as json has connections, captures, totals and flags', async () => {
    const report = JSON.parse((await run(['report', 'x', '-f', 'json'])).out);
    expect(Object.keys(report)).toEqual([
      'schema',
      'connections',
      'captures',
      'totals',
      'flags',
      'incidents',
      'findings',
      'hosts',
      'services',
      'limitsReached',
    ]);
    expect(report.connections).toHaveLength(2);
  });

  test('columns and sorting belong to tables', async () => {
    expect(
      (await run(['connections', 'x', '--columns', 'connection,outcome', '--sort', 'outcome'])).lines,
    ).toEqual(['# outcome', '0 open', '1 reset']);
    expect((await run(['connections', 'x', '-f', 'csv', '--columns', 'outcome'])).out).toBe(
      'outcome\nopen\nreset\n',
    );
    expect((await run(['connections', 'x', '-f', 'csv', '--columns', 'connection', '--reverse'])).out).toBe(
      'connection\n1\n0\n',
    );
    for (const option of [['--sort', 'bytes'], ['--reverse']])
      expect((await run(['connections', 'x', '-f', 'ndjson', ...option])).code).toBe(2);
  });
});

describe('failures', () => {
  test.each([
    [['report', 'x', '--bogus'], /Unknown argument: bogus/],
    [['report', 'x', '-f', 'xml'], /Invalid values/],
    [['report', 'x', '--filter'], /Not enough arguments/],
    [['connection', 'x'], /one capture and one number/],
    [['connection', 'x', 'first'], /not a connection number/],
    [['connections', 'x', '--limit', '-1'], /whole number/],
    [['connections', 'x', '--limit', 'some'], /whole number/],
    [['connections', 'x', '--sort', 'weight'], /unknown.*Known: connection/],
    [['connections', 'x', '--columns', 'connection,weight'], /"weight" is unknown/],
    [['connections', 'x', '--from', 'noon'], /--from: "noon" is not a time/],
    [['connections', 'x', '--time-zone', 'Mars'], /--time-zone/],
    [['connections', 'x', '--time-wait', '-3'], /number of seconds/],
  ])('%j is bad usage', async (args, message) => {
    const { code, errors, out } = await run(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(errors).toMatch(message);
    expect(errors.split('\n')).toHaveLength(3);
  });

  test('a filter that cannot be understood is shown with the place', async () => {
    const { code, errors } = await run(['connections', 'x', '--filter', 'hots == 1']);
    expect(code).toBe(2);
    expect(errors).toMatch(/did you mean "host"\?.*\n {2}hots == 1\n {2}\^\n$/);
  });

  test('an input that cannot be read gives one line and code 3', async () => {
    const { code, errors } = await run(['report', 'x'], {}, async () => {
      throw new TraceError('capture-format', 'x: not a capture');
    });
    expect([code, errors]).toEqual([3, 'synopsis: x: not a capture\n']);
  });

  test('our own mistake gives no stack trace, unless asked for', async () => {
    const broken: Analysis = async () => {
      throw new TypeError('oops');
    };
    const { code, errors } = await run(['report', 'x'], {}, broken);
    expect(code).toBe(70);
    expect(errors).toMatch(/^synopsis: internal error: oops\n/);
    expect(errors).not.toMatch(/^\s+at /m);
    expect((await run(['report', 'x'], { environment: { SYNOPSIS_DEBUG: '1' } }, broken)).errors).toMatch(
      /^\s+at /m,
    );
  });

  const allocationFailure = (): unknown => {
    try {
      return new ArrayBuffer(2 ** 52);
    } catch (error) {
      return error;
    }
  };

  test('memory that the system does not give is no mistake of ours, and the line says what to do', async () => {
    const { code, errors } = await run(['report', 'x'], {}, async () => {
      throw allocationFailure();
    });
    expect(code).toBe(71);
    expect(errors).toMatch(/^synopsis: the system has no more memory for this\. .*--from and --to\n$/);
  });

  test('a reader that goes away ends the command quietly', async () => {
    const { code, errors } = await run(['report', 'x'], {}, async () => {
      throw new ClosedPipe();
    });
    expect([code, errors]).toEqual([0, '']);
  });

  test('messages cannot drive the terminal', async () => {
    const { errors } = await run(['report', 'x', '--filter', 'a\u001b[2J b']);
    expect(errors).not.toContain('\u001b');
  });
});

describe('warnings, progress and colour', () => {
  const damaged = summaryOf();
  damaged.captures[0]!.warnings = ['cut at byte 17'];
  const analysis: Analysis = async (captures, sink, options, input) => {
    sink.progress?.({ packets: 1, bytesRead: 1, bytes: 2 });
    return fakeAnalysis(connections, packets, damaged)(captures, sink, options, input);
  };

  test('warnings go to standard error, one line each', async () => {
    const { code, errors } = await run(['connections', 'x'], {}, analysis);
    expect([code, errors]).toEqual([0, 'synopsis: warning: incident.pcapng: cut at byte 17\n']);
  });

  test('--quiet keeps them away', async () => {
    expect((await run(['connections', 'x', '--quiet'], {}, analysis)).errors).toBe('');
  });

  test('short reads show no progress', async () => {
    expect((await run(['connections', 'x', '-q'], { stderrIsTty: true }, analysis)).errors).toBe('');
  });

  const coloured = async (args: string[], surroundings: Partial<Surroundings>) =>
    (await run(['connections', 'x', ...args], surroundings)).out.includes('\u001b[');

  test('colour is for terminals', async () => {
    expect(await coloured([], { stdoutIsTty: true })).toBe(true);
    expect(await coloured([], {})).toBe(false);
    expect(await coloured([], { stdoutIsTty: true, environment: { NO_COLOR: '1' } })).toBe(false);
    expect(await coloured([], { stdoutIsTty: true, environment: { TERM: 'dumb' } })).toBe(false);
    expect(await coloured(['--no-color'], { stdoutIsTty: true })).toBe(false);
    expect(await coloured(['--color'], { environment: { NO_COLOR: '1' } })).toBe(true);
  });

  test('--ascii prints nothing else', async () => {
    const { out } = await run(['connection', 'x', '1', '--ascii']);
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
    expect((await run(['report', 'x', '--ascii', '--limit', '1'])).out).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('writing to a file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'synopsis-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('-o writes the result there and nothing to standard output', async () => {
    const path = join(folder, 'x.csv');
    const { out, code } = await run(['connections', 'x', '-f', 'csv', '--columns', 'outcome', '-o', path]);
    expect([code, out]).toEqual([0, '']);
    expect(readFileSync(path, 'utf8')).toBe('outcome\nopen\nreset\n');
  });

  test('an existing file is refused before anything is read', async () => {
    const path = join(folder, 'x.csv');
    writeFileSync(path, 'old');
    const never: Analysis = async () => expect.unreachable();
    expect((await run(['connections', 'x', '-o', path], {}, never)).code).toBe(2);
    expect((await run(['connections', 'x', '-o', path, '--force'])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).not.toBe('old');
  });

  test('after a failure no file is there', async () => {
    const path = join(folder, 'x.csv');
    for (const error of [new TraceError('capture-format', 'bad'), new Error('oops')]) {
      await run(['connections', 'x', '-o', path], {}, async () => {
        throw error;
      });
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
