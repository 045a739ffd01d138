import { ConnectionFact } from '../../../flow/connection-columns.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A SYN for a 4-tuple that was still in TIME_WAIT, and it was accepted: its number, or its timestamp, is newer. */
export const timeWaitReuse: ConnectionRule = {
  code: 'time-wait-reuse',
  cues: Cue.ReusedTimeWait,
  sources: ['RFC 9293 §3.6.1', 'RFC 6191 §2', 'Linux: tcp_timewait_state_process'],
  judge(c) {
    if (!c.has(ConnectionFact.ReusedTimeWait)) return null;
    return {
      severity: 'info',
      certainty: 'likely',
      side: 'initiator',
      packets: [c.firstPacket],
      timeNs: c.startNs,
      endNs: c.startNs,
      measures: { life: c.incarnation },
    };
  },
};
