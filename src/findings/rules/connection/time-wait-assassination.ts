import { TcpState } from '../../../tcp/state.js';
import { By } from '../../../tcp/state-history.js';
import { SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A RST ends TIME_WAIT before its time: Linux lets it, RFC 1337 says why it should not. */
export const timeWaitAssassination: ConnectionRule = {
  code: 'time-wait-assassination',
  cues: Cue.Resets,
  sources: ['RFC 1337', 'Linux: tcp_rfc1337'],
  judge(c) {
    if (!c.hasResets || c.closedFirst === null) return null;
    for (const side of SIDES) {
      const waiting = c.entry(side, TcpState.TimeWait);
      const closed = waiting === null ? null : c.entry(side, TcpState.Closed);
      if (waiting === null || closed === null || closed.by !== By.Received || closed.packet === 0) continue;
      if (![...c.resets()].some(({ packet }) => packet === closed.packet)) continue;
      return {
        severity: 'note',
        certainty: 'likely',
        side,
        packets: [closed.packet],
        timeNs: closed.timeNs,
        endNs: closed.timeNs,
        measures: { waitedSeconds: (closed.timeNs - waiting.timeNs) / 1e9 },
      };
    }
    return null;
  },
};
