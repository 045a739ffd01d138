import type { Evidence } from '../hosts/capture-counts.js';
import type { FindingCertainty, FindingCode, Measures, Severity } from '../rows.js';
import { type Gathering, traceEndNs, type World } from './host-rule.js';

/** What the finding says beside its measures. */
export interface AboutCapture {
  code: FindingCode;
  severity: Severity;
  certainty: FindingCertainty;
  measures: Measures;
  packets?: readonly number[];
  evidence?: Evidence;
}

/** A finding about the capture as a whole: it holds from its first packet to its last, and takes no events. */
export function aboutCapture(world: World, about: AboutCapture): Gathering {
  const { code, severity, certainty, measures, evidence } = about;
  return {
    code,
    severity,
    certainty,
    scope: 'capture',
    subject: {},
    packets: about.packets ?? evidence?.packets ?? [],
    timeNs: 0,
    endNs: traceEndNs(world),
    measures,
    facts: {},
    clusters: [],
    connections: evidence?.numbers ?? [],
    connectionCount: evidence?.connections ?? 0,
  };
}
