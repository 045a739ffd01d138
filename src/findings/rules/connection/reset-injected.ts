import { ResetTest } from '../../../tcp/reset-cause.js';
import type { ConnectionCase, Reset } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** The tests that speak of forgery (F1 to F7 of the literature), each true of some honest stack now and then. */
const FORGERY =
  ResetTest.TtlDiffers |
  ResetTest.SenderSpokeOn |
  ResetTest.BehindOwnData |
  ResetTest.Train |
  ResetTest.AgainstHandshake |
  ResetTest.NoTimestamps;

/** A RST that its named sender likely did not send. Never more than likely: only a capture at that sender could prove it. */
export const resetInjected: ConnectionRule = {
  code: 'reset-injected',
  cues: Cue.Resets,
  sources: ['Weaver, Sommer, Paxson: Detecting Forged TCP Reset Packets (NDSS 2009)', 'RFC 5961 §3'],
  judge(c) {
    if (!c.hasResets) return null;
    const forged = [...c.resets()].filter(({ cause }) => cause === 'injected');
    const [first] = forged;
    if (first === undefined) return null;
    const telling = forged.find(({ effect }) => effect === 'ended' || effect === 'refused') ?? first;
    const hasEnded = telling.effect === 'ended' || telling.effect === 'refused';
    const fired = bits(telling.tests & FORGERY);
    return {
      severity: hasEnded ? 'error' : 'warning',
      certainty: fired > 1 ? 'likely' : 'possible',
      side: telling.side,
      packets: forged.map(({ packet }) => packet).slice(0, 10),
      timeNs: telling.timeNs,
      endNs: forged.at(-1)!.timeNs,
      measures: {
        resets: forged.length,
        testsFired: fired,
        testsApplicable: bits(applicable(c, telling)),
        effect: hasEnded ? 'ended' : 'ignored',
        ttlDiffers: telling.tests & ResetTest.TtlDiffers ? 'yes' : 'no',
        bothSides: new Set(forged.map(({ side }) => side)).size > 1 ? 'yes' : 'no',
        afterSeconds: c.secondsIn(telling.timeNs),
      },
    };
  },
};

/** Timestamps and TTL can only tell something where the sender has shown its own. */
function applicable(c: ConnectionCase, { side }: Reset): number {
  const hasSpoken = c.ends.packets[c.row(side)]! > 1;
  const base = ResetTest.SenderSpokeOn | ResetTest.BehindOwnData | ResetTest.Train;
  return hasSpoken ? FORGERY : base;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}
