import type { FindingCode } from '../../../rows.js';
import { formatCount } from '../../count.js';
import { counted } from '../en.js';
import { bytes, often, percent, seconds } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

const from = (f: FindingFacts) => (f.packets.length === 0 ? '' : ` (from packet ${f.packets[0]})`);
const rate = (f: FindingFacts) =>
  `${percent(f.measures['rate'])} of its ${counted(Number(f.measures['dataPackets']), 'segment')} sent again in all`;
/** D-SACKs tell of copies that arrived although an original had. */
const needless = (f: FindingFacts) => {
  const dsacks = Number(f.measures['dsacks']);
  return dsacks === 0
    ? 'had got lost'
    : `seemed lost, ${formatCount(dsacks)} of all repeats needlessly (D-SACK)`;
};
/** Where the loss was, as the capture point sees it. */
const where = (f: FindingFacts) => {
  const before = Number(f.measures['lostBeforeCapture']);
  const all = Number(f.measures['retransmissions']);
  if (before === 0)
    return 'All of them had passed by here before: they, or the ACKs, got lost behind the capture point.';
  if (before >= all)
    return 'None of them had passed by here before: they got lost between their sender and the capture point.';
  return `${before} of ${all} had not passed by here before: lost on the sender's side of the capture point, the others behind it.`;
};

