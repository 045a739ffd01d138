import { Note } from '../../../tcp/notes.js';
import { otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { ANSWER_SECONDS } from '../../thresholds.js';

/** Keep-alive probes to which nothing comes back any more. */
export const keepAliveUnanswered: ConnectionRule = {
  code: 'keep-alive-unanswered',
  cues: Cue.Noted,
  needsBothWays: true,
  thresholds: { answerSeconds: ANSWER_SECONDS },
  sources: ['RFC 9293 §3.8.4', 'Linux: tcp_keepalive_probes, tcp_keepalive_intvl'],
  judge(c) {
    if (!(c.observed & Note.KeepAlive)) return null;
    const side = SIDES.find(
      (one) => c.ends.unanswered[c.row(one)]! > 0 && c.ends.keepAlives[c.row(one)]! > 0,
    );
    if (side === undefined) return null;
    const gone = otherSide(side);
    // A RST is an answer too (keep-alive-reset).
    if ([...c.resets()].some((reset) => reset.side === gone)) return null;
    const lastHeardNs = c.ends.lastSpokeNs[c.row(gone)]!;
    const probes = [...c.observations(Note.KeepAlive)].filter(
      (one) => one.side === side && one.timeNs > lastHeardNs,
    );
    const last = probes.at(-1);
    if (last === undefined) return null;
    // The answer to the only one may have come after the capture's end.
    if (probes.length === 1 && c.captureEndNs - last.timeNs < ANSWER_SECONDS * 1e9) return null;
    const errno = c.socketError(side);
    const wasProvedDead = errno !== null || probes.length > 1;
    return {
      severity: wasProvedDead ? 'error' : 'warning',
      certainty: errno !== null ? 'certain' : wasProvedDead ? 'likely' : 'possible',
      side: gone,
      packets: probes.map(({ packet }) => packet).slice(0, 10),
      timeNs: lastHeardNs,
      endNs: c.endNs,
      measures: {
        probes: c.ends.unanswered[c.row(side)]!,
        silentSeconds: (c.endNs - lastHeardNs) / 1e9,
        errno,
      },
    };
  },
};
