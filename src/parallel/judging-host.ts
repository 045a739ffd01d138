import { analyze } from '../analyze.js';
import type { TimelineReader } from '../capture/merge.js';
import type { Clock } from '../sink.js';
import { FindingsDesk } from './findings-desk.js';
import type { Job, News, Order, Port } from './messages.js';
import { messageOf, openJob, optionsOf } from './open-job.js';

/**
 * Reads the captures for what the rules find, and nothing else. Judging costs more than keeping: on large captures it is done
 * beside it, so that nobody waits for it to look around.
 */
export class JudgingHost {
  readonly #port: Port<News, Order>;
  readonly #job: Job;
  readonly #desk: FindingsDesk;
  #reader: TimelineReader | null = null;
  #isStopped = false;

  constructor(port: Port<News, Order>, job: Job) {
    this.#port = port;
    this.#job = job;
    this.#desk = new FindingsDesk((news) => port.post(news));
    port.onMessage(({ kind }) => {
      if (kind !== 'stop') return;
      this.#isStopped = true;
      void this.#reader?.close();
    });
  }

  async run(): Promise<void> {
    try {
      await this.#judge();
      this.#port.post({ kind: 'judged', failure: null });
    } catch (error) {
      this.#port.post({ kind: 'judged', failure: messageOf(error) });
    }
  }

  async #judge(): Promise<void> {
    const reader = await openJob(this.#job, { spool: false });
    this.#reader = reader;
    if (this.#isStopped) await reader.close();
    let clock: Clock | null = null;
    let lastNs = Number.NaN;
    const summary = await analyze(
      reader,
      {
        withoutRows: true,
        judges: true,
        begin: (started) => {
          clock = started;
        },
        connection: (view) => {
          if (!(view.endNs <= lastNs)) lastNs = view.endNs;
          this.#desk.add(view);
        },
        progress: (progress) => this.#desk.tellSoFar(progress, clock, lastNs),
      },
      optionsOf(this.#job),
    );
    this.#desk.tell(summary, clock!);
  }
}
