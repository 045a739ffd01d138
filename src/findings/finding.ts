import type { FindingCertainty, FindingCode, FindingScope, Measures, Severity, Side } from '../rows.js';
import type { ConnectionCase } from './connection-case.js';

/** What a rule says of one connection. The sentences are made of it by the message catalogue. */
export interface Judgement {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly certainty: FindingCertainty;
  /** The side whose trouble it is; null where it is both's. */
  readonly side: Side | null;
  /** The packets that prove it, the most telling first, at most ten. */
  readonly packets: readonly number[];
  /** When it began and ended, in nanoseconds since the first packet. */
  readonly timeNs: number;
  readonly endNs: number;
  readonly measures: Measures;
}

/** What a rule finds; the code is the rule's. */
export type Found = Omit<Judgement, 'code'>;

/** One kind of judgement on a connection that is over, or as far as the trace tells. */
export interface ConnectionRule {
  readonly code: FindingCode;
  /** `Cue` bits: it has nothing to say of a connection that has none of them. */
  readonly cues: number;
  /** It rests on what the other side did, or did not do: nothing to say where only one direction was captured. */
  readonly needsBothWays?: boolean;
  /** Limits it judges by, printed with the finding; from `thresholds.ts`. */
  readonly thresholds?: Measures;
  /** RFC sections, kernel functions, papers. */
  readonly sources: readonly string[];
  /** Null where it does not hold. */
  judge(c: ConnectionCase): Found | null;
}

/** The scope of rules about one connection. */
export const CONNECTION_SCOPE: FindingScope = 'connection';
