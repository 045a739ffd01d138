import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const hasScript = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') ?? false;
const isBuilt = existsSync(here('../../dist/tui/run-tui.js'));

/** A command in a terminal of its own, by util-linux' script; what it writes is collected. */
class Pty {
  output = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;

  constructor(command: string) {
    this.#child = spawn('script', ['-qefc', `stty cols 100 rows 30; ${command}`, '/dev/null'], {
      env: { ...process.env, TERM: 'xterm-256color' },
    });
    this.#child.stdout.on('data', (bytes: Buffer) => {
      this.output += bytes.toString('utf8');
    });
    this.ended = new Promise((done) => this.#child.on('close', done));
  }

  type(text: string): void {
    this.#child.stdin.write(text);
  }

  async until(wanted: string | RegExp): Promise<void> {
    const deadline = Date.now() + 20_000;
    const isThere = () =>
      typeof wanted === 'string' ? this.output.includes(wanted) : wanted.test(this.output);
    while (!isThere()) {
      if (Date.now() > deadline) throw new Error(`"${wanted}" does not come: ${JSON.stringify(this.output)}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** What the terminal shows after the screen was left. */
  get after(): string {
    return this.output.slice(this.output.lastIndexOf('\x1b[?1049l'));
  }
}

const node = `exec '${process.execPath}' '${here('pty.mjs')}'`;

describe.skipIf(!hasScript || !isBuilt)('in a real terminal', () => {
  it('the screen opens, walks and ends', async () => {
    const pty = new Pty(node);
    await pty.until('What happened');
    pty.type('2jj');
    await pty.until('3/1,000');
    pty.type('\x1b[6~');
    await pty.until(/2\d\/1,000/);
    pty.type('q');
    expect(await pty.ended).toBe(0);
    expect(pty.after).toContain('ended well');
  });

  it('keys come from the terminal while something else comes by the pipe', async () => {
    const pty = new Pty(`cat /dev/zero | head -c 3000000 | '${process.execPath}' '${here('pty.mjs')}'`);
    await pty.until('What happened');
    pty.type('2j');
    await pty.until('2/1,000');
    pty.type('\x03');
    expect(await pty.ended).toBe(0);
    expect(pty.after).toContain('ended well');
  });

  it.each([
    ['throw-in-timer', 'thrown in a timer'],
    ['reject', 'rejected, and nobody cares'],
    ['throw-in-drawing', 'thrown while drawing'],
  ])('the terminal is given back after %s', async (kind, message) => {
    const pty = new Pty(`${node} ${kind}`);
    await pty.until('ended badly');
    expect(await pty.ended).toBe(1);
    expect(pty.after).toContain(message);
    expect(pty.output.match(/\x1b\[\?1049l/g)).toHaveLength(1);
  });

  it.each([
    ['TERM', 143],
    ['HUP', 129],
    ['INT', 130],
    ['QUIT', 131],
  ])(
    'the terminal is given back after SIG%s, which ends the process all the same',
    async (signal, status) => {
      const pty = new Pty(`echo pid=$$; ${node}`);
      await pty.until('What happened');
      const pid = Number(/pid=(\d+)/.exec(pty.output)![1]);
      process.kill(pid, `SIG${signal}`);
      expect(await pty.ended).toBe(status);
      expect(pty.after).toMatch(/^\x1b\[\?1049l/);
    },
  );

  it('Ctrl-Z gives the terminal back, and going on takes it again', async () => {
    const pty = new Pty(`echo pid=$$; ${node}`);
    await pty.until('What happened');
    const pid = Number(/pid=(\d+)/.exec(pty.output)![1]);
    pty.type('\x1a');
    await pty.until('\x1b[?1049l');
    process.kill(pid, 'SIGCONT');
    await pty.until(/\x1b\[\?1049l[\s\S]*\x1b\[\?1049h[\s\S]*What happened/);
    pty.type('2');
    await pty.until('1,000 connections');
    pty.type('q');
    expect(await pty.ended).toBe(0);
  });
});

describe.skipIf(!isBuilt)('without a terminal', () => {
  it('one line says so', () => {
    const { status, stdout, stderr } = spawnSync('setsid', ['-w', process.execPath, here('pty.mjs')], {
      input: '',
      encoding: 'utf8',
    });
    expect(`${status} ${stdout}${stderr}`).toMatch(
      /^1 .*\nended badly: there is no terminal|^1 ended badly: there is no terminal/,
    );
  });
});
