/** Comments within packetdrill scripts, and what is said where none can be written. */
export const packetdrillText = {
  head: (number: number, file: string, side: string) =>
    `Connection ${number} of ${file}, for the kernel of the ${side}`,
  who: (initiator: string, responder: string) => `${initiator} (initiator) > ${responder} (responder)`,
  how: [
    'Packets with > are those the kernel should send, with < those that are given to it. Sequence numbers',
    'count from the first of each side. Calls are inferred: packets do not tell when, and in what',
    'portions, the program wrote, read and closed. Times are those of the capture point.',
  ],
  handshakeMissing: 'The handshake was not captured whole; so much of it is made up:',
  again: 'sent again',
  afterHole: 'what comes before it was not captured',
  copy: 'a copy that the capture made: left out',
  note: (notes: readonly string[]) => notes.join(', '),
  optionsLeftOut: (names: readonly string[]) => `options left out: ${names.join(', ')}`,
  icmpLeftOut: (name: string, sender: string) =>
    `here came ICMP ${name} from ${sender}, which has no name here`,
  icmpForPeer: (name: string, sender: string) => `ICMP ${name} from ${sender} told the other side about this`,
  resetSent: (cause: string) => `the kernel resets: ${cause}`,
  more: (packets: number) => `${packets} packets more are left out`,
  needsSocket: 'this connection is one socket that talks to itself: packetdrill cannot play it',
} as const;

/** For `--help`. */
export const packetdrillHelp = {
  side: 'whose kernel a packetdrill script is for',
} as const;
