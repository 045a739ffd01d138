import { Logged } from '../../../hosts/connection-log.js';
import { traceEndNs } from '../../host-rule.js';
import { pileUpRule } from '../../pile-ups.js';
import { MANY_ESTABLISHED, SILENT_SECONDS } from '../../thresholds.js';

/** Share of silent ones that makes open connections suspicious. */
const SILENT_SHARE = 0.5;

/** One host has many open connections at once: load, or false ones whose other end is gone. */
export const establishedPileUp = pileUpRule({
  code: 'established-pile-up',
  state: 'ESTABLISHED',
  severity: 'info',
  codes: ['half-open'],
  end: 'either',
  sources: ['RFC 9293 §3.5.1', 'RFC 1122 §4.2.3.6'],
  measure(world, { host, peak }) {
    const { log } = world.census;
    const endNs = traceEndNs(world);
    let open = 0;
    let silent = 0;
    for (let row = 0; row < log.length; row++) {
      if (!(log.what[row]! & Logged.LeftOpen)) continue;
      if (log.initiator[row] !== host && log.responder[row] !== host) continue;
      open++;
      if (endNs - log.endNs[row]! >= SILENT_SECONDS * 1e9) silent++;
    }
    const isSilent = open > 0 && silent >= open * SILENT_SHARE;
    if (!isSilent && peak < MANY_ESTABLISHED) return null;
    return { severity: isSilent ? 'note' : 'info', measures: { silent, silentSeconds: SILENT_SECONDS } };
  },
});
