import { ConnectionFact } from '../../../flow/connection-columns.js';
import type { Side } from '../../../rows.js';
import { type ConnectionCase, otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { heartbeatOf } from '../../heartbeats.js';
import { BEATS, GIVEN_UP_PERIODS, MISSED_PERIODS } from '../../thresholds.js';

/** One side beat in time, then late or not at all, and the other gave it up for dead, though it lived. */
export const closedAfterMissedHeartbeat: ConnectionRule = {
  code: 'closed-after-missed-heartbeat',
  cues: Cue.Beats,
  needsBothWays: true,
  thresholds: { beats: BEATS, missedPeriods: MISSED_PERIODS, givenUpPeriods: GIVEN_UP_PERIODS },
  sources: ['RFC 1122 §4.2.3.6', 'RFC 9293 §3.6'],
  judge(c) {
    if (c.outcome !== 'closed' && c.outcome !== 'reset' && c.outcome !== 'half-closed') return null;
    const beat = heartbeatOf(c);
    if (beat === null) return null;
    const end = endBy(c, otherSide(beat.side));
    if (end === null || !(c.ends.lastSpokeNs[c.row(beat.side)]! > end.timeNs)) return null;
    const silentNs = end.timeNs - beat.lastNs;
    const cameLate = beat.latePacket !== 0 && end.timeNs - beat.lateNs < beat.periodNs;
    const lateNs = cameLate ? beat.lateGapNs : silentNs;
    if (!(lateNs >= MISSED_PERIODS * beat.periodNs && lateNs <= GIVEN_UP_PERIODS * beat.periodNs))
      return null;
    const answer = beat.afterPacket === 0 ? undefined : resetAfter(c, otherSide(beat.side), beat.afterNs);
    return {
      // The next message of the living side fails; one that has none to send may have been done.
      severity: answer === undefined ? 'note' : 'error',
      certainty: answer !== undefined && beat.isStrict ? 'likely' : 'possible',
      side: beat.side,
      packets: [end.packet, cameLate ? beat.latePacket : beat.afterPacket, answer?.packet ?? 0].filter(
        (packet) => packet !== 0,
      ),
      timeNs: cameLate ? beat.lateNs : beat.lastNs,
      endNs: answer?.timeNs ?? end.timeNs,
      measures: {
        periodSeconds: beat.periodNs / 1e9,
        lateSeconds: lateNs / 1e9,
        came: cameLate ? 'late' : beat.afterPacket === 0 ? 'never' : 'after-close',
        nextDraws: beat.afterPacket === 0 ? 'none' : answer === undefined ? 'nothing' : 'reset',
        afterSeconds: c.secondsIn(end.timeNs),
      },
    };
  },
};

/** When and how the side ended the connection, before the other did. */
function endBy(c: ConnectionCase, side: Side): { timeNs: number; packet: number } | null {
  if (c.closedFirst === side && c.has(ConnectionFact.FirstFinSeen)) {
    return { timeNs: c.tables.connections.firstFinNs[c.slot]!, packet: c.finPacket(side) };
  }
  const reset = c.closedFirst === null ? c.endingReset : null;
  return reset !== null && reset.side === side && reset.cause === 'abort' ? reset : null;
}

function resetAfter(c: ConnectionCase, side: Side, ns: number) {
  return [...c.resets()].find((reset) => reset.side === side && reset.timeNs >= ns);
}
