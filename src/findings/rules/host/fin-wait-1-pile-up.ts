import { pileUpRule } from '../../pile-ups.js';

/** Many FINs of one host are not acknowledged. */
export const finWait1PileUp = pileUpRule({
  code: 'fin-wait-1-pile-up',
  state: 'FIN_WAIT_1',
  severity: 'warning',
  codes: ['fin-wait-1-stuck', 'fin-retransmitted'],
  end: 'either',
  sources: ['RFC 9293 §3.6', 'Linux: tcp_orphan_retries'],
});
