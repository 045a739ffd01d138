import { analyze } from '../analyze.js';
import type { TimelineReader } from '../capture/merge.js';
import { TraceError } from '../errors.js';
import { keptText } from '../format/messages/en/kept.js';
import { Listeners } from '../hosts/listeners.js';
import { connectionRowOf, packetRowOf, payloadOf } from '../kept/details.js';
import { graphOf } from '../kept/graph.js';
import { KeptSink } from '../kept/kept-sink.js';
import { PRINTED } from '../kept/links.js';
import { Replay } from '../kept/replay.js';
import type { Epoch } from '../kept/replay-reader.js';
import { placeOf } from '../kept/shared-chunks.js';
import { socketsAt } from '../kept/sockets.js';
import { StateTotals } from '../kept/state-totals.js';
import { MAX_KEPT_PACKETS } from '../limits.js';
import type { Clock, ConnectionView, Progress, Sink, Summary } from '../sink.js';
import { FindingsDesk } from './findings-desk.js';
import type { Answers, Job, News, Order, Port, Question, QuestionKind } from './messages.js';
import { messageOf, openJob, optionsOf } from './open-job.js';

/** News of how far it is go out at most this often, which is often enough for the eye. */
const NEWS_MS = 25;
/** Nothing has come for so long: what came last is looked at. */
const LOOK_MS = 100;

/**
 * The analysis behind a port: reads the captures, keeps everything, tells how far it is, and answers questions while it reads and
 * afterwards. It knows nothing of threads.
 */
