import { stormRule } from '../../storms.js';

/** Many attempts refused in a short time. */
export const refusedStorm = stormRule({
  code: 'refused-storm',
  codes: new Set(['handshake-refused', 'handshake-unreachable']),
  severity: 'error',
  sources: ['RFC 9293 §3.10.7.1'],
  at: 'start',
});
