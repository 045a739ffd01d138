import { pileUpRule } from '../../pile-ups.js';

/** Both sides closed many connections at once, and the last ACKs are missing. */
export const closingPileUp = pileUpRule({
  code: 'closing-pile-up',
  state: 'CLOSING',
  severity: 'note',
  codes: ['simultaneous-close'],
  end: 'either',
  sources: ['RFC 9293 §3.6, figure 13'],
});
