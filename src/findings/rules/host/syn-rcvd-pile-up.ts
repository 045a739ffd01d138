import { pileUpRule } from '../../pile-ups.js';

/** Many handshakes at one host wait for the last ACK. */
export const synRcvdPileUp = pileUpRule({
  code: 'syn-rcvd-pile-up',
  state: 'SYN_RCVD',
  severity: 'warning',
  codes: ['handshake-ack-lost', 'syn-ack-retransmitted'],
  end: 'responder',
  explainedBy: ['syn-flood', 'backlog-overflow'],
  sources: ['RFC 4987 §2', 'Linux: tcp_synack_retries'],
});
