import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A device on the way answered in the name of an endpoint: its TTL is not that endpoint's. */
export const resetByMiddlebox: ConnectionRule = {
  code: 'reset-by-middlebox',
  cues: Cue.Resets,
  sources: ['RFC 9293 §3.5.2', 'RFC 5382 §5, REQ-5'],
  judge(c) {
    if (!c.hasResets) return null;
    const sent = [...c.resets()].filter(({ cause }) => cause === 'middlebox');
    const first = sent.find(({ effect }) => effect === 'ended' || effect === 'refused') ?? sent[0];
    if (first === undefined) return null;
    // Where its named sender went on speaking, no silence was the reason.
    const idleNs = first.timeNs - c.ends.lastSpokeNs[c.row(first.side)]!;
    return {
      severity: first.effect === 'ended' || first.effect === 'refused' ? 'error' : 'note',
      certainty: 'likely',
      side: first.side,
      packets: sent.map(({ packet }) => packet).slice(0, 10),
      timeNs: first.timeNs,
      endNs: sent.at(-1)!.timeNs,
      measures: {
        idleSeconds: idleNs > 0 ? idleNs / 1e9 : null,
        afterSeconds: c.secondsIn(first.timeNs),
        bothSides: new Set(sent.map(({ side }) => side)).size > 1 ? 'yes' : 'no',
      },
    };
  },
};
