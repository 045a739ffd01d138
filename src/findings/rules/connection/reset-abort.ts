import { Known } from '../../../tcp/endpoint-columns.js';
import { ResetTest } from '../../../tcp/reset-cause.js';
import { otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { FAREWELL_SECONDS } from '../../thresholds.js';

/**
 * A live socket sent the RST: its program closed with received data unread, or with linger 0. The two look alike on the wire;
 * what came before tells which is likelier. A RST whose shape tells nothing is told here too, as possible.
 */
export const resetAbort: ConnectionRule = {
  code: 'reset-abort',
  cues: Cue.Resets,
  thresholds: { farewellSeconds: FAREWELL_SECONDS },
  sources: ['RFC 9293 §3.10.5', 'RFC 2525 §2.17', 'Linux: tcp_close, tcp_disconnect'],
  judge(c) {
    if (c.outcome !== 'reset') return null;
    const reset = c.endingReset;
    if (reset === null || (reset.cause !== 'abort' && reset.cause !== 'unknown')) return null;
    const victim = otherSide(reset.side);
    const { ends } = c;
    const by = c.row(reset.side);
    const peer = c.row(victim);
    // The other side's last data had been taken by the kernel, and this side said nothing after it.
    const peerSpokeLast =
      (c.known(victim) & Known.Data) !== 0 && ends.lastDataNs[peer]! > ends.lastDataNs[by]!;
    // Of a side whose packets were not captured nobody knows what it had taken, or answered.
    const { isOneWay } = c;
    const hasOwnUnsent = !isOneWay && !c.isAllAcknowledged(reset.side);
    const hasAll = reset.side === 'initiator' && c.isAllAcknowledged('responder');
    // A farewell, as TLS has one, to which no answer was waited for.
    const wasFarewell =
      (c.known('responder') & Known.Data) !== 0 &&
      reset.timeNs - ends.lastDataNs[by]! < FAREWELL_SECONDS * 1e9;
    const isAfterAll = hasAll && (peerSpokeLast ? c.isAllAcknowledged('initiator') : wasFarewell);
    const hasSaidNothing =
      !isOneWay &&
      reset.side === 'initiator' &&
      ends.payloadBytes[by] === 0 &&
      ends.payloadBytes[peer] === 0 &&
      // Another number would tell of data that was not captured.
      (reset.tests & ResetTest.NextOfSender) !== 0;
    const answersClose =
      (c.known(victim) & Known.Fin) !== 0 &&
      c.isAllAcknowledged('initiator') &&
      c.isAllAcknowledged('responder');
    const gravest = isOneWay ? 'warning' : 'error';
    return {
      // The initiator has its answer and hangs up: rude, but nobody misses anything. One that says nothing only looked whether the port
      // is open; and whose FIN is answered by a RST, with nothing under way, had closed already.
      severity: isAfterAll ? 'info' : hasSaidNothing || answersClose ? 'note' : gravest,
      certainty: reset.cause === 'abort' && !isOneWay ? 'likely' : 'possible',
      side: victim,
      packets: [reset.packet],
      timeNs: reset.timeNs,
      endNs: reset.timeNs,
      measures: {
        afterSeconds: c.secondsIn(reset.timeNs),
        by: reset.side,
        cause: reset.cause,
        likelier: hasOwnUnsent ? 'linger' : peerSpokeLast ? 'unread-data' : 'unknown',
        afterAnswer: isAfterAll ? 'yes' : 'no',
        saidNothing: hasSaidNothing ? 'yes' : 'no',
        answersClose: answersClose ? 'yes' : 'no',
      },
    };
  },
};
