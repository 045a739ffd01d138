import type { Answers, News, Order, Port, QuestionKind, Questions } from '../parallel/messages.js';

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void };

/** This side of the way to the analysis: hands on its news, and gives each question its answer. */
export class AnalysisClient {
  readonly #port: Port<Order, News>;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  constructor(port: Port<Order, News>, takeNews: (news: News) => void) {
    this.#port = port;
    port.onMessage((news) => {
      if (news.kind === 'answer') this.#settle(news);
      else takeNews(news);
    });
  }

  /** @throws Error with one line that says why there is no answer. */
  ask<Kind extends QuestionKind>(kind: Kind, question: Questions[Kind]): Promise<Answers[Kind]> {
    const id = this.#next++;
    const answer = new Promise<Answers[Kind]>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#port.post({ kind: 'ask', id, question: { kind, ...question } as never });
    return answer;
  }

  stop(): void {
    this.#port.post({ kind: 'stop' });
  }

  #settle({ id, answer }: Extract<News, { kind: 'answer' }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.status === 'ready') waiting?.resolve(answer.value as never);
    else waiting?.reject(new Error(answer.message));
  }
}
