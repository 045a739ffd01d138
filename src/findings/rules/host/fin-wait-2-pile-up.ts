import { pileUpRule } from '../../pile-ups.js';

/** One host has closed many connections that its peers keep. */
export const finWait2PileUp = pileUpRule({
  code: 'fin-wait-2-pile-up',
  state: 'FIN_WAIT_2',
  severity: 'note',
  codes: ['fin-wait-2-stuck'],
  end: 'either',
  sources: ['RFC 9293 §3.6', 'Linux: tcp_fin_timeout'],
});
