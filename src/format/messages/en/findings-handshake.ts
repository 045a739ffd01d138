import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { bytes, often, seconds } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

/** Findings about how connections begin. */
export const handshakeText = {
  'handshake-refused': {
    one: (f) => `${f.responder} refused ${f.initiator}: ${refusedBecause(f)} (RST, packet ${f.packets[0]})`,
    many: (f) =>
      `${f.responder} refused ${counted(f.count, 'connection')} from ${f.initiator}: ${refusedBecause(f)}`,
    explanation: (f) =>
      `The SYN was answered by a RST ${seconds(f.measures['answerSeconds'])} later: that host is alive, but no program listens there, or a firewall rejects in its name. connect() returns ECONNREFUSED.`,
    advice: (f) =>
      `On ${f.subjectHost}: ss -ltnp shows who listens; start the service, or mend the address and port in the client.`,
    wouldChange: () =>
      "A TTL in the RST unlike that of the host's other packets: then a device on the way refused.",
  },
  'handshake-unanswered': {
    one: (f) =>
      f.measures['metOlder'] === 'yes'
        ? `${f.responder} still held a connection on the ports of the SYN of ${f.initiator} (packet ${f.packets[0]}): it answered with a challenge ACK and went on with that one`
        : f.measures['capturedEnough'] === 'no'
          ? `the capture ends ${seconds(f.measures['waitedSeconds'])} after ${f.initiator} sent its SYN to ${f.responder} (packet ${f.packets[0]}): the answer may have come later`
          : `${f.responder} never answered ${f.initiator}: SYN sent ${often(f.measures['attempts'])}${f.measures['attempts'] === 1 ? '' : ` over ${seconds(f.measures['overSeconds'])}`} (from packet ${f.packets[0]})`,
    many: (f) =>
      f.measures['metOlder'] === 'yes'
        ? `${f.responder} still held connections on the ports of ${counted(f.count, 'SYN')} from ${f.initiator}`
        : f.measures['capturedEnough'] === 'no'
          ? `the capture ends before ${f.responder} could answer ${counted(f.count, 'SYN')}`
          : `${f.responder} never answered ${counted(f.count, 'connection attempt')} from ${f.initiator}`,
    explanation: (f) =>
      f.measures['metOlder'] === 'yes'
        ? 'A SYN that meets a connection is answered with a challenge ACK and changes nothing (RFC 5961). A client that had forgotten the older connection answers with a RST and tries again; who does not was not the sender: the SYN was forged, or a copy that was long under way.'
        : `Nothing came back to the SYN, no RST and no ICMP error: the host is down, a filter drops silently, the answers take another way than the capture sees, or the service's accept queue is full (Linux then drops SYNs). ${
            f.measures['gaveUp'] === 'yes'
              ? 'The repeats have ended: connect() has given up, ETIMEDOUT (EHOSTUNREACH where the neighbour did not answer ARP).'
              : 'connect() waits until the retries end: 67 s on Linux today, 127 s on older ones, then ETIMEDOUT.'
          }`,
    advice: (f) =>
      f.measures['metOlder'] === 'yes'
        ? `See whether ${f.initiatorHost} sent that SYN (a capture there). If it did, it reuses ports too soon, or lost its state: keep-alive at ${f.responderHost} ends such leftovers.`
        : `Capture on ${f.responderHost} at the same time: if the SYN arrives there, look at nstat -az TcpExtListenDrops and ss -ltn (Recv-Q above Send-Q); if not, follow the path with tracepath and look at the filters on the way.`,
    wouldChange: () => 'A capture that sees only one direction: then answers may have passed elsewhere.',
  },
  'handshake-unreachable': {
    one: (f) =>
      `${f.responder} cannot be reached from ${f.initiator}: ${f.measures['sender']} says ${f.measures['icmp']} (ICMP, packet ${f.packets[0]})`,
    many: (f) =>
      `${f.responder} cannot be reached by ${counted(f.count, 'connection attempt')} from ${f.initiator}: ${f.measures['sender']} says ${f.measures['icmp']}`,
    explanation: (f) =>
      `${f.measures['sender']} answered the SYN with an ICMP error (${f.measures['icmp']}), ${seconds(f.measures['afterSeconds'])} after the first SYN. connect() returns ${f.measures['errno'] ?? 'the errno of that code'}. Linux may keep the first such error and repeat the SYN; the next one ends the attempt.`,
    advice: (f) =>
      `Ask ${f.measures['sender']} why: its routes (ip route get), its filter rules, and for host-unreachable whether ${f.responderHost} answers ARP or neighbour discovery (ip neigh).`,
    wouldChange: () => 'A SYN,ACK that came after it by a way that the capture does not see.',
  },
  'handshake-reset': {
    one: (f) => `${handshakeResetBy(f)} (packet ${f.packets[0]})`,
    many: (f) => `${f.subject} broke off ${counted(f.count, 'handshake')} with ${f.peer} after the SYN,ACK`,
    explanation: (f) => {
      if (f.measures['cause'] === 'handshake-rejected')
        return 'The SYN,ACK (or ACK) acknowledged a number that the other side had never sent: it belongs to an older connection with the same ports. RFC 9293 answers that with a RST and tries again.';
      if (f.measures['by'] === 'initiator')
        return 'The initiator got its SYN,ACK and reset at once: a scanner that only wanted to know whether the port is open, a health check, a client that gave up in between, or the slower of two attempts (happy eyeballs). The service never sees such a connection.';
      return 'The responder had answered the SYN and reset before the handshake was done: its listener closed at that moment, its accept queue overflowed with tcp_abort_on_overflow=1, or a device on the way objected.';
    },
    advice: (f) =>
      f.measures['by'] === 'initiator'
        ? `Look at who ${f.initiator} is; one source and many ports is a scan.`
        : `On ${f.responderHost}: sysctl net.ipv4.tcp_abort_on_overflow, nstat -az TcpExtListenOverflows, and the log of the service.`,
    wouldChange: () => "A TTL unlike the sender's other packets: then somebody on the way sent it.",
  },
  'handshake-slow': {
    one: (f) =>
      `the handshake of ${f.initiator} with ${f.responder} took ${seconds(f.measures['tookSeconds'])}: ${lateSegment(f)}`,
    many: (f) =>
      `${counted(f.count, 'handshake')} with ${f.responder} took ${seconds(f.measures['tookSeconds'])} and the like: ${lateSegment(f)}`,
    explanation: (f) =>
      `SYN to SYN,ACK took ${seconds(f.measures['answerSeconds'])}, SYN,ACK to ACK ${seconds(f.measures['ackSeconds'])}; the fastest round trip of the connection is ${seconds(f.measures['fastestRoundTripSeconds'])}. Kernels answer SYNs by themselves, so a slow one waits for a busy processor, a queue on the way, or a proxy or firewall that first asks elsewhere.`,
    advice: (f) =>
      `Compare with ping to ${f.subjectHost}; capture near it to see on which side of the path the time goes.`,
    wouldChange: () => 'Later round trips as slow as this one: then the path itself is slow.',
  },
  'syn-retransmitted': {
    one: (f) =>
      `${f.initiator} had to send its SYN to ${f.responder} again (${often(f.measures['repeats'])}, ${seconds(f.measures['lostSeconds'])} lost): ${lostOfSyn(f)} (packet ${f.packets.at(-1)})`,
    many: (f) => `${counted(f.count, 'SYN')} to ${f.responder} had to be sent again before an answer came`,
    explanation: (f) =>
      `${f.measures['lost'] === 'answer' ? 'The SYN,ACK had passed by here, yet the SYN came again: the answer was lost between here and the initiator.' : 'No answer passed by before the SYN came again: the SYN, or its answer, was lost beyond the capture point, or the listener dropped it (full accept queue).'} Every repeat costs the program a second or more before its first byte.`,
    advice: (f) =>
      `On ${f.responderHost}: nstat -az TcpExtListenDrops TcpExtTCPReqQFullDrop; if they stay at 0, look for loss on the path (mtr).`,
    wouldChange: () => 'Packets missing from the capture itself (see what it cannot show).',
  },
  'syn-ack-retransmitted': {
    one: (f) =>
      f.measures['completed'] === 'no'
        ? `${f.responder} answered ${f.initiator} and repeated its SYN,ACK ${often(f.measures['repeats'])}, the last ACK never came (packet ${f.packets[0]})`
        : `${f.responder} had to send its SYN,ACK to ${f.initiator} again (${often(f.measures['repeats'])}, packet ${f.packets.at(-1)})`,
    many: (f) =>
      f.measures['completed'] === 'no'
        ? `${counted(f.count, 'handshake')} with ${f.responder} never got the last ACK, though the SYN,ACK was repeated`
        : `${f.responder} had to repeat the SYN,ACK of ${counted(f.count, 'connection')}`,
    explanation: (f) =>
      f.measures['completed'] === 'no'
        ? 'The responder holds a half-open entry and repeats its answer (tcp_synack_retries), nobody completes the handshake: the source of the SYN is forged (a flood), its ACKs get lost, or the SYN,ACK never reaches it.'
        : 'The SYN,ACK, or the ACK that answers it, was lost on the side of the initiator.',
    advice: (f) =>
      `On ${f.responderHost}: ss -tn state syn-recv | wc -l, nstat -az TcpExtSyncookiesSent. One source: look at the way back to it. Many sources: see syn-flood.`,
    wouldChange: () => 'A capture that does not see the packets of the initiator.',
  },
  'handshake-ack-lost': {
    one: (f) =>
      f.measures['captured'] === 'no'
        ? `${f.responder} answered ${f.initiator}, and the ACK that completes the handshake ${neverOrNotYet(f)} (SYN in packet ${f.packets[0]})`
        : `the ACK of ${f.initiator} passed by, yet ${f.responder} sent its SYN,ACK again: the ACK was lost behind the capture point (packet ${f.packets[0]})`,
    many: (f) =>
      f.measures['captured'] === 'no'
        ? `${counted(f.count, 'handshake')} with ${f.responder} lack the last ACK: it ${neverOrNotYet(f)}`
        : `the last ACK of ${counted(f.count, 'handshake')} did not reach ${f.responder}`,
    explanation: (f) =>
      f.measures['captured'] === 'no'
        ? 'SYN, SYN,ACK, then nothing: the source of the SYN may be forged (with SYN cookies the answer is not even repeated), the initiator may have vanished, or the capture lacks its packets.'
        : 'The initiator holds the connection for established, the responder does not yet. A full accept queue looks the same: Linux then ignores the ACK (see backlog-overflow).',
    advice: (f) =>
      `On ${f.responderHost}: nstat -az TcpExtListenOverflows; if it stays at 0, look for loss between the capture point and that host.`,
    wouldChange: () =>
      'Data of the initiator that is repeated without an answer too: then the accept queue was full.',
  },
  'backlog-overflow': {
    one: (f) =>
      `the accept queue of ${f.responder} was full: ${f.initiator} was connected and sent data, the kernel of ${f.responderHost} ignored both${f.measures['endedBy'] === 'reset' ? ' and reset in the end' : ''} (packet ${f.packets[0]})`,
    many: (f) =>
      f.measures['accepted'] === undefined
        ? `the accept queue of ${f.responder} was full: ${counted(f.count, 'connection')} that clients held for established never came up`
        : `the accept queue of ${f.responder} seems full: ${counted(f.count, 'SYN')} went unanswered while it accepted others (${f.measures['accepted']})`,
    explanation: () =>
      'The program does not call accept() fast enough, so the queue of finished handshakes is full. Linux then drops new SYNs, and ignores the last ACK of those it had answered: the client is ESTABLISHED, the server is not. The SYN,ACK and the data are repeated until somebody gives up; the next segment then draws a RST.',
    advice: (f) =>
      `On ${f.responderHost}: ss -ltn (Recv-Q is the queue, Send-Q its limit), nstat -az TcpExtListenOverflows TcpExtListenDrops; make the program accept faster (blocked threads? EMFILE?), then raise listen()'s backlog and net.core.somaxconn.`,
    wouldChange: () => "TcpExtListenOverflows standing still: then the client's packets get lost on the way.",
  },
  'simultaneous-open': {
    one: (f) =>
      f.measures['itself'] === 'yes'
        ? `${f.initiator} connected to itself (packet ${f.packets[0]})`
        : `${f.initiator} and ${f.responder} opened at the same time: their SYNs crossed (packet ${f.packets[0]})`,
    many: (f) => `${counted(f.count, 'connection')} came up from SYNs that crossed`,
    explanation: (f) =>
      f.measures['itself'] === 'yes'
        ? 'A client that connects to a port of its own host within the ephemeral range may be given that very port as its own: its SYN then meets itself. It blocks the port for the service that should listen there.'
        : 'Both sides called connect() with fixed ports. Four segments make one connection: SYN_SENT, SYN_RCVD, ESTABLISHED on both sides.',
    advice: () =>
      'Rare and mostly on purpose (hole punching). Keep service ports out of net.ipv4.ip_local_port_range.',
    wouldChange: () => 'Nothing.',
  },
  'fast-open': {
    one: (f) =>
      `${f.initiator} used TCP Fast Open with ${f.responder}: ${fastOpenResult(f)} (packet ${f.packets[0]})`,
    many: (f) =>
      `${counted(f.count, 'connection')} to ${f.responder} used TCP Fast Open: ${fastOpenResult(f)}`,
    explanation: () =>
      'With a cookie from an earlier connection the SYN may carry data, which the server hands to its program one round trip earlier.',
    advice: () => 'Nothing to do; sysctl net.ipv4.tcp_fastopen turns it on at either side.',
    wouldChange: () => 'Nothing.',
  },
  'options-missing': {
    one: (f) =>
      `${f.responder} did not take up ${missingOptions(f)} that ${f.initiator} offered (packet ${f.packets[0]})`,
    many: (f) => `${f.responder} did not take up ${missingOptions(f)} in ${counted(f.count, 'connection')}`,
    explanation: (f) =>
      [
        f.measures['windowScale'] === 'missing'
          ? 'Without window scaling no more than 64 KiB can be under way: at 100 ms round trip 5 Mbit/s.'
          : '',
        f.measures['sack'] === 'missing'
          ? 'Without SACK a window with several losses takes a round trip for each, or a time-out.'
          : '',
        f.measures['timestamps'] === 'missing'
          ? 'Without timestamps the round trip of repeated segments is not known, and old duplicates are told by sequence numbers alone. Windows does without by default.'
          : '',
      ]
        .filter(Boolean)
        .join(' '),
    advice: (f) =>
      `On ${f.responderHost}: sysctl net.ipv4.tcp_window_scaling net.ipv4.tcp_sack net.ipv4.tcp_timestamps; if they are on, a device on the way removes the options: compare captures at both ends.`,
    wouldChange: () =>
      'SYN cookies at the responder: without timestamps they cannot remember what was offered.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;

function refusedBecause({ measures }: FindingFacts): string {
  return measures['cause'] === 'closed-port'
    ? 'nobody listens on that port'
    : 'its RST says there is no such socket';
}

function handshakeResetBy(f: FindingFacts): string {
  if (f.measures['cause'] === 'handshake-rejected')
    return `${f.subject} refused the handshake with ${f.peer}: it was answered with a number it never sent`;
  return `${f.subject} reset the handshake with ${f.peer} ${seconds(f.measures['afterSeconds'])} after the SYN,ACK`;
}

function lateSegment({ measures, subject }: FindingFacts): string {
  const isAnswer = Number(measures['answerSeconds']) > Number(measures['ackSeconds']);
  return isAnswer
    ? `the SYN,ACK of ${subject} was late`
    : `the ACK of ${subject} was late, or its first one lost`;
}

function lostOfSyn({ measures }: FindingFacts): string {
  return measures['lost'] === 'answer' ? 'the answer had not arrived' : 'nothing had come back';
}

function fastOpenResult({ measures }: FindingFacts): string {
  if (measures['result'] === 'accepted') return `${bytes(measures['dataBytes'])} in the SYN were accepted`;
  if (measures['result'] === 'ignored')
    return `${bytes(measures['dataBytes'])} in the SYN were not accepted, and sent again`;
  return 'it asked for a cookie';
}

function missingOptions({ measures }: FindingFacts): string {
  const names = [
    measures['windowScale'] === 'missing' ? 'window scaling' : '',
    measures['sack'] === 'missing' ? 'SACK' : '',
    measures['timestamps'] === 'missing' ? 'timestamps' : '',
  ].filter(Boolean);
  return names.length < 2
    ? (names[0] ?? 'an option')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What became of an answer that is not in the capture. */
function neverOrNotYet({ measures }: { measures: Readonly<Record<string, unknown>> }): string {
  return measures['capturedEnough'] === 'no' ? 'had not come when the capture ended' : 'never came';
}
