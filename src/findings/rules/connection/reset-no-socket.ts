import { ConnectionFact } from '../../../flow/connection-columns.js';
import type { Side } from '../../../rows.js';
import { Known } from '../../../tcp/endpoint-columns.js';
import { Note } from '../../../tcp/notes.js';
import { SILENCE_NS } from '../../../tcp/observations.js';
import { type ConnectionCase, type Observation, otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { UNWANTED_SECONDS } from '../../thresholds.js';
import { closedAfterMissedHeartbeat } from './closed-after-missed-heartbeat.js';
import { keepAliveReset } from './keep-alive-reset.js';
import { mssBlackHole } from './mss-black-hole.js';
import { waitedInVain } from './stall.js';

/** A RST from a host that has no such connection (any more): its answer to a segment for which there is no socket. */
export const resetNoSocket: ConnectionRule = {
  code: 'reset-no-socket',
  cues: Cue.Resets,
  thresholds: { unwantedSeconds: UNWANTED_SECONDS },
  sources: ['RFC 9293 §3.5.2, case 1', 'RFC 9293 §3.10.7.1'],
  judge(c) {
    if (c.outcome !== 'reset') return null;
    const reset = c.endingReset;
    if (reset === null || reset.cause !== 'no-socket') return null;
    const side = otherSide(reset.side);
    const hadClosed = (c.known(reset.side) & Known.Fin) !== 0;
    // Who opened hung up without waiting for the answer, which then came: nobody was there to want it.
    const isUnwanted =
      reset.side === 'initiator' &&
      c.closedFirst === 'initiator' &&
      reset.timeNs - c.tables.connections.firstFinNs[c.slot]! < UNWANTED_SECONDS * 1e9;
    // How long after the close the first byte was still written: the time in CLOSE_WAIT.
    const wroteLater = hadClosed && c.closedFirst === reset.side && c.has(ConnectionFact.DataAfterFin);
    const { firstFinNs, firstAfterFinNs } = c.tables.connections;
    const lastSpokeNs = c.ends.lastSpokeNs[c.row(reset.side)]!;
    const unanswered = hadClosed ? [] : unansweredOf(c, reset.side);
    const inVain = wroteLater && reset.side === 'initiator' ? waitedInVain(c) : null;
    return {
      // Where a keep-alive probe drew it, or a heartbeat that came too late, or what its sender repeated was too large, that says more.
      severity:
        isUnwanted ||
        keepAliveReset.judge(c) !== null ||
        mssBlackHole.judge(c)?.severity === 'error' ||
        closedAfterMissedHeartbeat.judge(c)?.severity === 'error'
          ? 'note'
          : 'error',
      certainty: hadClosed ? 'certain' : 'likely',
      side,
      packets: [reset.packet],
      timeNs: reset.timeNs,
      endNs: reset.timeNs,
      measures: {
        afterSeconds: c.secondsIn(reset.timeNs),
        by: reset.side,
        hadClosed: hadClosed ? 'yes' : 'no',
        wroteLaterSeconds: wroteLater ? (firstAfterFinNs[c.slot]! - firstFinNs[c.slot]!) / 1e9 : null,
        silentSeconds: Math.max(0, reset.timeNs - lastSpokeNs) / 1e9,
        crossed: hadClosed && hasCrossed(c, side) ? 'yes' : 'no',
        waitedSeconds: inVain === null ? null : inVain.ns / 1e9,
        gaveUpRepeats: unanswered.length === 0 ? null : unanswered.length,
        gaveUpSeconds:
          unanswered.length === 0 ? null : (unanswered.at(-1)!.timeNs - unanswered[0]!.timeNs) / 1e9,
      },
    };
  },
};

/**
 * After a silence the side wrote again just when the other closed: its data was on its way, nobody can have known. Where the capture is
 * nearer to who closed, the data comes by after the FIN, but sooner than an answer to the FIN could.
 */
function hasCrossed(c: ConnectionCase, side: Side): boolean {
  if (c.closedFirst !== otherSide(side)) return false;
  const { firstFinNs, firstAfterFinNs } = c.tables.connections;
  const e = c.row(side);
  // Within a conversation it is no race but a close in the middle of something.
  if (!(c.silenceEndNs > firstFinNs[c.slot]! - SILENCE_NS)) return false;
  if (c.has(ConnectionFact.DataAfterFin)) {
    const laterNs = firstAfterFinNs[c.slot]! - firstFinNs[c.slot]!;
    return c.ends.rttSamples[e]! > 0 && laterNs < c.ends.rttMinNs[e]!;
  }
  return c.ends.lastDataNs[e]! <= firstFinNs[c.slot]! && !c.isAllAcknowledged(side);
}

const REPEATS = Note.RetransmissionTimeout | Note.RetransmissionTailLossProbe | Note.RetransmissionUnknown;
/** Fewer repeats are a hiccup of the path, and no reason to give up. */
const GIVEN_UP_REPEATS = 2;

/** The repeats with which the side ended what it had to say: nobody answered, so its kernel gave the connection up. */
function unansweredOf(c: ConnectionCase, side: Side): readonly Observation[] {
  const repeats = c.observations(REPEATS).filter((one) => one.side === side);
  const last = repeats.at(-1);
  if (last === undefined || c.ends.lastPacket[c.row(side)]! >>> 0 !== last.packet) return [];
  const same = repeats.filter(({ seq }) => seq === last.seq);
  return same.length < GIVEN_UP_REPEATS ? [] : same;
}
