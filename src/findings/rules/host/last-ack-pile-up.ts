import { pileUpRule } from '../../pile-ups.js';

/** One host waits for many last ACKs. */
export const lastAckPileUp = pileUpRule({
  code: 'last-ack-pile-up',
  state: 'LAST_ACK',
  severity: 'warning',
  codes: ['last-ack-stuck', 'fin-retransmitted'],
  end: 'either',
  sources: ['RFC 9293 §3.6', 'Linux: tcp_orphan_retries'],
});
