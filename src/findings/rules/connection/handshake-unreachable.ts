import { icmpName } from '../../../decode/icmp-name.js';
import { Observed } from '../../../tcp/observed.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** An ICMP error quotes the SYN, and no answer came after it. */
export const handshakeUnreachable: ConnectionRule = {
  code: 'handshake-unreachable',
  cues: Cue.Unreachable,
  sources: ['RFC 1122 §4.2.3.9', 'RFC 5461 §2', 'Linux: tcp_v4_err, icmp_err_convert'],
  judge(c) {
    if (c.outcome !== 'unreachable') return null;
    const errors = [...c.observations(Observed.IcmpError)];
    const last = errors.at(-1);
    if (last === undefined) return null;
    const responderFamily = c.isIpv6 ? 6 : 4;
    return {
      severity: 'error',
      certainty: 'certain',
      side: 'responder',
      packets: [last.packet, c.firstPacket],
      timeNs: c.startNs,
      endNs: last.timeNs,
      measures: {
        icmp: icmpName(responderFamily, last.value >> 8, last.value & 0xff),
        sender: last.sender,
        errors: errors.length,
        attempts: 1 + c.ends.synRepeats[c.i]!,
        afterSeconds: c.secondsIn(last.timeNs),
        errno: c.socketError('initiator'),
      },
    };
  },
};
