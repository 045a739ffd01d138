import { ConnectionFact } from '../../../flow/connection-columns.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import {
  FELT_HANDSHAKE_SECONDS,
  SLOW_HANDSHAKE_ROUND_TRIPS,
  SLOW_HANDSHAKE_SECONDS,
} from '../../thresholds.js';

/** A handshake that took much longer than the round trips of the same connection, though nothing was sent twice. */
export const handshakeSlow: ConnectionRule = {
  code: 'handshake-slow',
  cues: Cue.SlowHandshake,
  needsBothWays: true,
  thresholds: { handshakeSeconds: SLOW_HANDSHAKE_SECONDS, roundTrips: SLOW_HANDSHAKE_ROUND_TRIPS },
  sources: ['RFC 9293 §3.5'],
  judge(c) {
    const tookNs = c.handshakeNs;
    if (!(tookNs >= SLOW_HANDSHAKE_SECONDS * 1e9)) return null;
    if (c.ends.synRepeats[c.i]! + c.ends.synAckRepeats[c.r]! > 0) return null;
    // Without the SYN,ACK nobody knows whose time it was.
    if (!c.has(ConnectionFact.SynAckSeen)) return null;
    const { synNs, synAckNs, handshakeAckNs } = c.tables.connections;
    const answerNs = synAckNs[c.slot]! - synNs[c.slot]!;
    const ackNs = handshakeAckNs[c.slot]! - synAckNs[c.slot]!;
    const late = answerNs > ackNs ? 'responder' : 'initiator';
    // Only round trips to the same side can tell whether the way is as slow as that.
    const isKnown = c.ends.rttSamples[c.row(late)]! > 0;
    const roundTripNs = isKnown ? c.ends.rttMinNs[c.row(late)]! : 0;
    if (!(Math.max(answerNs, ackNs) > roundTripNs * SLOW_HANDSHAKE_ROUND_TRIPS)) return null;
    return {
      severity: isKnown && tookNs >= FELT_HANDSHAKE_SECONDS * 1e9 ? 'warning' : 'note',
      certainty: isKnown ? 'likely' : 'possible',
      side: late,
      packets: [c.firstPacket],
      timeNs: synNs[c.slot]!,
      endNs: handshakeAckNs[c.slot]!,
      measures: {
        tookSeconds: tookNs / 1e9,
        answerSeconds: answerNs / 1e9,
        ackSeconds: ackNs / 1e9,
        fastestRoundTripSeconds: isKnown ? roundTripNs / 1e9 : null,
      },
    };
  },
};
