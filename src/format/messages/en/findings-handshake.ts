import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { seconds } from './amounts.js';
import type { FindingSentences } from './findings.js';

/** Findings about how connections begin. */
export const handshakeText = {
  'handshake-refused': {
    one: (f) =>
      `${f.responder} refused ${f.initiator}: nobody listens on that port (RST, packet ${f.packets[0]})`,
    many: (f) =>
      `${f.responder} refused ${counted(f.count, 'connection')} from ${f.initiator}: nobody listens on that port`,
    explanation: (f) =>
      `The SYN was answered by a RST ${seconds(f.measures['answerSeconds'])} later: that host is alive, but no program listens there, or a firewall rejects in its name. connect() returns ECONNREFUSED.`,
    advice: (f) =>
      `On ${f.subjectHost}: ss -ltnp shows who listens; start the service, or mend the address and port in the client.`,
    wouldChange: () =>
      "A TTL in the RST unlike that of the host's other packets: then a device on the way refused.",
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;
