import { stormRule } from '../../storms.js';

/** Many connections reset in a short time. */
export const resetStorm = stormRule({
  code: 'reset-storm',
  codes: new Set([
    'handshake-reset',
    'reset-no-socket',
    'reset-abort',
    'reset-backlog-overflow',
    'reset-injected',
    'reset-by-middlebox',
    'keep-alive-reset',
  ]),
  severity: 'error',
  sources: ['RFC 9293 §3.5.2'],
  at: 'end',
});