export class AnalysisHost {
  readonly #port: Port<News, Order>;
  readonly #job: Job;
  readonly #kept: KeptSink;
  /** Null where somebody else judges. */
  readonly #desk: FindingsDesk | null;
  readonly #listeners = new Listeners();
  readonly #states: StateTotals;
  readonly #stop = new AbortController();
  #clock: Clock | null = null;
  #reader: TimelineReader | null = null;
  #replay: Replay | null = null;
  #progress: Progress = { packets: 0, bytesRead: 0, bytes: null };
  #timer: NodeJS.Timeout | null = null;
  #newsAtMs = 0;
  /** Until what has come is looked at, though nothing more may come. */
  #lookTimer: NodeJS.Timeout | null = null;
  #rolesGuessed = 0;
  #isRead: () => void = () => {};
  readonly #read = new Promise<void>((resolve) => {
    this.#isRead = resolve;
  });

  constructor(port: Port<News, Order>, job: Job) {
    this.#port = port;
    this.#job = job;
    const desk = job.judges ? new FindingsDesk((news) => port.post(news)) : null;
    this.#desk = desk;
    this.#kept = new KeptSink({
      announce: (table, buffer) => port.post({ kind: 'chunk', table, buffer }),
      left: (view) => this.#left(view),
      looked: (view) => desk?.look(view),
      now: () => performance.now(),
    });
    this.#states = new StateTotals(this.#kept, this.#listeners);
    port.post({ kind: 'timeline', buffer: this.#kept.timeline.buffer });
    port.onMessage((order) => this.#obey(order));
  }

  /** Reads the captures to their end; what goes wrong is told as news. */
  async run(): Promise<void> {
    try {
      const summary = await this.#analyze();
      this.#stopLooking();
      this.#tellReached();
      this.#tellDone(summary);
      this.#desk?.tell(summary, this.#clock!);
      if (this.#desk !== null) this.#port.post({ kind: 'judged', failure: null });
    } catch (error) {
      this.#stopLooking();
      this.#tellReached();
      this.#port.post({ kind: 'failed', message: messageOf(error) });
    } finally {
      this.#isRead();
    }
  }

  /** Lets go of the captures: packets cannot be read again after that. */
  async close(): Promise<void> {
    await this.#reader?.packetBytes?.close();
  }

  async #analyze(): Promise<Summary> {
    const reader = await openJob(this.#job, { spool: true, stop: this.#stop.signal });
    this.#reader = reader;
    if (this.#stop.signal.aborted) await reader.close();
    const kept = this.#kept;
    const sink: Sink = {
      withoutRows: true,
      withoutLabels: true,
      withoutRecords: true,
      judges: this.#desk !== null,
      moments: kept.moments,
      begin: (clock) => {
        this.#clock = clock;
      },
      packet: (view) => kept.packet(view),
      connection: (view) => kept.connection(view),
      progress: (progress) => this.#moved(progress),
    };
    return analyze(reader, sink, optionsOf(this.#job));
  }

  #left(view: ConnectionView): void {
    this.#desk?.add(view);
    this.#listeners.add(view);
    const isGuess = view.rolesFrom === 'ports' || view.rolesFrom === 'first-packet';
    if (isGuess && view.outcome !== 'stray') this.#rolesGuessed++;
  }

  #moved(progress: Progress): void {
    this.#progress = progress;
    const now = performance.now();
    if (now >= this.#newsAtMs) this.#tellReached();
    else this.#timer ??= setTimeout(() => this.#tellReached(), this.#newsAtMs - now);
    this.#tellFound();
    this.#lookTimer ??= setTimeout(() => this.#lookAgain(), LOOK_MS);
  }

  #tellFound(): void {
    const { held, lastNs } = this.#kept;
    this.#desk?.tellSoFar(this.#progress, this.#clock, lastNs, held?.all() ?? []);
  }

  /** What came last is looked at too, and found, when nothing comes for a while. */
  #lookAgain(): void {
    this.#lookTimer = null;
    const waitMs = Math.max(this.#kept.nextLookMs, this.#desk?.nextTellMs ?? 0);
    this.#kept.held?.look();
    this.#tellReached();
    this.#tellFound();
    if (waitMs > 0) this.#lookTimer = setTimeout(() => this.#lookAgain(), Math.max(LOOK_MS, waitMs));
  }

  #stopLooking(): void {
    if (this.#lookTimer !== null) clearTimeout(this.#lookTimer);
    this.#lookTimer = null;
  }

  #tellReached(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#newsAtMs = performance.now() + NEWS_MS;
    const { packetRows, connectionRows, lastNs, hosts } = this.#kept;
    const fresh = hosts.takeNew();
    if (fresh !== null) this.#port.post({ kind: 'hosts', hosts: fresh });
    const reached = { progress: this.#progress, packetRows, connectionRows, lastNs, epoch: this.#epoch };
    this.#port.post({ kind: 'reached', reached });
  }

  #tellDone({ quality, ...summary }: Summary): void {
    const { unkeptPackets, unkeptSpans } = this.#kept;
    const remarks = [
      ...(unkeptPackets > 0 ? [keptText.packetsMissing(unkeptPackets, MAX_KEPT_PACKETS)] : []),
      ...(unkeptSpans > 0 ? [keptText.spansMissing] : []),
      ...(this.#reader?.packetBytes?.refusals() ?? []),
    ];
    // What crosses the border is plain: the counts are an object with methods.
    const { cutPackets, firstCutPacket, stepsBack, firstStepPacket, longestStepNs } = quality;
    const counts = { cutPackets, firstCutPacket, stepsBack, firstStepPacket, longestStepNs };
    const { totals } = summary;
    this.#progress = { ...this.#progress, packets: totals.packets };
    this.#port.post({
      kind: 'done',
      done: {
        summary: { ...summary, quality: counts },
        rolesGuessed: this.#rolesGuessed,
        remarks,
      },
    });
  }

  #obey(order: Order): void {
    if (order.kind === 'stop') {
      this.#stop.abort();
      // A file has no signal to listen to: it ends where it is closed.
      void this.#reader?.close();
      return;
    }
    const { id, question } = order;
    this.#answer(question).then(
      (value) => this.#port.post({ kind: 'answer', id, answer: { status: 'ready', value } }),
      (error: unknown) =>
        this.#port.post({ kind: 'answer', id, answer: { status: 'failed', message: messageOf(error) } }),
    );
  }

  async #answer(question: Question): Promise<Answers[QuestionKind]> {
    const replay = this.#replayed();
    switch (question.kind) {
      case 'connection':
        return connectionRowOf(replay, question.connection);
      case 'packet':
        return this.#packet(replay, question.row);
      case 'graph':
        return graphOf(replay, question.connection);
      case 'payload':
        return payloadOf(replay, question.connection);
      case 'sockets':
        return socketsAt(replay, this.#kept, this.#listeners, question.timeNs, question.host);
      case 'states':
        return this.#states.at(question.timeNs, question.host, question.buckets);
    }
  }

  async #packet(replay: Replay, row: number): Promise<Answers['packet']> {
    const p = this.#kept.tables.packets.of(row);
    const at = placeOf(row);
    const link = this.#kept.links.list[p.link[at]!];
    const bytes = this.#reader!.packetBytes!;
    const offset = p.offsetHigh[at]! * 0x1_0000_0000 + p.offsetLow[at]!;
    const isPrinted = link === undefined || link.linkType === PRINTED;
    const read = isPrinted ? null : await bytes.read(link.capture, offset);
    const [refusal = keptText.bytesGone] = bytes.refusals();
    return {
      row: await packetRowOf(replay, row).catch(() => null),
      bytes: read,
      bytesMissing: read !== null ? null : isPrinted ? keptText.printed : refusal,
      linkType: link?.linkType ?? PRINTED,
    };
  }

  #replayed(): Replay {
    const bytes = this.#reader?.packetBytes;
    if (bytes == null) throw new TraceError('no-bytes', keptText.nothingRead);
    if (this.#replay !== null) return this.#replay;
    const { tables, links, comments } = this.#kept;
    const epoch = this.#epoch;
    const replay = new Replay(
      {
        tables,
        links: links.list,
        comments,
        bytes,
        names: this.#reader!.names,
        epoch: epoch ?? NO_EPOCH,
      },
      optionsOf(this.#job),
      this.#job.canReadAgain ? () => openJob(this.#job, { spool: false }) : null,
      this.#read,
    );
    // The clock may still have to be set by one of the first packets.
    if (epoch !== null) this.#replay = replay;
    return replay;
  }

  get #epoch(): Epoch | null {
    const first = this.#clock?.format(0) ?? null;
    if (first === null) return null;
    const [seconds, nanoseconds] = first.split('.').map(Number);
    return { seconds: seconds!, nanoseconds: nanoseconds! };
  }
}

const NO_EPOCH: Epoch = { seconds: Number.NaN, nanoseconds: 0 };
