import { pileUpRule } from '../../pile-ups.js';

/** One host keeps many connections that its peers have closed. */
export const closeWaitPileUp = pileUpRule({
  code: 'close-wait-pile-up',
  state: 'CLOSE_WAIT',
  severity: 'warning',
  codes: ['close-wait-leak', 'fin-wait-2-stuck'],
  end: 'either',
  sources: ['RFC 9293 §3.6'],
});
