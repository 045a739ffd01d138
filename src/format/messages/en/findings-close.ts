import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { bytes, often, seconds, since } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

/** " (packet 12)", or nothing where no packet shows it. */
const at = (f: FindingFacts, what = 'packet') => (f.packets.length === 0 ? '' : ` (${what} ${f.packets[0]})`);

/** Findings about how connections end in order, or fail to. */
export const closeText = {
  'orderly-close': {
    one: (f) =>
      `${f.subject} closed its connection with ${f.peer}${since(f)}, and the other side followed: in order`,
    many: (f) => `${counted(f.count, 'connection')} with ${f.responder} closed in order`,
    explanation: () => 'Both sides sent a FIN, and both FINs were acknowledged.',
    advice: () => 'Nothing to do.',
    wouldChange: () => 'Nothing.',
  },
  'half-close': {
    one: (f) =>
      `${f.subject} closed its direction, ${f.peer} sent ${bytes(f.measures['laterBytes'])} more${f.measures['over'] === 'yes' ? ` and closed ${seconds(f.measures['halfClosedSeconds'])} later` : ''}${at(f, 'FIN in packet')}`,
    many: (f) =>
      `${counted(f.count, 'connection')} with ${f.responder} went on one way after the other was closed`,
    explanation: () =>
      'A FIN says "I send no more", not "I read no more": shutdown(SHUT_WR), or close() with the answer still under way.',
    advice: () =>
      'Nothing to do where the program means it (rsh, HTTP clients that shut down after the request).',
    wouldChange: () => 'A RST in answer to the later data: then it was a close, not a half-close.',
  },
  'simultaneous-close': {
    one: (f) =>
      f.measures['sides'] === 2
        ? `${f.responder} and ${f.initiator} closed at the same time: both went through CLOSING${at(f)}`
        : `${f.subject} got the other side's FIN before the ACK of its own: CLOSING${at(f)}`,
    many: (f) => `${counted(f.count, 'connection')} with ${f.responder} were closed by both sides at once`,
    explanation: () =>
      'The FINs crossed, or the ACK of the first FIN was lost and the other FIN came before it. Both ends then wait in TIME_WAIT, or one does.',
    advice: () => 'Harmless; both sides closing on the same timer do it often.',
    wouldChange: () => 'Nothing.',
  },
  'close-wait-leak': {
    one: (f) =>
      `${f.peer} closed, but the program at ${f.subject} ${f.measures['stillOpen'] === 'yes' ? 'has not' : 'did not'} for ${seconds(f.measures['closeWaitSeconds'])}: CLOSE_WAIT${at(f, 'FIN in packet')}`,
    many: (f) =>
      `the program at ${f.subjectHost} does not close ${counted(f.count, 'connection')} that the other side has closed: CLOSE_WAIT`,
    explanation: () =>
      'The FIN was acknowledged by the kernel, so read() returns 0; the program has not called close() since. It forgot, is blocked, or its pool leaks. No kernel setting ends CLOSE_WAIT. The other side waits in FIN_WAIT_2.',
    advice: (f) =>
      `On ${f.subjectHost}: ss -tanp state close-wait names the program; mend its handling of end of file, or restart it.`,
    wouldChange: () => 'Data still to come from that side: then it is a half-close on purpose.',
  },
  'fin-wait-2-stuck': {
    one: (f) =>
      `${f.subject} has closed and waits for ${f.peer} to do so: FIN_WAIT_2 for ${seconds(f.measures['finWait2Seconds'])}${f.measures['timedOut'] === 'yes' ? ', then its timer ended it' : ''}${at(f)}`,
    many: (f) =>
      `${counted(f.count, 'connection')} between ${f.subjectHost} and ${f.peerHost} wait in FIN_WAIT_2 for the other side's close`,
    explanation: () =>
      'Its FIN was acknowledged; the FIN of the other side never came. That side sits in CLOSE_WAIT. Linux ends FIN_WAIT_2 after tcp_fin_timeout (60 s) once the program has closed; after shutdown() it waits for ever.',
    advice: (f) => `The cause is at ${f.peerHost}: ss -tanp state close-wait there.`,
    wouldChange: () => 'A FIN that the capture lacks.',
  },
  'fin-wait-1-stuck': {
    one: (f) =>
      `nobody acknowledges the FIN of ${f.subject}: FIN_WAIT_1 for ${seconds(f.measures['finWait1Seconds'])}${Number(f.measures['repeats']) > 0 ? `, the FIN sent again ${often(f.measures['repeats'])}` : ''}${at(f)}`,
    many: (f) =>
      `nobody acknowledges the FINs of ${counted(f.count, 'connection')} of ${f.subjectHost}: FIN_WAIT_1`,
    explanation: () =>
      'The FIN, and data before it, stay unacknowledged: the other side or the path to it is gone. The kernel repeats them (tcp_orphan_retries), then forgets.',
    advice: (f) => `See whether ${f.peerHost} is up; ss -tano state fin-wait-1 shows the repeats.`,
    wouldChange: () => 'A capture of one direction only.',
  },
  'last-ack-stuck': {
    one: (f) =>
      `${f.subject} never got the last ACK: LAST_ACK for ${seconds(f.measures['lastAckSeconds'])}${Number(f.measures['repeats']) > 0 ? `, its FIN sent again ${often(f.measures['repeats'])}` : ''}${at(f)}`,
    many: (f) => `${counted(f.count, 'connection')} of ${f.subjectHost} never got the last ACK: LAST_ACK`,
    explanation: () =>
      'Both sides have closed; the ACK of the second FIN is missing: the other side was cut off or killed, or its kernel had forgotten the connection.',
    advice: (f) => `Nobody waits for it; it ends by itself. Many of them: see what became of ${f.peerHost}.`,
    wouldChange: () => 'A capture that lacks the last ACK.',
  },
  'fin-retransmitted': {
    one: (f) =>
      `${f.subject} sent its FIN ${often(Number(f.measures['repeats']) + 1)}: it, or the ACK of it, was lost${at(f)}`,
    many: (f) => `${counted(f.count, 'connection')} with ${f.responder} had to repeat a FIN`,
    explanation: () => 'A FIN is repeated like data, until its ACK arrives.',
    advice: () => 'Nothing by itself; many of them: look for loss on the path.',
    wouldChange: () => 'Nothing.',
  },
  'time-wait-reuse': {
    one: (f) =>
      `${f.initiator} opened anew on ports that were in TIME_WAIT, and ${f.responder} accepted${at(f)}`,
    many: (f) => `${counted(f.count, 'connection')} with ${f.responder} reused ports in TIME_WAIT`,
    explanation: () =>
      'A SYN with a newer number (or timestamp) may end TIME_WAIT: RFC 9293 allows it, Linux does it. Ports come round so soon only where many connections are opened.',
    advice: () => 'Nothing; where it happens all the time, keep connections open longer.',
    wouldChange: () => 'Nothing.',
  },
  'time-wait-assassination': {
    one: (f) =>
      `a RST ended the TIME_WAIT of ${f.subject} after ${seconds(f.measures['waitedSeconds'])}${at(f)}`,
    many: (f) => `RSTs ended the TIME_WAIT of ${counted(f.count, 'connection')}`,
    explanation: () =>
      'TIME_WAIT guards against segments of this life that come late. A RST cuts it short (RFC 1337); Linux takes it unless tcp_rfc1337 is 1.',
    advice: () => 'Harmless as a rule; sysctl net.ipv4.tcp_rfc1337=1 ignores such RSTs.',
    wouldChange: () => 'Nothing.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;
