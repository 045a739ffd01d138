import type { ByteInput } from './byte-input.js';

/** What was captured before the interrupt may still be on its way through a pipe: tcpdump writes its last packets then. */
const GRACE_MS = 500;

/** An input that may have no end: a signal ends it, as if nothing more had come. */
export class StoppableInput implements ByteInput {
  private readonly input: ByteInput;
  private readonly signal: AbortSignal;
  private isStopped = false;
  /** Ends the read that is under way. */
  private giveUp: () => void = () => {};

  constructor(input: ByteInput, signal: AbortSignal) {
    this.input = input;
    this.signal = signal;
    signal.addEventListener('abort', this.onAbort, { once: true });
    if (signal.aborted) this.onAbort();
  }

  get bytesRead(): number {
    return this.input.bytesRead;
  }

  get bytes(): number | null {
    return this.input.bytes;
  }

  read(target: Uint8Array): Promise<number> {
    if (this.isStopped) return Promise.resolve(0);
    return new Promise((resolve, reject) => {
      this.giveUp = () => resolve(0);
      this.input.read(target).then(resolve, reject);
    });
  }

  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.onAbort);
    await this.input.close();
  }

  private readonly onAbort = (): void => {
    setTimeout(() => {
      this.isStopped = true;
      this.giveUp();
    }, GRACE_MS);
  };
}
