import { pileUpRule } from '../../pile-ups.js';
import { EPHEMERAL_PORTS, PORTS_RUN_OUT } from '../../thresholds.js';

/** One host has many sockets in TIME_WAIT: harmless, until the ports for one target run out. */
export const timeWaitPileUp = pileUpRule({
  code: 'time-wait-pile-up',
  state: 'TIME_WAIT',
  severity: 'info',
  codes: [],
  end: 'either',
  sources: ['RFC 9293 §3.6.1', 'RFC 6191', 'Linux: tcp_tw_reuse, ip_local_port_range'],
  measure({ census }, { host, peak }) {
    const { log } = census;
    const targets = new Map<number, number>();
    for (let row = 0; row < log.length; row++) {
      if (log.initiator[row] === host)
        targets.set(log.service[row]!, (targets.get(log.service[row]!) ?? 0) + 1);
    }
    const { begun, received } = census.hosts.of(host);
    const isClient = begun >= received;
    const most = Math.max(0, ...targets.values());
    // The pile's share of the busiest target: each takes a port that no other connection to it can have.
    const taken = isClient ? Math.round((peak * most) / Math.max(1, begun)) : 0;
    const isScarce = taken >= EPHEMERAL_PORTS * PORTS_RUN_OUT;
    return {
      severity: isScarce ? 'warning' : 'info',
      measures: {
        portsTaken: taken,
        portsLeft: Math.max(0, EPHEMERAL_PORTS - taken),
        ofPorts: EPHEMERAL_PORTS,
      },
    };
  },
});
