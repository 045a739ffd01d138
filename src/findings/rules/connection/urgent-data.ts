import { flagsMeaning } from '../../../format/tcp-flags.js';
import { Observed } from '../../../tcp/observed.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** Urgent data: one byte out of band, which programs read by MSG_OOB or not at all. */
export const urgentData: ConnectionRule = {
  code: 'urgent-data',
  cues: Cue.Noted,
  sources: ['RFC 6093', 'RFC 9293 §3.8.5'],
  judge(c) {
    if (!(c.observed & Observed.Urgent)) return null;
    const urgent = [...c.observations(Observed.Urgent)].filter(({ flags }) => flagsMeaning(flags).legal);
    const [first] = urgent;
    if (first === undefined) return null;
    return {
      severity: 'note',
      certainty: 'certain',
      side: first.side,
      packets: urgent.map(({ packet }) => packet).slice(0, 10),
      timeNs: first.timeNs,
      endNs: urgent.at(-1)!.timeNs,
      measures: { packets: urgent.length, bytes: first.value },
    };
  },
};