/** Findings about data under way: windows, loss, order. */
export const transferText = {
  'zero-window': {
    one: (f) =>
      `${f.subject} closed its receive window ${often(f.measures['closings'])}, ${seconds(f.measures['closedSeconds'])} in all${f.measures['stillClosed'] === 'yes' ? ', to the end' : ''}: its program did not read${from(f)}`,
    many: (f) =>
      `${f.subjectHost} closed its receive window in ${counted(f.count, 'connection')} with ${f.peerHost}: its program did not read`,
    explanation: (f) =>
      `The receive buffer was full: ${f.peer} had to stop and probe. The program at ${f.subjectHost} was busy, blocked (on a disk, a lock, a back end), or meant to slow the other down.`,
    advice: (f) =>
      `On ${f.subjectHost}: ss -tinm (Recv-Q full), then look at what the program does instead of reading (py-spy, jstack, gdb, strace). A larger buffer only moves the moment.`,
    wouldChange: () => 'Nothing: the window is what its kernel says.',
  },
  'window-full': {
    one: (f) =>
      `${f.peer} filled the window of ${f.subject} ${often(f.measures['times'])} (${bytes(f.measures['maxInFlightBytes'])} under way)${from(f)}`,
    many: (f) => `the window of ${f.subjectHost} was filled in ${counted(f.count, 'connection')}`,
    explanation: () =>
      'All that the receiver allows was under way: the sender waits for an ACK that opens the window further. By itself flow control at work.',
    advice: () => 'See zero-window and window-limited for whether it cost anything.',
    wouldChange: () => 'Nothing.',
  },
  'window-limited': {
    one: (f) =>
      `the window of ${f.subject} sets the pace: ${bytes(f.measures['windowBytes'])} per ${f.measures['roundTripSeconds'] === null ? 'round trip' : `${seconds(f.measures['roundTripSeconds'])}`}${f.measures['mostBytesPerSecond'] === null ? '' : `, ${bytes(f.measures['mostBytesPerSecond'])}/s at most`}${from(f)}`,
    many: (f) => `the window of ${f.subjectHost} sets the pace of ${counted(f.count, 'connection')}`,
    explanation: () =>
      'Flight after flight fills the receive window without closing it: a round trip carries no more than that, however fast the path. The buffer is small, or window scaling is missing.',
    advice: (f) =>
      `On ${f.subjectHost}: sysctl net.ipv4.tcp_rmem, no fixed SO_RCVBUF in the program; check that both SYNs offer window scaling.`,
    wouldChange: () => 'A sender that has nothing more to send at those moments.',
  },
  'retransmission-timeout': {
    one: (f) =>
      `${f.subject} had to wait for its retransmission timer ${often(f.measures['count'])}: ${rate(f)}${from(f)}`,
    many: (f) => `retransmission timers ran out in ${counted(f.count, 'connection')} with ${f.responder}`,
    explanation: (f) =>
      `Nothing came back that could have told of the loss earlier; each time-out costs 200 ms or more, doubling, and sets the sender back to its slowest. ${where(f)}`,
    advice: (f) =>
      `mtr and interface counters (ip -s link) along the path to ${f.peerHost}; nstat -az TcpExtTCPTimeouts TcpRetransSegs at ${f.subjectHost}.`,
    wouldChange: () => 'D-SACKs in answer: then nothing was lost, and the ACKs were late.',
  },
  'fast-retransmission': {
    one: (f) =>
      `${f.subject} resent ${counted(Number(f.measures['count']), 'segment')} to ${f.peer} that ${needless(f)}: ${rate(f)}${from(f)}`,
    many: (f) =>
      `segments got lost, and were resent at once, in ${counted(f.count, 'connection')} with ${f.responder}`,
    explanation: (f) =>
      `Duplicate ACKs or SACK told of the hole, so each loss cost about one round trip and half the speed. ${where(f)}`,
    advice: (f) =>
      `A little of it is how TCP finds the speed of the path. More: mtr to ${f.peerHost}, interface errors and drops, policers, Wi-Fi.`,
    wouldChange: () => 'Reordering: then nothing was lost.',
  },
  'spurious-retransmission': {
    one: (f) =>
      `${f.subject} resent ${counted(Number(f.measures['count']), 'segment')} that ${f.peer} had already${Number(f.measures['dsacks']) > 0 ? `, as ${Number(f.measures['dsacks']) === 1 ? 'its D-SACK proves' : 'its D-SACKs prove'}` : ''}${from(f)}`,
    many: (f) =>
      `segments that had arrived were sent again in ${counted(f.count, 'connection')} with ${f.responder}`,
    explanation: () =>
      'The data had been acknowledged: the ACK was lost or late (a delay longer than the retransmission timer), or reordering looked like loss.',
    advice: () =>
      'A few cost little. Many: look for sudden delay (bufferbloat, Wi-Fi, a paused virtual machine).',
    wouldChange: () => 'Nothing.',
  },
  'tail-loss': {
    one: (f) =>
      `the end of a flight of ${f.subject} went unanswered ${often(f.measures['count'])}: a tail loss probe had to find out${from(f)}`,
    many: (f) => `tail loss probes were needed in ${counted(f.count, 'connection')} with ${f.responder}`,
    explanation: (f) =>
      `The last segments of a request or answer have none behind them that could draw duplicate ACKs. Linux sends the last one again after about two round trips instead of waiting for the timer. ${where(f)}`,
    advice: () => 'Nothing by itself; see the loss rate.',
    wouldChange: () => 'A D-SACK in answer: then only the ACK was late.',
  },
  reordering: {
    one: (f) =>
      `${counted(Number(f.measures['packets']), 'segment')} of ${f.subject} came late${Number(f.measures['mostPackets']) === 0 ? '' : `, overtaken by up to ${counted(Number(f.measures['mostPackets']), 'packet')} or ${seconds(f.measures['mostSeconds'])}`}${Number(f.measures['takenForLoss']) > 0 ? `, and ${formatCount(Number(f.measures['takenForLoss']))} sent again, as if lost` : ''}${from(f)}`,
    many: (f) =>
      `segments were overtaken on their way in ${counted(f.count, 'connection')} with ${f.responder}`,
    explanation: () =>
      'Timestamps or IP ids tell that they were sent before those that overtook them: several paths or queues, not loss.',
    advice: () =>
      'Harmless below about three packets; above, senders take it for loss: look for per-packet load balancing.',
    wouldChange: () => 'Nothing.',
  },
  'duplicate-packets': {
    one: (f) =>
      `the capture holds ${counted(Number(f.measures['packets']), 'packet')} of this connection twice${from(f)}`,
    many: (f) => `the capture holds packets of ${counted(f.count, 'connection')} twice`,
    explanation: () =>
      'Same IP id, same bytes, a moment later: captured on two interfaces, or by a mirror port that copies both ways. The network carried them once; they are not retransmissions.',
    advice: () => 'Capture on one interface, or let the mirror copy one direction.',
    wouldChange: () => 'Another IP id in the copy.',
  },
  'mss-black-hole': {
    one: (f) =>
      f.measures['recovered'] === 'yes' && Number(f.measures['repeats']) === 0
        ? `${f.measures['sender']} told ${f.subject} to send smaller packets: path MTU discovery at work${from(f)}`
        : `large segments of ${f.subject} never reach ${f.peer}, small ones do: ${Number(f.measures['icmp']) > 0 ? 'the path takes less, and the ICMP that says so has no effect' : 'a path MTU black hole, with no ICMP that says so'}${f.measures['recovered'] === 'yes' ? '; smaller ones got through in the end' : ''}${from(f)}`,
    many: (f) =>
      Number(f.measures['repeats']) === 0
        ? `${counted(f.count, 'connection')} of ${f.subjectHost} were told to send smaller packets`
        : `large segments of ${f.subjectHost} never arrive in ${counted(f.count, 'connection')}: a path MTU black hole`,
    explanation: (f) =>
      `${f.measures['segmentBytes'] === null ? 'Packets' : `Segments of ${bytes(f.measures['segmentBytes'])}`} are too large for a link on the way (a tunnel, a VPN, PPPoE). The router must drop them and say so by ICMP (fragmentation needed, packet too big); a firewall that drops all ICMP makes the connection hang as soon as much is sent: the handshake and small requests work.`,
    advice: () =>
      'Let ICMP type 3 code 4 (ICMPv6 type 2) pass; clamp the MSS at the tunnel (iptables TCPMSS --clamp-mss-to-pmtu); net.ipv4.tcp_mtu_probing=1 works around it. tracepath shows where.',
    wouldChange: () => 'Small segments lost as well, or others as large that pass: then it is plain loss.',
  },
  stall: {
    one: (f) =>
      f.measures['cause'] === 'delayedAck'
        ? `small writes between ${f.initiator} and ${f.responder} waited ${seconds(f.measures['stallSeconds'])} in all for delayed ACKs (Nagle's algorithm)`
        : f.measures['cause'] === 'noAnswer'
          ? `${f.initiator} waited ${seconds(f.measures['stallSeconds'])} for an answer of ${f.responder}, and closed without one (packet ${f.packets[0]})${answeredLater(f)}`
          : `${stalledBy(f)} for ${seconds(f.measures['stallSeconds'])} (until packet ${f.packets[0]})`,
    many: (f) =>
      f.measures['cause'] === 'noAnswer'
        ? `${f.initiator} waited for answers of ${f.responder} in ${counted(f.count, 'connection')}, and closed without`
        : `${counted(f.count, 'connection')} with ${f.responder} stood still with work to do`,
    explanation: (f) => STALLS[String(f.measures['cause'])] ?? '',
    advice: (f) =>
      f.measures['cause'] === 'delayedAck'
        ? 'Set TCP_NODELAY, or write each message in one call (writev, TCP_CORK).'
        : f.measures['cause'] === 'responderThink' || f.measures['cause'] === 'noAnswer'
          ? `Look at what the program at ${f.responderHost} did then: its log, slow queries, the services behind it.`
          : f.measures['cause'] === 'initiatorThink'
            ? `Nothing, unless ${f.responderHost} was waiting for the rest of a request.`
            : 'See the findings on windows and on retransmissions.',
    wouldChange: (f) =>
      f.measures['cause'] === 'responderThink'
        ? 'A request that asks the other side to wait (long polling); or packets lost before the capture point, which look like thinking.'
        : f.measures['cause'] === 'noAnswer'
          ? 'A protocol in which nothing is answered (logs, metrics): then the program only paused before it closed.'
          : 'Packets missing from the capture.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;

const answeredLater = ({ measures }: FindingFacts) => {
  const later = measures['answeredLaterSeconds'];
  return typeof later === 'number' ? `; it came ${seconds(later)} later` : '';
};
const stalledBy = (f: FindingFacts) =>
  f.measures['cause'] === 'responderThink'
    ? `${f.responder} let ${f.initiator} wait for an answer`
    : f.measures['cause'] === 'initiatorThink'
      ? `${f.initiator} paused in what it sent to ${f.responder}`
      : f.measures['cause'] === 'windowClosed'
        ? `a closed window held up ${f.initiator} and ${f.responder}`
        : `${f.initiator} and ${f.responder} stood still after a loss`;

/** By whom, in full. */
const STALLS: Readonly<Record<string, string>> = {
  responderThink:
    'The request had arrived and was acknowledged by the kernel; then the program worked, or waited for others, before it answered. The network had no part in it.',
  noAnswer:
    'The request had arrived and was acknowledged by the kernel, but the program said nothing to it; the other side closed when its own time limit had run out. Its program saw a time-out of its library, no errno.',
  initiatorThink:
    'The side that sends fell silent within what it sent and went on later: its program had nothing, or waited for something else.',
  windowClosed:
    'The receiver had no room, so the sender could only probe until the program over there read on.',
  lossRecovery: 'Something was lost, and only the retransmission timer found out; it doubles each time.',
  delayedAck:
    "The sender holds back a small segment while another is unacknowledged (Nagle's algorithm), and the receiver delays that ACK in the hope of data to send along: 40 to 200 ms each time, on an idle network.",
};
