import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Job, News, Order, Port, Task } from './messages.js';

/** An analysis in threads of its own. */
export interface AnalysisThreads extends Port<Order, News> {
  /** Ends them, whatever they do. */
  close(): Promise<void>;
}

/** One draws, one keeps, and nobody is left to judge meanwhile. */
const FEW_PROCESSORS = 2;

/** Room for what is short-lived in a thread: what lasts stands in columns, and three times as much, which is usual, makes nothing faster. */
const YOUNG_MEGABYTES = 16;

/**
 * Starts the analysis beside the main thread, which stays free to draw. Standard input stays with the main thread, since reading
 * from it may block: what comes is passed on. Where the job leaves judging to somebody else, a second thread does it.
 */
export function startAnalysis(job: Job, stdin: NodeJS.ReadableStream | null): AnalysisThreads {
  let tell: (news: News) => void = () => {};
  const workers: Worker[] = [];
  let isStopped = false;
  const judge = () => {
    if (job.judges || workers.length > 1) return;
    // Who stops reading wants no second look at all of it.
    if (isStopped) tell({ kind: 'judged', failure: null });
    else workers.push(startWorker({ work: 'judge', job }, null, (news) => tell(news)));
  };
  const keep = (news: News) => {
    tell(news);
    if (news.kind === 'done') judge();
  };
  workers.push(startWorker({ work: 'keep', job }, stdin, keep));
  // Where there are few processors, both would be late.
  if (availableParallelism() > FEW_PROCESSORS) judge();
  return {
    post: (order) => {
      const [keeper, judging] = workers;
      keeper!.postMessage(order);
      isStopped ||= order.kind === 'stop';
      if (order.kind === 'stop') judging?.postMessage(order);
    },
    onMessage: (listener) => {
      tell = listener;
    },
    close: async () => {
      isStopped = true;
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(task: Task, stdin: NodeJS.ReadableStream | null, tell: (news: News) => void): Worker {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: task,
    stdin: stdin !== null,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  worker.on('message', tell);
  worker.on('error', ({ message }) =>
    tell(task.work === 'keep' ? { kind: 'failed', message } : { kind: 'judged', failure: message }),
  );
  // How the input ends is told by whoever reads it.
  if (stdin !== null && worker.stdin !== null) pipeline(stdin, worker.stdin, () => {});
  return worker;
}
