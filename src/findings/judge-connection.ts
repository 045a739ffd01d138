import { type FindingCode, SEVERITIES } from '../rows.js';
import { CONNECTION_RULES } from './catalogue.js';
import type { ConnectionCase } from './connection-case.js';
import { cuesOf } from './cues.js';
import type { Judgement } from './finding.js';

const CUES = Int32Array.from(CONNECTION_RULES, ({ cues }) => cues);

/** What ended the connection is said before what else is as grave. */
const ENDINGS: ReadonlySet<FindingCode> = new Set(['reset-no-socket', 'reset-abort']);

/** All that the rules say of the connection, the worst first; among equals its end, then in the order of the catalogue. */
export function judgeConnection(c: ConnectionCase): Judgement[] {
  const judgements: Judgement[] = [];
  const cues = cuesOf(c);
  for (let i = 0; i < CUES.length; i++) {
    if ((CUES[i]! & cues) === 0) continue;
    const rule = CONNECTION_RULES[i]!;
    const found = rule.judge(c);
    if (found === null) continue;
    const { severity, certainty, side, packets, timeNs, endNs, measures } = found;
    judgements.push({ code: rule.code, severity, certainty, side, packets, timeNs, endNs, measures });
  }
  return judgements.length < 2 ? judgements : judgements.sort(byWeight);
}

function byWeight(a: Judgement, b: Judgement): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity || Number(ENDINGS.has(b.code)) - Number(ENDINGS.has(a.code));
}
