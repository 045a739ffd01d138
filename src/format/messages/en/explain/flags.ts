import type { PageText } from '../../page-text.js';

/** TCP's flags, and the combinations that have a tale of their own. */
export const flagPageTexts = {
  SYN: {
    meaning: 'opens a connection; valid only in the handshake',
    about: [
      'It carries the first sequence number and what the sender offers: MSS, window scale, SACK, timestamps. It uses one sequence number, so that it can be acknowledged and repeated. Data with it is TCP Fast Open.',
      'SYN and SYN,ACK mean that a connection is beginning. In an open connection a SYN changes nothing: the answer is a challenge ACK, and two within half a second may get one answer only.',
    ],
    causes: [
      'a program called connect()',
      'a scanner asks which ports are open',
      'a flood, with forged addresses',
    ],
  },
  'SYN,ACK': {
    meaning: 'accepts a SYN, acknowledges it and sends the own first number',
    about: [
      'It proves a listener on that port; no program has accepted anything yet, the kernel answers. Sent again, it shows that the ACK of the handshake never arrived, or that the accept queue is full.',
      'Alone, without a SYN before it, it answers a SYN that was forged with your address (backscatter), or the capture missed the SYN.',
    ],
  },
  ACK: {
    meaning: 'the acknowledgment number counts: all bytes before it have arrived',
    about: [
      'Set on every segment but the first SYN and some RSTs. A segment with nothing else and no data only acknowledges; it is never acknowledged itself, and its loss is made good by the next one.',
      'The kernel sends it: it says that bytes arrived at the host, not that the program has read them.',
      'Without a connection an ACK draws a RST, from open and closed ports alike. An ACK scan uses this to see what a filter lets through.',
    ],
  },
  FIN: {
    meaning: 'ends this direction: its sender will send no more',
    about: [
      'It comes from close() or shutdown(), also when a program exits or is killed: the kernel closes for it. It uses one sequence number and is acknowledged and repeated like data. The other direction stays open until the other side sends its own FIN. read() returns 0 once everything before it has been read.',
      'It always comes with ACK. FIN and RST mean that a connection is ending.',
      'It may ride on the last data, and also on a retransmission, long after the program called close().',
    ],
  },
  'FIN,ACK': {
    meaning: 'ends this direction and acknowledges: the ordinary way to close',
    about: [
      'Each side sends one; with the two ACKs that makes four segments, or three where the second FIN comes at once.',
    ],
  },
  'FIN,PSH,ACK': {
    meaning: 'the last data and the end of this direction in one segment',
    about: ['Ordinary: the program wrote and closed before the data had left.'],
  },
  RST: {
    title: 'RST (reset)',
    meaning: 'ends a connection at once, both ways; never answered or acknowledged',
    about: [
      'Its shape tells how it was made. RST,ACK with number 0 answers a SYN: no such port. A bare RST (no ACK) whose number is the ACK that it answers comes from a kernel that knows no such connection. RST,ACK with the next number, a window and timestamps comes from a live socket whose program aborts.',
      'It counts only if its number is exactly the next one expected, or on Linux the right edge of the newest SACK block. Inside the window but not exact draws a challenge ACK, and life goes on. Outside it is ignored.',
      'What its receiver gets depends on the state: ECONNREFUSED in SYN_SENT, EPIPE in CLOSE_WAIT, ECONNRESET elsewhere. The error is told once; after it read() gives EOF and write() EPIPE. Bytes that came before it can still be read first.',
    ],
    causes: [
      'nobody listens on the port',
      'data for a socket whose program has closed it, or is gone',
      'close() while received data is unread, or with linger 0',
      'the peer restarted and knows nothing of the connection',
      'a keep-alive that failed: a last RST goes out into the void',
      'a firewall or balancer after its idle time, or a forgery',
    ],
    advice: [
      'Ask who sent it and why: synopsis connection shows the cause of each, and what it did.',
      ['At the sender, the kernel counts its reasons.', "nstat -az 'TcpExtTCPAbort*' TcpOutRsts"],
    ],
    beliefs: [
      '"A RST was seen" is not "the connection was reset": after a clean close a delayed segment may draw one that no program notices.',
      'On Linux a RST does not throw away what the program had not read yet; it reads those bytes first. Some other systems drop them.',
    ],
  },
  'RST,ACK': {
    meaning: 'resets and acknowledges: refuses a SYN, or aborts a live connection',
    about: [
      'With number 0 and window 0 it answers a SYN to a port on which nobody listens. With the next number of its sender and a window it is an abort by a program: unread data, or linger 0.',
    ],
  },
  PSH: {
    title: 'PSH (push)',
    meaning: 'marks the end of what the program wrote: hand it over now',
    about: [
      'The sending kernel sets it on the last segment of a write. Receivers hand over data at once anyway, so it is mostly a hint to the reader of a capture where messages end.',
    ],
  },
  'PSH,ACK': {
    meaning: 'data, and the end of what the program wrote',
    about: ['The commonest segment with data there is.'],
  },
  URG: {
    title: 'URG (urgent)',
    meaning: 'the urgent pointer counts: some byte is marked urgent',
    about: [
      'From send() with MSG_OOB; used by telnet, rlogin and FTP. Stacks disagree on whether the pointer names the last urgent byte or the one after it, and firewalls often clear it. New programs should not use it.',
    ],
    causes: ['an old protocol', 'a probe: Xmas scans set it with FIN and PSH'],
  },
  ECE: {
    title: 'ECE (ECN echo)',
    meaning: 'the path reported congestion; in a SYN: an ECN offer',
    about: [
      'A router marked a packet instead of dropping it; the receiver repeats ECE on its ACKs until the sender says CWR. SYN with ECE and CWR offers ECN, SYN,ACK with ECE alone accepts it.',
    ],
  },
  CWR: {
    title: 'CWR (congestion window reduced)',
    meaning: 'the sender has slowed down after ECE',
  },
  AE: {
    title: 'AE (accurate ECN, formerly NS)',
    meaning: 'with ECE and CWR a counter of congestion marks; in a SYN: an offer of accurate ECN',
    about: ['Older tools call the bit NS, for a nonce that nobody used.'],
  },
  reserved: {
    title: 'reserved bits',
    meaning: 'bits that must be zero are set: a probe, or a damaged header',
    about: ['Three bits between the data offset and AE are kept for the future. Receivers ignore them.'],
    causes: ['a tool that tells systems apart by their answers', 'memory or a device that damages packets'],
    advice: ['Compare the checksum: a damaged header has a wrong one.'],
  },
  NULL: {
    title: 'NULL (no flag at all)',
    meaning: 'a segment without any flag: a NULL scan, or a broken stack',
    about: [
      'No TCP sends this: even data carries ACK. A closed port answers with RST,ACK, an open one drops it in silence: that difference is what a scanner is after. Windows answers RST in both cases.',
    ],
    causes: ['nmap -sN'],
    advice: ['Drop it at the firewall; look what else its source sends.'],
  },
  'FIN without ACK': {
    meaning: 'only FIN: a FIN scan',
    about: [
      'A real FIN always carries ACK. A closed port answers with RST,ACK, a listener on Linux drops it in silence.',
    ],
    causes: ['nmap -sF'],
    advice: ['Drop it at the firewall; look what else its source sends.'],
  },
  Xmas: {
    title: 'Xmas (FIN, PSH and URG without ACK)',
    meaning: 'lit like a Christmas tree: a Xmas scan',
    about: [
      'A closed port answers with RST,ACK, a listener on Linux drops it in silence. Some tools call any segment with all flags set by this name, too.',
    ],
    causes: ['nmap -sX'],
    advice: ['Drop it at the firewall; look what else its source sends.'],
  },
  'SYN,FIN': {
    meaning: 'opens and ends at once: makes no sense; a probe',
    about: [
      'RFC 9293 would take the SYN now and the FIN later; Linux drops such a segment in LISTEN. Old packet filters looked at FIN only and let it through.',
    ],
    causes: ['a scanner that hopes to pass a filter', 'a tool that tells systems apart', 'a broken stack'],
    advice: ['Drop it at the firewall; no real client sends it.'],
  },
  'SYN,RST': {
    meaning: 'opens and resets at once: makes no sense; a probe, or a broken stack',
    about: ['Receivers look at RST first: in LISTEN it is dropped. Zeek calls it TCP_christmas.'],
    causes: ['a tool that tells systems apart', 'a broken stack or middlebox'],
    advice: ['Drop it at the firewall; no real client sends it.'],
  },
  'FIN,RST': {
    meaning: 'ends in order and resets at once: a broken stack, or a probe',
    about: ['RST wins at the receiver. Zeek counts it apart, as letter i of its history.'],
    causes: ['a middlebox that clears its table', 'a broken stack, or a probe'],
    advice: ['Look which host sends it, and whether its TTL is the one of its other packets.'],
  },
  'PSH without data': {
    meaning: 'PSH on a segment without data pushes nothing: odd, and harmless',
    about: ['A sound stack sets PSH only where there is data to hand over, or together with FIN.'],
    causes: ['a middlebox that took the payload out', 'a tool that makes packets itself', 'an odd stack'],
    advice: ['Compare a capture from the other end: was there a payload when it left?'],
  },
  'PSH without ACK': {
    meaning: 'data without ACK: a probe, or a broken stack',
    about: ['After its first SYN every segment of a connection carries ACK; receivers drop what does not.'],
    causes: ['a tool that makes packets itself', 'a broken stack'],
    advice: ['Look what else its source sends.'],
  },
  'URG without ACK': {
    meaning: 'urgent data without ACK: a probe, or a broken stack',
    causes: ['a tool that makes packets itself', 'a broken stack'],
    advice: ['Look what else its source sends.'],
  },
} satisfies Record<string, PageText>;

export const flagText = {
  /** Of a combination without a page of its own. */
  parts: (parts: readonly (readonly [flag: string, meaning: string])[]) =>
    parts.map(([flag, meaning]) => `${flag}: ${meaning}`),
  legal: 'A sound TCP may send it.',
  illegal: 'No sound TCP sends it: receivers drop it or answer with RST.',
  hexadecimal: (hex: string) => `In Wireshark: tcp.flags == ${hex}.`,
  probeCauses: [
    'a scanner, or a tool that tells systems apart by their answers',
    'a broken stack or a damaged packet',
  ],
  probeAdvice: ['Look what else its source sends.'],
} as const;
