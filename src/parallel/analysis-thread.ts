import { pipeline } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Job, News, Order, Port, Task } from './messages.js';

/** An analysis in threads of its own. */
export interface AnalysisThreads extends Port<Order, News> {
  /** Ends them, whatever they do. */
  close(): Promise<void>;
}

/**
 * Starts the analysis beside the main thread, which stays free to draw. Standard input stays with the main thread, since reading
 * from it may block: what comes is passed on. Where the job leaves judging to somebody else, a second thread does it.
 */
export function startAnalysis(job: Job, stdin: NodeJS.ReadableStream | null): AnalysisThreads {
  let tell: (news: News) => void = () => {};
  const workers = [startWorker({ work: 'keep', job }, stdin, (news) => tell(news))];
  if (!job.judges) workers.push(startWorker({ work: 'judge', job }, null, (news) => tell(news)));
  const [keeper, judge] = workers;
  return {
    post: (order) => {
      keeper!.postMessage(order);
      if (order.kind === 'stop') judge?.postMessage(order);
    },
    onMessage: (listener) => {
      tell = listener;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(task: Task, stdin: NodeJS.ReadableStream | null, tell: (news: News) => void): Worker {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: task,
    stdin: stdin !== null,
  });
  worker.on('message', tell);
  worker.on('error', ({ message }) =>
    tell(task.work === 'keep' ? { kind: 'failed', message } : { kind: 'judged', failure: message }),
  );
  // How the input ends is told by whoever reads it.
  if (stdin !== null && worker.stdin !== null) pipeline(stdin, worker.stdin, () => {});
  return worker;
}
