import type { FindingFacts } from '../format/messages/en/findings.js';
import type {
  FindingCertainty,
  FindingCode,
  FindingScope,
  FindingSubject,
  Measures,
  Severity,
} from '../rows.js';
import type { Summary } from '../sink.js';
import type { Census } from './census.js';
import type { Cluster } from './clusters.js';

/** What a rule about more than one connection says. */
export interface Gathering {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly certainty: FindingCertainty;
  readonly scope: FindingScope;
  readonly subject: FindingSubject;
  readonly packets: readonly number[];
  readonly timeNs: number;
  readonly endNs: number;
  readonly measures: Measures;
  /** What its sentences are made of, beside the measures and packets. */
  readonly facts: Partial<FindingFacts>;
  /** Events that are part of this one: they make no incidents of their own. */
  readonly clusters: readonly Cluster[];
  /** Connections that show it, where no cluster holds them; the first of them. */
  readonly connections?: readonly number[];
  readonly connectionCount?: number;
}

/** All that rules about hosts, services and the capture may look at, when everything is read. */
export interface World {
  /** Events that no rule before has claimed, in order of time. */
  readonly clusters: readonly Cluster[];
  /** What the rules before have found. */
  readonly found: readonly Gathering[];
  readonly census: Census;
  readonly summary: Summary;
}

/** When the trace ends, in nanoseconds since its first packet; NaN where there are no times. */
export function traceEndNs({ summary }: World): number {
  const { durationSeconds } = summary.totals;
  return durationSeconds === null ? Number.NaN : durationSeconds * 1e9;
}

/** One kind of judgement on hosts, services or the capture as a whole. */
export interface HostRule {
  readonly code: FindingCode;
  readonly thresholds?: Measures;
  readonly sources: readonly string[];
  /** Findings that are not to be trusted where this one holds: they become `possible`. */
  readonly doubts?: readonly FindingCode[];
  /** They are notes at most then: what they rest on was not captured at all. */
  readonly calms?: boolean;
  judge(world: World): readonly Gathering[];
}
