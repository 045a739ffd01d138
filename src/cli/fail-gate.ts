import { TraceError, UsageError } from '../errors.js';
import { FindingCollector } from '../findings/collector.js';
import { gateText as text } from '../format/messages/en/gate.js';
import { nearestWord } from '../query/nearest.js';
import { FINDING_CODES, type FindingCode, SEVERITIES, type Severity } from '../rows.js';
import type { Clock, ConnectionView, Summary } from '../sink.js';

/** What was asked for with `--fail-on` was found: exit code 1. */
export class GateFired extends TraceError {
  constructor(message: string) {
    super('gate', message);
  }
}

/** Connections named with each finding, and findings named in all. */
const NAMED_CONNECTIONS = 3;
const NAMED_FINDINGS = 5;

interface Held {
  code: FindingCode;
  severity: Severity;
  count: number;
  first: number[];
}

/**
 * Watches for findings of some severity (or worse) or code among the connections that are chosen, and among what is said of
 * their hosts and services. What the capture cannot show counts only where its code is named: it is nobody's failure.
 */
export class FailGate {
  readonly #asked: string;
  readonly #codes = new Set<FindingCode>();
  /** Places in SEVERITIES up to this one fire; -1 for none. */
  #mildest = -1;
  readonly #held = new Map<FindingCode, Held>();
  readonly #wider = new FindingCollector();
  #clock: Clock | null = null;

  /** @throws UsageError for a word that is neither a severity nor a code */
  constructor(asked: string) {
    this.#asked = asked;
    const words = asked.split(',').map((word) => word.trim().toLowerCase());
    if (words.some((word) => word === '')) throw new UsageError(text.empty);
    for (const word of words) this.#ask(word);
  }

  #ask(word: string): void {
    const code = FINDING_CODES.find((known) => known === word);
    const severity = SEVERITIES.findIndex((known) => known === word && known !== 'info');
    if (code !== undefined) this.#codes.add(code);
    else if (severity >= 0) this.#mildest = Math.max(this.#mildest, severity);
    else throw new UsageError(text.unknown(word, nearestWord(word, [...SEVERITIES, ...FINDING_CODES])));
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  add(view: ConnectionView): void {
    this.#wider.add(view);
    this.addOne(view);
  }

  /** A connection that is looked at alone: hosts and services are not judged by it. */
  addOne(view: ConnectionView): void {
    for (const { code, severity } of view.judgements) {
      if (this.#isAskedFor(code, severity)) this.#hold(code, severity, 1, [view.connection]);
    }
  }

  /** Looks at what is known only when everything is read. */
  end(summary: Summary): void {
    if (this.#clock === null) return;
    const { findings } = this.#wider.finish(summary, this.#clock);
    for (const { scope, code, severity, connectionCount, connections } of findings) {
      if (scope === 'connection') continue;
      const isAsked = scope === 'capture' ? this.#codes.has(code) : this.#isAskedFor(code, severity);
      if (isAsked) this.#hold(code, severity, connectionCount, connections);
    }
  }

  /** @throws GateFired that names what was found */
  check(): void {
    const held = [...this.#held.values()].sort((a, b) => rank(a.severity) - rank(b.severity));
    if (held.length === 0) return;
    const named = held
      .slice(0, NAMED_FINDINGS)
      .map(({ code, severity, count, first }) => text.found(code, severity, count, first));
    throw new GateFired(text.fired(this.#asked, named, held.length - named.length));
  }

  #isAskedFor(code: FindingCode, severity: Severity): boolean {
    return this.#codes.has(code) || rank(severity) <= this.#mildest;
  }

  #hold(code: FindingCode, severity: Severity, count: number, connections: readonly number[]): void {
    let held = this.#held.get(code);
    if (held === undefined) this.#held.set(code, (held = { code, severity, count: 0, first: [] }));
    held.count += count;
    if (rank(severity) < rank(held.severity)) held.severity = severity;
    held.first.push(...connections.slice(0, NAMED_CONNECTIONS - held.first.length));
  }
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
