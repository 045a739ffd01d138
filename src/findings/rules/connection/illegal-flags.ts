import { flagNames } from '../../../decode/tcp/flags.js';
import { flagsMeaning } from '../../../format/tcp-flags.js';
import { Observed } from '../../../tcp/observed.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** Flags that contradict themselves, or lack the ACK that every segment but a SYN bears: a scanner's probe, or a broken stack. */
export const illegalFlags: ConnectionRule = {
  code: 'illegal-flags',
  cues: Cue.Noted,
  sources: ['RFC 9293 §3.1', 'RFC 9293 §3.10.7'],
  judge(c) {
    if (!(c.observed & Observed.OddFlags)) return null;
    const illegal = [...c.observations(Observed.OddFlags)].filter(({ flags }) => !flagsMeaning(flags).legal);
    const [first] = illegal;
    if (first === undefined) return null;
    return {
      severity: 'warning',
      certainty: 'certain',
      side: first.side,
      packets: illegal.map(({ packet }) => packet).slice(0, 10),
      timeNs: first.timeNs,
      endNs: illegal.at(-1)!.timeNs,
      measures: {
        flags: flagNames(first.flags) || 'none',
        meaning: flagsMeaning(first.flags).meaning,
        packets: illegal.length,
      },
    };
  },
};
