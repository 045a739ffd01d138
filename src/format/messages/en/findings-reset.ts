import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { seconds } from './amounts.js';
import type { FindingSentences } from './findings.js';

/** Findings about resets. */
export const resetText = {
  'reset-no-socket': {
    one: (f) =>
      `${f.subject} was reset by ${f.peer} ${seconds(f.measures['afterSeconds'])} in: it had no such socket any more (bare RST, packet ${f.packets[0]})`,
    many: (f) => `${f.peer} reset ${counted(f.count, 'connection')}: it had no such sockets any more`,
    explanation: () =>
      'A bare RST that carries the number of the segment it answers comes from a kernel that found no socket for it: the program had closed, was killed, or the host had restarted and forgotten.',
    advice: (f) =>
      `On ${f.peerHost}: look for a restart or crash of the program at that moment (journalctl, dmesg for the OOM killer); mend clients that go on using connections the server has closed.`,
    wouldChange: () =>
      'A capture at that host in which no such RST leaves it: then a device on the way sent it.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;
