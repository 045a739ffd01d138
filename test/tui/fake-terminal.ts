import { EventEmitter } from 'node:events';
import headless from '@xterm/headless';
import { TimeZone } from '../../src/format/time.js';
import type { TuiModel } from '../../src/tui/model.js';
import { runTui, type TuiOptions } from '../../src/tui/run-tui.js';
import type { TerminalDevice } from '../../src/tui/terminal-session.js';

/** A terminal without a window: what is written to it becomes cells. */
export class FakeTerminal implements TerminalDevice {
  readonly keyboard = new FakeKeyboard();
  readonly emulator: InstanceType<typeof headless.Terminal>;
  written = '';
  isClosed = false;
  readonly #resizes = new Set<() => void>();

  constructor(columns: number, rows: number) {
    this.emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 });
  }

  get columns(): number {
    return this.emulator.cols;
  }

  get rows(): number {
    return this.emulator.rows;
  }

  write(text: string): boolean {
    this.written += text;
    this.emulator.write(text);
    return true;
  }

  writeNow(text: string): void {
    this.write(text);
  }

  onDrain(): void {}

  onResize(listener: () => void): () => void {
    this.#resizes.add(listener);
    return () => this.#resizes.delete(listener);
  }

  close(): void {
    this.isClosed = true;
  }

  resize(columns: number, rows: number): void {
    this.emulator.resize(columns, rows);
    for (const listener of this.#resizes) listener();
  }

  /** The rows that are visible, without spaces at their ends. */
  async screen(): Promise<string[]> {
    await new Promise<void>((done) => this.emulator.write('', done));
    const { active } = this.emulator.buffer;
    return Array.from({ length: this.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  /** Resolves once the screen shows the text: polls, for frames come when they come. */
  async until(wanted: string | RegExp): Promise<string[]> {
    const deadline = Date.now() + 5000;
    for (;;) {
      const screen = await this.screen();
      const text = screen.join('\n');
      if (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) return screen;
      if (Date.now() > deadline) throw new Error(`"${wanted}" does not show up in:\n${text}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }
}

/** A keyboard that types what it is told to. */
class FakeKeyboard extends EventEmitter {
  isRaw = false;

  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }

  resume(): void {}

  pause(): void {}

  type(text: string): void {
    this.emit('data', Buffer.from(text));
  }
}

export interface Running {
  readonly terminal: FakeTerminal;
  readonly ended: Promise<void>;
  type(text: string): void;
}

/** The real screen on a terminal without a window. */
export function startTui(
  model: TuiModel,
  size: { columns: number; rows: number },
  options: Partial<TuiOptions> = {},
): Running {
  const terminal = new FakeTerminal(size.columns, size.rows);
  const ended = runTui(model, terminal, {
    zone: new TimeZone('UTC'),
    ascii: false,
    color: true,
    filter: '',
    ...options,
  });
  return { terminal, ended, type: (text) => terminal.keyboard.type(text) };
}
