import { stormRule } from '../../storms.js';

/** Many connections and attempts without an answer in a short time. */
export const timeoutStorm = stormRule({
  code: 'timeout-storm',
  codes: new Set([
    'handshake-unanswered',
    'peer-vanished',
    'reset-keep-alive-failure',
    'keep-alive-unanswered',
    'mss-black-hole',
  ]),
  severity: 'error',
  sources: ['RFC 9293 §3.8.3', 'RFC 1122 §4.2.3.5'],
  at: 'start',
});
