import { afterAll } from 'vitest';
import { AnalysisHost } from '../../src/parallel/analysis-host.js';
import type { Job, News, Order, Port } from '../../src/parallel/messages.js';
import { ScreenModel, type ScreenServices } from '../../src/screen/screen-model.js';
import type { Fetched } from '../../src/tui/model.js';

/** A job with nothing special about it. */
export function jobOf(paths: readonly string[], overrides: Partial<Job> = {}): Job {
  return {
    paths,
    fromFolders: [],
    names: [],
    follow: false,
    canReadAgain: true,
    judges: true,
    profile: 'wireshark-4.0',
    tunnels: 'inner',
    timeWaitSeconds: null,
    finTimeoutSeconds: null,
    ...overrides,
  };
}

export function servicesOf(overrides: Partial<ScreenServices> = {}): ScreenServices {
  return {
    names: ['capture.pcap'],
    isLive: false,
    zone: { offsetSeconds: () => 0 },
    tunnels: 'inner',
    notes: [],
    keepNotes: async () => {},
    exportAs: async () => ({ status: 'written' }),
    ...overrides,
  };
}

/** Both sides of the way in one thread; what passes is copied as it would be between two. */
export function localPorts(): { here: Port<Order, News>; there: Port<News, Order> } {
  let takeNews: (news: News) => void = () => {};
  let takeOrder: (order: Order) => void = () => {};
  return {
    here: {
      post: (order) => queueMicrotask(() => takeOrder(structuredClone(order))),
      onMessage: (listener) => {
        takeNews = listener;
      },
    },
    there: {
      post: (news) => takeNews(hasShared(news) ? news : structuredClone(news)),
      onMessage: (listener) => {
        takeOrder = listener;
      },
    },
  };
}

/** A model over captures that an analysis in this thread has read to their end. */
export async function loadedModel(job: Job, services: Partial<ScreenServices> = {}): Promise<ScreenModel> {
  const { here, there } = localPorts();
  const model = new ScreenModel(here, servicesOf(services));
  const host = hostAt(there, job);
  await host.run();
  return model;
}

const hosts: AnalysisHost[] = [];
afterAll(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

/** An analysis that is closed when the tests of the file are over. */
export function hostAt(port: Port<News, Order>, job: Job): AnalysisHost {
  const host = new AnalysisHost(port, job);
  hosts.push(host);
  return host;
}

/** What comes of a request, once it has come. */
export async function fetched<T>(model: ScreenModel, ask: () => Fetched<T>): Promise<T> {
  for (;;) {
    const answer = ask();
    if (answer.status === 'ready') return answer.value;
    if (answer.status === 'failed') throw new Error(answer.message);
    await changeOf(model);
  }
}

export function changeOf(model: ScreenModel): Promise<void> {
  return new Promise((resolve) => {
    const end = model.subscribe(() => {
      end();
      resolve();
    });
  });
}

/** Shared memory is shared also where everything else is copied. */
function hasShared(news: News): boolean {
  return news.kind === 'chunk' || news.kind === 'timeline';
}
