import { type FindingCode, SEVERITIES } from '../rows.js';
import { CONNECTION_RULES } from './catalogue.js';
import type { ConnectionCase } from './connection-case.js';
import type { Judgement } from './finding.js';

/** What ended the connection is said before what else is as grave. */
const ENDINGS: ReadonlySet<FindingCode> = new Set(['reset-no-socket', 'reset-abort']);

/** All that the rules say of the connection, the worst first; among equals its end, then in the order of the catalogue. */
export function judgeConnection(c: ConnectionCase): Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of CONNECTION_RULES) {
    const found = rule.judge(c);
    if (found !== null) judgements.push({ code: rule.code, ...found });
  }
  return judgements.length < 2 ? judgements : judgements.sort(byWeight);
}

function byWeight(a: Judgement, b: Judgement): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity || Number(ENDINGS.has(b.code)) - Number(ENDINGS.has(a.code));
}
