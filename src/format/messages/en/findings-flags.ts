import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import type { FindingSentences } from './findings.js';

/** Findings about odd segments. */
export const flagsFindingText = {
  'illegal-flags': {
    one: (f) =>
      `${f.subject} sent ${counted(Number(f.measures['packets']), 'segment')} to ${f.peer} with flags that no sound stack sends: ${f.measures['flags']} (packet ${f.packets[0]})`,
    many: (f) =>
      `${counted(f.count, 'connection')} between ${f.initiator} and ${f.responder} hold flags that no sound stack sends: ${f.measures['flags']}`,
    explanation: (f) =>
      `${f.measures['meaning']}. Scanners send such segments since closed ports answer them with a RST and open ones with silence; now and then it is a damaged header.`,
    advice: (f) => `Look at who ${f.subjectHost} is and what else it tried (explain port-scan).`,
    wouldChange: () => 'A wrong TCP checksum in that packet: then it was damaged on its way.',
  },
  'urgent-data': {
    one: (f) =>
      `${f.subject} sent urgent data to ${f.peer} (${counted(Number(f.measures['packets']), 'segment')}, packet ${f.packets[0]})`,
    many: (f) => `${counted(f.count, 'connection')} with ${f.responder} hold urgent data`,
    explanation: () =>
      'URG marks one byte that the receiver reads out of band. Only Telnet, FTP and few others use it; devices on the way may clear it (RFC 6093).',
    advice: () =>
      'Nothing, where the program means it. The receiver needs MSG_OOB or SO_OOBINLINE, else the byte is lost to it.',
    wouldChange: () => 'Nothing.',
  },
  'stray-segment': {
    one: (f) =>
      `a lone segment between ${f.initiator} and ${f.responder} belongs to no connection (packet ${f.packets[0]})`,
    many: (f) => `segments of ${counted(f.count, 'flow')} with ${f.responder} belong to no connection`,
    explanation: () =>
      'A RST, a SYN,ACK or a FIN without anything before it: backscatter of an attack that used this address as a forged source, the tail of a connection that had ended before the capture began, or a scan.',
    advice: () => 'Not an attempt to connect: nothing to do for a few.',
    wouldChange: () => 'A SYN for the same ports in another capture.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;
