import { icmpName } from '../../../decode/icmp-name.js';
import { ConnectionFact } from '../../../flow/connection-columns.js';
import type { Severity, Side } from '../../../rows.js';
import { Note } from '../../../tcp/notes.js';
import { Observed } from '../../../tcp/observed.js';
import { SILENT_AFTER } from '../../../tcp/reset-evidence.js';
import { type ConnectionCase, type Observation, otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { mssBlackHole } from './mss-black-hole.js';

const REPEATS =
  Note.RetransmissionTimeout |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionFast |
  Note.RetransmissionSack |
  Note.RetransmissionUnknown |
  Note.KeepAlive |
  Note.WindowProbe;

/** One side repeats itself to the end, and the other never speaks again. */
export const peerVanished: ConnectionRule = {
  code: 'peer-vanished',
  cues: Cue.Vanished,
  thresholds: { repeats: SILENT_AFTER + 1 },
  sources: ['RFC 9293 §3.8.3', 'RFC 1122 §4.2.3.5', 'Linux: tcp_retries2'],
  judge(c) {
    if (c.outcome !== 'vanished') return null;
    const side = SIDES.find((one) => c.ends.unanswered[c.row(one)]! >= SILENT_AFTER);
    if (side === undefined) return null;
    const gone = otherSide(side);
    // Without the answers only what it repeats at the end, again and again, proves that none came.
    const inVain = c.isOneWay ? lastRepeats(c, side) : null;
    if (inVain !== null && inVain.length < SILENT_AFTER) return null;
    const lastHeardNs =
      inVain?.[0]?.timeNs ??
      (c.ends.packets[c.row(gone)] === 0 ? c.startNs : c.ends.lastSpokeNs[c.row(gone)]!);
    const repeats = [...c.observations(REPEATS)].filter(
      (one) => one.side === side && one.timeNs >= lastHeardNs,
    );
    const gaveUp = c.socketError(side);
    const idleNs = c.silenceAfter(lastHeardNs);
    const icmp = [...c.observations(Observed.IcmpError)].findLast(({ timeNs }) => timeNs >= lastHeardNs);
    return {
      severity: severityOf(c),
      certainty: 'likely',
      side: gone,
      packets: repeats.map(({ packet }) => packet).slice(0, 10),
      timeNs: lastHeardNs,
      endNs: c.endNs,
      measures: {
        repeats: inVain?.length ?? c.ends.unanswered[c.row(side)]!,
        silentSeconds: (c.endNs - (Number.isNaN(idleNs) ? lastHeardNs : lastHeardNs + idleNs)) / 1e9,
        idleSeconds: Number.isNaN(idleNs) ? null : idleNs / 1e9,
        errno: gaveUp,
        icmp: icmp ? icmpName(c.isIpv6 ? 6 : 4, icmp.value >> 8, icmp.value & 0xff) : null,
        sender: icmp?.sender ?? null,
      },
    };
  },
};

/** The repeats of one segment that the side ended with; none where it went on after them. */
function lastRepeats(c: ConnectionCase, side: Side): readonly Observation[] {
  const repeats = c.observations(REPEATS).filter((one) => one.side === side);
  const last = repeats.at(-1);
  if (last === undefined || last.timeNs < c.endNs) return [];
  return repeats.slice(repeats.findLastIndex(({ seq }) => seq !== last.seq) + 1);
}

/** Others say more where both programs had closed, so that only the last ACK is missing (last-ack-stuck), or where only large segments vanish. */
function severityOf(c: ConnectionCase): Severity {
  if (c.has(ConnectionFact.SecondFinSeen)) return 'info';
  return mssBlackHole.judge(c)?.severity === 'error' ? 'note' : 'error';
}
