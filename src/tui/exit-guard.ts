/** By then a process that was told to stop has stopped. */
const STOPPED_MS = 100;

type Listener = (value: unknown) => void;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** What the guard does when the process is about to end, to stop, or to go on. */
export interface ExitDuties {
  restore(): void;
  /** Before the process is stopped (Ctrl-Z). */
  stop(): void;
  /** After it was stopped and is in the foreground again; it may come twice. */
  resume(): void;
  /** Something was thrown that nobody caught. */
  fail(error: unknown): void;
}

/**
 * Sees to it that the terminal is given back on every way out: the end of the process, signals, what nobody caught. A
 * signal goes on to whoever else listens, and otherwise does what it always does.
 */
export class ExitGuard {
  readonly #duties: ExitDuties;
  readonly #listeners: [event: string, listener: Listener][] = [];

  constructor(duties: ExitDuties) {
    this.#duties = duties;
  }

  install(): void {
    this.#listen('exit', () => this.#duties.restore());
    this.#listen('uncaughtException', (error) => this.#duties.fail(error));
    this.#listen('unhandledRejection', (error) => this.#duties.fail(error));
    this.#listen('SIGCONT', () => this.#goOn());
    process.on('SIGTSTP', this.#stop);
    for (const signal of SIGNALS) {
      this.#listen(signal, () => {
        this.#duties.restore();
        this.remove();
        if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
      });
    }
  }

  /** Stops the process as Ctrl-Z does; the shell may let it go on. */
  suspend(): void {
    this.#duties.stop();
    process.off('SIGTSTP', this.#stop);
    process.kill(process.pid, 'SIGTSTP');
    // Where no shell could let it go on, the system ignores the signal, and the screen must come back by itself.
    setTimeout(() => this.#goOn(), STOPPED_MS);
  }

  readonly #stop = (): void => this.suspend();

  #goOn(): void {
    if (!process.listeners('SIGTSTP').includes(this.#stop)) process.on('SIGTSTP', this.#stop);
    this.#duties.resume();
  }

  remove(): void {
    process.off('SIGTSTP', this.#stop);
    for (const [event, listener] of this.#listeners.splice(0)) process.off(event, listener);
  }

  #listen(event: string, listener: Listener): void {
    process.on(event, listener);
    this.#listeners.push([event, listener]);
  }
}
