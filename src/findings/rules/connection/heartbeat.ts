import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { heartbeatOf } from '../../heartbeats.js';
import { BEAT_BYTES, BEATS, BEATS_SHARE, MISSED_PERIODS } from '../../thresholds.js';
import { closedAfterMissedHeartbeat } from './closed-after-missed-heartbeat.js';

/** Small messages of one side at regular intervals: a heartbeat, or a program that polls. */
export const heartbeat: ConnectionRule = {
  code: 'heartbeat',
  cues: Cue.Beats,
  thresholds: { beats: BEATS, share: BEATS_SHARE, meanBytes: BEAT_BYTES, missedPeriods: MISSED_PERIODS },
  sources: ['RFC 1122 §4.2.3.6'],
  judge(c) {
    const beat = heartbeatOf(c);
    if (beat === null) return null;
    const isMissed = beat.late > 0 && beat.isStrict;
    return {
      // Where the other side closed for it, that says more.
      severity: !isMissed ? 'info' : closedAfterMissedHeartbeat.judge(c) === null ? 'warning' : 'note',
      certainty: beat.isStrict ? 'likely' : 'possible',
      side: beat.side,
      packets: beat.latePacket ? [beat.latePacket] : [],
      timeNs: c.startNs,
      endNs: beat.lastNs,
      measures: {
        periodSeconds: beat.periodNs / 1e9,
        beats: beat.regular + beat.late + 1,
        missed: beat.late,
        lateSeconds: beat.late > 0 ? beat.lateGapNs / 1e9 : null,
      },
    };
  },
};
