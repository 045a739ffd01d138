import { SEVERITIES } from '../rows.js';
import { CONNECTION_RULES } from './catalogue.js';
import type { ConnectionCase } from './connection-case.js';
import type { Judgement } from './finding.js';

/** All that the rules say of the connection, the worst first; among equals in the order of the catalogue. */
export function judgeConnection(c: ConnectionCase): Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of CONNECTION_RULES) {
    const found = rule.judge(c);
    if (found !== null) judgements.push({ code: rule.code, ...found });
  }
  return judgements.length < 2 ? judgements : judgements.sort(bySeverity);
}

function bySeverity(a: Judgement, b: Judgement): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}
