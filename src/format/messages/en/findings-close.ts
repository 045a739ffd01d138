import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { seconds } from './amounts.js';
import type { FindingSentences } from './findings.js';

/** Findings about how connections end in order, or fail to. */
export const closeText = {
  'orderly-close': {
    one: (f) =>
      `${f.subject} closed after ${seconds(f.measures['afterSeconds'])}, and ${f.peer} followed: in order`,
    many: (f) => `${counted(f.count, 'connection')} closed in order`,
    explanation: () => 'Both sides sent a FIN, and both FINs were acknowledged.',
    advice: () => 'Nothing to do.',
    wouldChange: () => 'Nothing.',
  },
  'close-wait-leak': {
    one: (f) =>
      `${f.peer} closed, but the program at ${f.subject} has not for ${seconds(f.measures['closeWaitSeconds'])}: CLOSE_WAIT (FIN in packet ${f.packets[0]})`,
    many: (f) =>
      `${f.subjectHost} never closes ${counted(f.count, 'connection')} that the other side has closed: CLOSE_WAIT`,
    explanation: () =>
      'The FIN was acknowledged by the kernel, so read() has returned 0; the program has not called close() since. It forgot, is blocked, or its pool leaks. No kernel setting ends CLOSE_WAIT. The other side waits in FIN_WAIT_2.',
    advice: (f) =>
      `On ${f.subjectHost}: ss -tanp state close-wait names the program; mend its handling of end of file, or restart it.`,
    wouldChange: () => 'Data still flowing from that side: then it is a half-close on purpose.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;
