import { Writable } from 'node:stream';

/** The part of a terminal's output that frames are painted on. */
export interface PaintSurface {
  readonly columns: number;
  readonly rows: number;
  /** False when the terminal is slow: `onDrain` tells when it takes more. */
  write(text: string): boolean;
  onDrain(listener: () => void): void;
}

const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';

/**
 * Takes the whole frames that Ink composes and writes only the lines that differ from what stands on the screen, between the marks of
 * synchronized output. Ink's own writer clears the screen or counts lines wrongly at full height. A slow terminal gets the
 * newest frame only: none queues up.
 */
export class FramePainter extends Writable {
  readonly isTTY = true;
  readonly #surface: PaintSurface;
  readonly #finish: (line: string) => string;
  /** What stands on the screen; null where that is not known. */
  #shown: string[] | null = null;
  #waiting: string | null = null;
  #isBlocked = false;
  #isPaused = false;

  /** @param finish makes the row of what Ink placed */
  constructor(surface: PaintSurface, finish: (line: string) => string) {
    super({ decodeStrings: false });
    this.#surface = surface;
    this.#finish = finish;
  }

  get columns(): number {
    return this.#surface.columns;
  }

  get rows(): number {
    return this.#surface.rows;
  }

  /** The terminal has another size, or something else wrote on it: the next frame is painted whole. */
  forget(): void {
    this.#shown = null;
  }

  /** Nothing is painted until `resume`: the screen belongs to somebody else. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Paints the last frame anew. */
  resume(): void {
    this.#isPaused = false;
    this.forget();
    if (this.#waiting !== null) this.#paint(this.#waiting);
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const frame = String(chunk);
    // Ink shows the cursor and writes an empty frame when it ends; both are the terminal session's business.
    if (frame !== '' && frame !== '\n' && !frame.startsWith('\x1b[?25')) this.#paint(frame);
    done();
  }

  #paint(frame: string): void {
    this.#waiting = frame;
    if (this.#isBlocked || this.#isPaused) return;
    const { rows } = this.#surface;
    const next = frame.split('\n').slice(0, rows).map(this.#finish);
    const changes = changedLines(this.#shown, next, rows);
    this.#shown = next;
    if (changes === '' || this.#surface.write(BEGIN + changes + END)) return;
    this.#isBlocked = true;
    this.#surface.onDrain(() => {
      this.#isBlocked = false;
      if (this.#waiting !== null) this.#paint(this.#waiting);
    });
  }
}

/** What turns the lines that are shown into the next ones; everything, where it is not known what is shown. */
export function changedLines(shown: readonly string[] | null, next: readonly string[], rows: number): string {
  let changes = shown === null ? '\x1b[0m\x1b[2J' : '';
  for (let i = 0; i < rows; i++) {
    const line = next[i] ?? '';
    if (line === (shown === null ? '' : (shown[i] ?? ''))) continue;
    // Erased first: after a line of full width the cursor still stands on its last cell, which would be erased.
    changes += `\x1b[${i + 1};1H\x1b[K${line}\x1b[0m`;
  }
  return changes;
}
