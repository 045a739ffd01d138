import { FindingCollector } from '../findings/collector.js';
import type { Findings } from '../findings/incidents.js';
import { hostTotals } from '../kept/host-totals.js';
import { JudgementRows } from '../kept/judgement-rows.js';
import { MAX_SHOWN_INCIDENTS } from '../limits.js';
import type { Clock, ConnectionView, Progress, Summary } from '../sink.js';
import { together } from './found-together.js';
import type { Found, News } from './messages.js';

/** Findings so far are told at most this often, and may take this part of the time. */
const FINDINGS_MS = 1000;
const FINDING_SHARE = 1 / 20;

/** Takes connections with what the rules found in them, and tells of it: a row for each, and now and then what it comes to. */
export class FindingsDesk {
  readonly #post: (news: News) => void;
  readonly #rows: JudgementRows;
  readonly #collector = new FindingCollector();
  #nextMs = performance.now() + FINDINGS_MS;

  constructor(post: (news: News) => void) {
    this.#post = post;
    this.#rows = new JudgementRows((buffer) => post({ kind: 'chunk', table: 'judgements', buffer }));
  }

  /** It may still change. */
  look(view: ConnectionView): void {
    this.#rows.write(view);
  }

  add(view: ConnectionView): void {
    this.#rows.write(view);
    this.#collector.add(view);
  }

  /** How long until what is found so far may be told again, in milliseconds. */
  get nextTellMs(): number {
    return Math.max(0, this.#nextMs - performance.now());
  }

  /**
   * Tells what is found so far, when it is time: in connections that have left, and in those that are held. What captures as a
   * whole show is known only at the end.
   */
  tellSoFar(
    progress: Progress,
    clock: Clock | null,
    lastNs: number,
    held: Iterable<ConnectionView> = [],
  ): void {
    const begunMs = performance.now();
    if (begunMs < this.#nextMs || clock === null) return;
    const stillHeld = new FindingCollector();
    for (const view of held) stillHeld.add(view);
    const parts = [this.#collector, stillHeld].filter(({ census }) => census.connections > 0);
    this.#tell(parts.map((part) => foundIn(part, soFar(progress, part.census.connections, lastNs), clock)));
    const endMs = performance.now();
    this.#nextMs = endMs + Math.max(FINDINGS_MS, (endMs - begunMs) / FINDING_SHARE);
  }

  tell(summary: Summary, clock: Clock): void {
    this.#tell([foundIn(this.#collector, summary, clock)]);
  }

  #tell(parts: readonly Found[]): void {
    if (parts.length > 0) this.#post({ kind: 'findings', found: parts.reduce(together) });
  }
}

function foundIn(collector: FindingCollector, summary: Summary, clock: Clock): Found {
  const { incidents, findings } = collector.finish(summary, clock);
  return {
    findings: shownOf({ incidents, findings }),
    incidents: incidents.length,
    members: incidents.slice(0, MAX_SHOWN_INCIDENTS).map(({ connections }) => Uint32Array.from(connections)),
    hosts: hostTotals(collector.census),
  };
}

/** As much of a summary as there is before the end. */
function soFar({ packets, bytesRead }: Progress, connections: number, lastNs: number): Summary {
  return {
    captures: [],
    totals: {
      packets,
      tcpPackets: packets,
      latePackets: 0,
      connections,
      flows: connections,
      bytes: bytesRead,
      durationSeconds: Number.isNaN(lastNs) ? null : lastNs / 1e9,
    },
    flags: [],
    limitsReached: [],
    quality: NOTHING_ODD,
  };
}

/**
 * The gravest incidents with the finding that makes each, and what is found of the captures. Connections are left out: lists of
 * numbers would hold up whoever draws while they pass; as columns they do not.
 */
function shownOf({ incidents, findings }: Findings): Findings {
  const shown = findings.filter(({ scope }) => scope === 'capture');
  return {
    findings: shown,
    incidents: incidents.slice(0, MAX_SHOWN_INCIDENTS).map((incident) => {
      const main = shown.push({ ...findings[incident.findings[0]!]!, connections: [] }) - 1;
      return { ...incident, connections: [], findings: [main] };
    }),
  };
}

const NOTHING_ODD = { cutPackets: 0, firstCutPacket: 0, stepsBack: 0, firstStepPacket: 0, longestStepNs: 0 };
