import { pileUpRule } from '../../pile-ups.js';

/** Many attempts of one host wait for an answer. */
export const synSentPileUp = pileUpRule({
  code: 'syn-sent-pile-up',
  state: 'SYN_SENT',
  severity: 'warning',
  codes: ['handshake-unanswered', 'handshake-unreachable'],
  end: 'initiator',
  explainedBy: ['port-scan', 'host-sweep'],
  sources: ['RFC 9293 §3.3.2', 'Linux: tcp_syn_retries'],
});
