import { Note } from '../../../tcp/notes.js';
import { SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** Keep-alive probes that were answered: the connection is idle, and both ends live. */
export const keepAlive: ConnectionRule = {
  code: 'keep-alive',
  cues: Cue.Noted,
  sources: ['RFC 9293 §3.8.4', 'Linux: tcp_keepalive_time'],
  judge(c) {
    if (!(c.observed & Note.KeepAlive)) return null;
    const side = SIDES.find((one) => c.ends.keepAlives[c.row(one)]! > c.ends.unanswered[c.row(one)]!);
    if (side === undefined) return null;
    const probes = [...c.observations(Note.KeepAlive)].filter((one) => one.side === side);
    const [first, second] = probes;
    return {
      severity: 'info',
      certainty: 'certain',
      side,
      packets: probes.map(({ packet }) => packet).slice(0, 10),
      timeNs: first?.timeNs ?? c.startNs,
      endNs: probes.at(-1)?.timeNs ?? c.endNs,
      measures: {
        probes: c.ends.keepAlives[c.row(side)]!,
        intervalSeconds: second === undefined ? null : (second.timeNs - first!.timeNs) / 1e9,
      },
    };
  },
};
