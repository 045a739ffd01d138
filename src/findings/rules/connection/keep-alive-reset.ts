import { Note } from '../../../tcp/notes.js';
import { otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A keep-alive probe that drew a RST: the other host lives, its connection is gone. */
export const keepAliveReset: ConnectionRule = {
  code: 'keep-alive-reset',
  cues: Cue.Noted,
  sources: ['RFC 9293 §3.8.4', 'RFC 9293 §3.5.1'],
  judge(c) {
    if (!c.hasResets || !(c.observed & Note.KeepAlive)) return null;
    const reset = c.endingReset;
    if (reset === null || reset.cause === 'keep-alive-failure') return null;
    const prober = otherSide(reset.side);
    const probes = [...c.observations(Note.KeepAlive)].filter(
      (one) => one.side === prober && one.packet < reset.packet,
    );
    const last = probes.at(-1);
    // The probe was the last that side said before the RST.
    if (last === undefined || last.timeNs < c.ends.lastSpokeNs[c.row(prober)]!) return null;
    return {
      severity: 'error',
      certainty: 'certain',
      side: prober,
      packets: [reset.packet, last.packet],
      timeNs: reset.timeNs,
      endNs: reset.timeNs,
      measures: {
        idleSeconds: (last.timeNs - c.ends.lastDataNs[c.row(prober)]!) / 1e9,
        afterSeconds: c.secondsIn(reset.timeNs),
      },
    };
  },
};
