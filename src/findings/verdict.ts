import { findingText } from '../format/messages/en/findings.js';
import { verdictText } from '../format/messages/en/verdict.js';
import type { ApplicationRow, Side } from '../rows.js';
import type { ConnectionCase } from './connection-case.js';
import { type Ends, factsOf } from './facts.js';
import type { Judgement } from './finding.js';

/**
 * What happened to the connection, in one sentence: its first finding, and what the programs at both ends saw of it where
 * that was an error. `judgements` come from `judgeConnection`.
 */
export function verdictOf(c: ConnectionCase, ends: Ends, judgements: readonly Judgement[]): string {
  const [first] = judgements;
  if (first === undefined && c.isOneWay) {
    const side = c.ends.packets[c.i] === 0 ? 'responder' : 'initiator';
    return `${verdictText.oneWay(ends.initiator, ends.responder, side, (c.endNs - c.startNs) / 1e9)}.`;
  }
  if (first === undefined) {
    return `${verdictText.plain(c.outcome, ends.initiator, ends.responder, (c.endNs - c.startNs) / 1e9)}.`;
  }
  const clauses = [findingText[first.code].one(factsOf(first, ends))];
  for (const side of c.isSelfConnected ? (['initiator'] as const) : SIDES) {
    const saw = c.socketError(side) === null ? null : programSaw(side, c.application(side), ends);
    if (saw !== null) clauses.push(saw);
  }
  return `${clauses.join('; ')}.`;
}

const SIDES: readonly Side[] = ['initiator', 'responder'];

/** Only errors are told: that calls succeed, or reads end with the other side's close, goes without saying. */
function programSaw(
  side: Side,
  { connect, read, write, afterwards }: ApplicationRow,
  ends: Ends,
): string | null {
  const host = side === 'initiator' ? ends.initiatorHost : ends.responderHost;
  if (isErrno(connect)) return verdictText.connect(host, connect);
  if (!isErrno(read) && !isErrno(write)) return null;
  return verdictText.calls(host, read, write, afterwards.write);
}

function isErrno(result: string | null): result is string {
  return result !== null && result !== 'ok' && result !== 'EOF';
}
