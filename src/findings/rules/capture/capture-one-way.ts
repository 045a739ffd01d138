import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';
import { ONE_WAY_SHARE } from '../../thresholds.js';

/** Of most connections only one direction was captured. */
export const captureOneWay: HostRule = {
  code: 'capture-one-way',
  thresholds: { shareOfConnections: ONE_WAY_SHARE },
  sources: ['RFC 9293 §3.4'],
  calms: true,
  doubts: [
    'handshake-unanswered',
    'handshake-ack-lost',
    'syn-ack-retransmitted',
    'syn-retransmitted',
    'backlog-overflow',
    'peer-vanished',
    'keep-alive-unanswered',
    'half-open',
    'close-wait-leak',
    'syn-flood',
    'port-scan',
    'host-sweep',
    'reset-abort',
    'idle-timer',
    'timeout-storm',
    'syn-sent-pile-up',
    'syn-rcvd-pile-up',
    'fin-wait-1-pile-up',
    'last-ack-pile-up',
    'stale-connections',
  ],
  judge(world) {
    const { oneWay, conversations } = world.census.capture;
    if (oneWay.connections === 0 || oneWay.connections < conversations * ONE_WAY_SHARE) return [];
    return [
      aboutCapture(world, {
        code: 'capture-one-way',
        severity: 'note',
        certainty: oneWay.connections > 1 ? 'likely' : 'possible',
        measures: { connections: oneWay.connections, conversations, packets: oneWay.amount },
        evidence: oneWay,
      }),
    ];
  },
};
