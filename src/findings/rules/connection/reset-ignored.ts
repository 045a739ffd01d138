import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A RST that its receiver did not take: its number was not the next one (RFC 5961), or nobody was there. */
export const resetIgnored: ConnectionRule = {
  code: 'reset-ignored',
  cues: Cue.Resets,
  sources: ['RFC 5961 §3', 'RFC 9293 §3.10.7.4, second check'],
  judge(c) {
    if (!c.hasResets) return null;
    const ignored = [...c.resets()].filter(
      ({ effect, timeNs }) => effect === 'ignored' && !c.isAfterBothFins(timeNs),
    );
    const [first] = ignored;
    if (first === undefined) return null;
    const challenges = [...c.observations(Note.ChallengeAck)];
    return {
      severity: 'note',
      certainty: challenges.length > 0 ? 'certain' : 'likely',
      side: first.side,
      packets: [...ignored.map(({ packet }) => packet), ...challenges.map(({ packet }) => packet)].slice(
        0,
        10,
      ),
      timeNs: first.timeNs,
      endNs: ignored.at(-1)!.timeNs,
      measures: {
        resets: ignored.length,
        challengeAcks: challenges.length,
        by: first.side,
        cause: first.cause,
      },
    };
  },
};
