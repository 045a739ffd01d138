import { counted } from '../en.js';

/** Sentences on what the screen has kept of the captures, and on what it cannot have again. */
export const keptText = {
  cannotReadAgain:
    'this was not read from a file, and what was printed or came in fragments cannot be had again',
  packetsMissing: (packets: number, most: number) =>
    `only ${counted(most, 'packet')} can be held: ${counted(packets, 'packet')} beyond them cannot be looked at`,
  printed: 'the packet was printed, not captured: there are no bytes',
  bytesGone: 'the bytes cannot be read again',
  noRow: 'no packet of it was captured: only an ICMP error tells of it',
  noSuchPacket: (packet: number) => `no TCP packet has the number ${packet}`,
  payloadCut: 'this is the beginning: there is more than is shown at once',
  payloadGaps: (missing: number) =>
    `${counted(missing, 'byte')} of it ${missing === 1 ? 'is' : 'are'} not in the capture`,
  stillJudging: 'what went wrong is still being worked out',
  moreIncidents: (more: number) => `${counted(more, 'more incident')} of less weight`,
  nothingRead: 'nothing has been read yet',
  spansMissing: 'there were too many connections to count all their states over time',
  tooManySockets: (shown: number, all: number) =>
    `only the first ${shown} of ${counted(all, 'socket')} are shown`,
};
