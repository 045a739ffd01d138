import { parentPort, workerData } from 'node:worker_threads';
import { AnalysisHost } from './analysis-host.js';
import { JudgingHost } from './judging-host.js';
import type { News, Order, Port, Task } from './messages.js';

/** The thread that reads the captures: all it adds to the work is the way to it. */
const threads = parentPort!;
const port: Port<News, Order> = {
  post: (news) => threads.postMessage(news),
  onMessage: (listener) => threads.on('message', listener),
};
const { work, job } = workerData as Task;
const host = work === 'keep' ? new AnalysisHost(port, job) : new JudgingHost(port, job);
await host.run();
