import type { FindingCode, Severity } from '../rows.js';
import { CONNECTION_RULES } from './catalogue.js';
import type { ConnectionCase } from './connection-case.js';
import { Cue, cuesOf } from './cues.js';
import type { ConnectionRule, Judgement } from './finding.js';

/** The rules that wait for any of so many cues, in the order of the catalogue: there are a few hundred combinations of these. */
const RULES_BY_CUES = new Map<number, readonly ConnectionRule[]>();
const MAX_COMBINATIONS = 4096;

function rulesFor(cues: number): readonly ConnectionRule[] {
  let rules = RULES_BY_CUES.get(cues);
  if (rules === undefined) {
    rules = CONNECTION_RULES.filter((rule) => (rule.cues & cues) !== 0 && isAnswerable(rule, cues));
    if (RULES_BY_CUES.size < MAX_COMBINATIONS) RULES_BY_CUES.set(cues, rules);
  }
  return rules;
}

function isAnswerable(rule: ConnectionRule, cues: number): boolean {
  return rule.needsBothWays !== true || (cues & Cue.OneWay) === 0;
}

/** What ended the connection is said before what else is as grave. */
const ENDINGS: ReadonlySet<FindingCode> = new Set(['reset-no-socket', 'reset-abort']);
const NOTHING: readonly Judgement[] = [];

/** All that the rules say of the connection, the worst first; among equals its end, then in the order of the catalogue. */
export function judgeConnection(c: ConnectionCase): readonly Judgement[] {
  let judgements: Judgement[] | null = null;
  for (const rule of rulesFor(cuesOf(c))) {
    const found = rule.judge(c);
    if (found === null) continue;
    const { severity, certainty, side, packets, timeNs, endNs, measures } = found;
    const judgement = { code: rule.code, severity, certainty, side, packets, timeNs, endNs, measures };
    // Most have one or two: a list that is pushed to would make room for seventeen.
    if (judgements === null) judgements = [judgement];
    else insert(judgements, judgement);
  }
  return judgements ?? NOTHING;
}

/** Behind all that weigh as much. */
function insert(judgements: Judgement[], judgement: Judgement): void {
  const weight = weightOf(judgement);
  let at = judgements.push(judgement) - 1;
  for (; at > 0 && weight < weightOf(judgements[at - 1]!); at--) judgements[at] = judgements[at - 1]!;
  judgements[at] = judgement;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2, info: 3 };

function weightOf({ severity, code }: Judgement): number {
  return RANKS[severity] * 2 + (ENDINGS.has(code) ? 0 : 1);
}
