import { ConnectionFact } from '../../../flow/connection-columns.js';
import { TcpState } from '../../../tcp/state.js';
import { otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** One side holds the connection for open, the other has none any more: restarted, timed out, or cut off. */
export const halfOpen: ConnectionRule = {
  code: 'half-open',
  cues: Cue.HalfOpen | Cue.Resets,
  needsBothWays: true,
  sources: ['RFC 9293 §3.5.1'],
  judge(c) {
    // The RST that a new SYN's sender gives to the stale end's challenge ACK.
    const wasRejected = c.hasResets && c.endingReset?.cause === 'handshake-rejected';
    const wasReplaced = c.has(ConnectionFact.WasStale) && c.outcome !== 'aborted-handshake';
    if (wasReplaced || (wasRejected && c.outcome === 'reset')) return stale(c);
    if (c.outcome === 'closed' || c.outcome === 'stray' || c.isSelfConnected) return null;
    const side = SIDES.find(
      (one) => c.state(one) === TcpState.Established && c.state(otherSide(one)) === TcpState.Closed,
    );
    if (side === undefined) return null;
    const gone = c.entry(otherSide(side), TcpState.Closed);
    if (gone === null || c.entry(otherSide(side), TcpState.Established) === null) return null;
    return {
      severity: 'warning',
      certainty: 'likely',
      side,
      packets: gone.packet ? [gone.packet] : [],
      timeNs: gone.timeNs,
      endNs: c.captureEndNs,
      measures: { halfOpenSeconds: Math.max(0, c.captureEndNs - gone.timeNs) / 1e9, foundBy: 'silence' },
    };
  },
};

/** A new SYN of the same 4-tuple met it: the side that sent that SYN had forgotten this connection. */
function stale(c: Parameters<ConnectionRule['judge']>[0]): ReturnType<ConnectionRule['judge']> {
  const reset = c.endingReset;
  const side = reset === null ? 'responder' : otherSide(reset.side);
  const closed = c.entry(side, TcpState.Closed);
  return {
    severity: 'warning',
    certainty: 'certain',
    side,
    packets: reset !== null ? [reset.packet] : closed?.packet ? [closed.packet] : [],
    timeNs: c.startNs,
    endNs: closed?.timeNs ?? c.endNs,
    measures: { halfOpenSeconds: ((closed?.timeNs ?? c.endNs) - c.startNs) / 1e9, foundBy: 'new-syn' },
  };
}
