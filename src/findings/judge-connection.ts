import { type FindingCode, SEVERITIES } from '../rows.js';
import { CONNECTION_RULES } from './catalogue.js';
import type { ConnectionCase } from './connection-case.js';
import { cuesOf } from './cues.js';
import type { ConnectionRule, Judgement } from './finding.js';

/** The rules that wait for any of so many cues, in the order of the catalogue: there are a few hundred combinations of these. */
const RULES_BY_CUES = new Map<number, readonly ConnectionRule[]>();
const MAX_COMBINATIONS = 4096;

function rulesFor(cues: number): readonly ConnectionRule[] {
  let rules = RULES_BY_CUES.get(cues);
  if (rules === undefined) {
    rules = CONNECTION_RULES.filter((rule) => (rule.cues & cues) !== 0);
    if (RULES_BY_CUES.size < MAX_COMBINATIONS) RULES_BY_CUES.set(cues, rules);
  }
  return rules;
}

/** What ended the connection is said before what else is as grave. */
const ENDINGS: ReadonlySet<FindingCode> = new Set(['reset-no-socket', 'reset-abort']);

/** All that the rules say of the connection, the worst first; among equals its end, then in the order of the catalogue. */
export function judgeConnection(c: ConnectionCase): Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of rulesFor(cuesOf(c))) {
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
