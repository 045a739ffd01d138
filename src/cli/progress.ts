import { formatBytes } from '../format/bytes.js';
import { formatDuration } from '../format/duration.js';
import { progressText } from '../format/messages/en.js';
import type { Progress } from '../sink.js';

/** Short reads show nothing. */
const SILENT_MS = 500;
const REDRAW_MS = 100;
const CLEAR = '\r\x1b[K';

/** One line on a terminal that tells how far a long read is, drawn over itself and wiped at the end. */
export class ProgressLine {
  readonly #write: (text: string) => void;
  readonly #width: number;
  readonly #now: () => number;
  readonly #start: number;
  #drawnAt = 0;

  constructor(write: (text: string) => void, width: number, now = () => performance.now()) {
    this.#write = write;
    this.#width = width;
    this.#now = now;
    this.#start = now();
  }

  show(progress: Progress): void {
    const now = this.#now();
    const elapsedMs = now - this.#start;
    if (elapsedMs < SILENT_MS || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#write(CLEAR + describeProgress(progress, elapsedMs / 1000).slice(0, this.#width - 1));
  }

  clear(): void {
    if (this.#drawnAt > 0) this.#write(CLEAR);
    this.#drawnAt = 0;
  }
}

export function describeProgress({ packets, bytesRead, bytes }: Progress, elapsedSeconds: number): string {
  const perSecond = bytesRead / elapsedSeconds;
  const rate = formatBytes(Math.round(perSecond));
  if (bytes === null || bytes === 0) return progressText.unknownSize(formatBytes(bytesRead), packets, rate);
  const percent = Math.min(100, Math.floor((100 * bytesRead) / bytes));
  const left = formatDuration(Math.max(0, Math.round((bytes - bytesRead) / Math.max(1, perSecond))));
  return progressText.knownSize(percent, formatBytes(bytesRead), formatBytes(bytes), packets, rate, left);
}
