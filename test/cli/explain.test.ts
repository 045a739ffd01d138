import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completedWords } from '../../src/cli/commands/explain.js';
import { main } from '../../src/cli/main.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

async function run(...args: string[]) {
  const around = fakeSurroundings();
  const code = await main(['explain', ...args], around);
  return { code, out: around.stdout.text, errors: around.errors };
}

describe('synopsis explain', () => {
  test('tells of a word, in several parts too', async () => {
    expect((await run('close-wait')).out).toMatch(/^CLOSE_WAIT\nTCP state: the peer has closed/);
    expect((await run('path', 'mtu')).out).toMatch(/^path MTU\n/);
    expect((await run('completeness', '37')).out).toContain('1 + 4 + 32 = 37');
    expect((await run('[S.]')).out).toMatch(/^SYN,ACK\n/);
    expect((await run('-104')).out).toMatch(/^ECONNRESET/);
    expect((await run('104')).out).toMatch(/^ECONNRESET \(104\): Connection reset by peer\n/);
  });

  test('lists all words, or those of a group', async () => {
    expect((await run()).out).toContain('\nFindings\n  handshake-refused');
    expect((await run('outcomes')).out).toContain('closed             both sides closed');
    expect(JSON.parse((await run('-f', 'json')).out).words.length).toBeGreaterThan(300);
    expect(JSON.parse((await run('states', '-f', 'json')).out).words).toHaveLength(12);
  });

  test('suggests what may have been meant', async () => {
    const { code, out, errors } = await run('CLOSE_WIAT');
    expect([code, out]).toEqual([2, '']);
    expect(errors).toContain('did you mean "CLOSE_WAIT"?');
    expect((await run('retransmision')).errors).toContain('did you mean "retransmission"?');
    expect((await run('xyzzyxyzzy')).errors).not.toContain('did you mean');
    expect((await run('x'.repeat(100_000))).code).toBe(2);
  });

  test('prints Markdown and JSON', async () => {
    expect((await run('RST', '-f', 'markdown')).out).toMatch(/^## RST \(reset\)\n/);
    expect(JSON.parse((await run('RST', '-f', 'json')).out).pages[0].word).toBe('RST');
    expect((await run('RST', '-f', 'csv')).code).toBe(2);
  });

  test('writes into a file, and replaces none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'synopsis-explain-'));
    const path = join(folder, 'x.md');
    expect((await run('RST', '-f', 'markdown', '-o', path)).out).toBe('');
    expect(readFileSync(path, 'utf8')).toMatch(/^## RST/);
    expect((await run('RST', '-o', path)).code).toBe(2);
    rmSync(folder, { recursive: true });
  });

  test('needs no capture, and no option about one', async () => {
    expect((await run('RST', '--from', '+1s')).code).toBe(2);
  });

  test('a word cannot drive the terminal', async () => {
    expect((await run('a\u001b[2J')).errors).not.toContain('\u001b');
  });
});

test('the shell completes words as they are typed', () => {
  expect(completedWords('CLOSE')).toEqual(['CLOSE_WAIT', 'CLOSED']);
  expect(completedWords('close_')).toEqual(['close_wait']);
  expect(completedWords('')).toContain('ECONNRESET');
  expect(completedWords('#')).toEqual([]);
});
