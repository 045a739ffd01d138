import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { seconds, since } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

/** Findings about resets. */
export const resetText = {
  'reset-no-socket': {
    one: (f) =>
      `${f.subject} was reset by ${f.peer}${since(f)}: ${
        f.measures['crossed'] === 'yes'
          ? `its program closed while something of ${f.subject} was on its way`
          : f.measures['hadClosed'] === 'yes'
            ? `its program had closed already${waited(f)}, and ${wroteLater(f)}`
            : hasGivenUp(f)
              ? `it had sent its data again ${counted(Number(f.measures['gaveUpRepeats']), 'time')} over ${seconds(f.measures['gaveUpSeconds'])} without an answer, and given up`
              : 'it had no such socket any more'
      } (bare RST, packet ${f.packets[0]})`,
    many: (f) =>
      `${f.peer} reset ${counted(f.count, 'connection')} with ${f.subject}: ${
        f.measures['crossed'] === 'yes'
          ? `it closed them while something of ${f.subject} was on its way`
          : f.measures['hadClosed'] === 'yes'
            ? `it had closed them already${waited(f)}, and ${wroteLater(f)}`
            : 'it had no such sockets any more'
      }`,
    explanation: (f) =>
      f.measures['crossed'] === 'yes'
        ? `A race: ${f.subjectHost} wrote before it could know that ${f.peerHost} was closing. That happens to connections that are kept for the next request: one side ends those that were idle for so long at the moment when the other uses one again.`
        : f.measures['hadClosed'] === 'yes'
          ? `The program at ${f.peerHost} had closed (or was killed: its kernel closes for it), and ${f.subjectHost} went on sending: data for a socket that nobody reads draws a RST. The first write succeeds, the RST comes back, the next one fails: EPIPE, with SIGPIPE.`
          : hasGivenUp(f)
            ? `Nothing came back to ${f.peerHost} for so long that its kernel gave up (TCP_USER_TIMEOUT, or tcp_retries2): the program there got ETIMEDOUT. What arrived after that met no socket any more: the RST only tells ${f.subjectHost} what had happened before.`
            : 'A bare RST that carries the number of the segment it answers comes from a kernel that found no socket for it: the host has restarted and forgotten, the connection had timed out there, or an address has moved to another machine.',
    advice: (f) =>
      typeof f.measures['waitedSeconds'] === 'number'
        ? `Look at what the program at ${f.subjectHost} did in that time: its log, slow queries, the services behind it; and which time limit the program at ${f.peerHost} has.`
        : f.measures['crossed'] === 'yes'
          ? `Let the side that sends requests (the client, the balancer) drop idle connections sooner than the other: its keep-alive time-out shorter than that of ${f.peerHost}. It may send the request again: it was not taken.`
          : f.measures['hadClosed'] === 'yes'
            ? `Look in the log of the program at ${f.peerHost} why it closed; in the program at ${f.subjectHost}: read before writing on a connection that was idle, treat end of file as the end, ignore SIGPIPE.`
            : hasGivenUp(f)
              ? `Look for what kept the path silent between ${f.peerHost} and ${f.subjectHost} before the RST: a link that went down, a router that changed, a firewall. The RST is not the fault.`
              : `On ${f.peerHost}: uptime, journalctl and dmesg (OOM killer) for a restart at that moment. Turn on keep-alive in clients that hold idle connections.`,
    wouldChange: (f) =>
      `A capture at ${f.peerHost} in which no such RST leaves it: then a device on the way sent it.`,
  },
  'reset-abort': {
    one: (f) =>
      `${f.peer} aborted its connection with ${f.subject}${since(f)}: ${abortBecause(f)} (RST, packet ${f.packets[0]})`,
    many: (f) => `${f.peer} aborted ${counted(f.count, 'connection')} with ${f.subject}: ${abortBecause(f)}`,
    explanation: (f) =>
      f.measures['cause'] === 'unknown'
        ? 'The shape of the RST tells neither a live socket nor a missing one.'
        : 'The RST has what only a live socket knows (its next number, its window): the program there closed with received data unread, or with linger 0. On the wire the two cannot be told apart; both throw away what was not delivered. A process that is killed with data unread does the same.',
    advice: (f) =>
      f.measures['afterAnswer'] === 'yes' || f.measures['saidNothing'] === 'yes'
        ? 'Nothing to do: browsers, health checks and scanners end this way once they know what they wanted to know.'
        : `Look at the program at ${f.peerHost} at that moment: an error path that closes without reading the rest of the request (the answer is then lost too), SO_LINGER 0, a crash. strace -e trace=close,setsockopt shows it.`,
    wouldChange: () => "A TTL unlike the sender's other packets: then somebody on the way sent it.",
  },
  'reset-after-close': {
    one: (f) => `${f.subject} and ${f.peer} closed in order; a RST came after it (packet ${f.packets[0]})`,
    many: (f) => `${counted(f.count, 'connection')} closed in order, with a RST after it`,
    explanation: () =>
      'Both FINs had been sent: the programs were done. A RST now comes from a kernel that has forgotten the connection, or a program that wants no TIME_WAIT.',
    advice: () => 'Nothing to do.',
    wouldChange: () => 'Data after the FIN that was never acknowledged.',
  },
  'reset-keep-alive-failure': {
    one: (f) =>
      `${f.subject} gave up on ${f.peer} after ${seconds(f.measures['silentSeconds'])} without a word: ${counted(Number(f.measures['probes']), 'probe')} unanswered (RST, packet ${f.packets[0]})`,
    many: (f) =>
      `${f.subject} gave up on ${counted(f.count, 'connection')} whose other side had stopped answering`,
    explanation: (f) =>
      `Keep-alive probes (or repeats, with TCP_USER_TIMEOUT) went unanswered to the last one. The RST is a farewell to a peer that is not there; the program gets ${f.measures['errno'] ?? 'ETIMEDOUT'}.`,
    advice: (f) =>
      `Find out what became of ${f.peerHost}: down, restarted, unplugged, its address moved, or a firewall forgot the connection (then shorter keep-alive than its idle limit helps: net.ipv4.tcp_keepalive_time, TCP_KEEPIDLE).`,
    wouldChange: () => 'Answers that the capture does not see.',
  },
  'reset-backlog-overflow': {
    one: (f) =>
      `${f.subject} reset a connection that its full accept queue had never let come up (packet ${f.packets[0]})`,
    many: (f) =>
      `${f.subject} reset ${counted(f.count, 'connection')} that its full accept queue had never let come up`,
    explanation: () =>
      'The half-open entry had expired, or tcp_abort_on_overflow is 1: the next segment of a client that holds itself connected draws a RST. Its program gets ECONNRESET.',
    advice: (f) => `On ${f.subjectHost}: ss -ltn, nstat -az TcpExtListenOverflows; see backlog-overflow.`,
    wouldChange: () => 'TcpExtListenOverflows standing still.',
  },
  'reset-ignored': {
    one: (f) =>
      `${f.peer} ignored ${counted(Number(f.measures['resets']), 'RST')} in the name of ${f.subject}${Number(f.measures['challengeAcks']) > 0 ? ' and asked back with a challenge ACK' : ''} (packet ${f.packets[0]}): the connection lived on`,
    many: (f) => `${counted(f.count, 'connection')} of ${f.peer} ignored a RST and lived on`,
    explanation: () =>
      'A RST counts only with exactly the next expected number (RFC 5961). Any other is answered with a challenge ACK; if the other side really has no connection, its next RST has the right number.',
    advice: () =>
      'A stale peer after a restart does this, and so does somebody who guesses numbers: compare the TTL and the times.',
    wouldChange: () => 'Segments of its sender that the capture lacks: then the number was right.',
  },
  'reset-injected': {
    one: (f) =>
      `somebody ${Number(f.measures['testsFired']) > 1 ? 'likely forged' : 'may have forged'} ${counted(Number(f.measures['resets']), 'RST')} in the name of ${f.subject} to ${f.peer}: ${f.measures['testsFired']} of ${f.measures['testsApplicable']} tests for forgery fired${f.measures['effect'] === 'ended' ? ', and the connection ended' : ', without effect'} (packet ${f.packets[0]})`,
    many: (f) =>
      `RSTs that are likely forged hit ${counted(f.count, 'connection')} between ${f.subject} and ${f.peer}`,
    explanation: (f) =>
      `${f.measures['ttlDiffers'] === 'yes' ? 'The TTL of the RST is not that of its named sender. ' : ''}Whoever injects RSTs sits beside the path and races the real host, so look for what one honest stack does not send: another TTL, a number behind its own data, speaking on after the RST, no timestamps.`,
    advice: (f) =>
      `Capture at ${f.subjectHost} at the same time: a RST that never left it is forged. Then look at intrusion prevention and filters on the way.`,
    wouldChange: () => 'The same RST in a capture at its named sender.',
  },
  'reset-by-middlebox': {
    one: (f) =>
      `a device between ${f.subject} and ${f.peer} reset the connection${f.measures['idleSeconds'] === null ? '' : ` after ${seconds(f.measures['idleSeconds'])} of silence`}: the TTL of the RST is not ${f.subjectHost}'s (packet ${f.packets[0]})`,
    many: (f) => `a device on the way to ${f.responder} reset ${counted(f.count, 'connection')}`,
    explanation: (f) =>
      `The RST answers what had just passed by, in the name of ${f.subject}, but with another TTL than all its other packets: a firewall, balancer or NAT that had forgotten the connection after its idle limit, or forbids it.`,
    advice: (f) =>
      `Find the device that many hops away (traceroute to ${f.subjectHost}); raise its idle limit for TCP, or turn on keep-alive with a shorter interval (TCP_KEEPIDLE) in the programs.`,
    wouldChange: () => 'The same RST in a capture at its named sender.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;

function waited({ measures }: FindingFacts): string {
  const inVain = measures['waitedSeconds'];
  return typeof inVain === 'number' ? `, having waited ${seconds(inVain)} for an answer` : '';
}

function hasGivenUp({ measures }: FindingFacts): boolean {
  return typeof measures['gaveUpRepeats'] === 'number';
}

function wroteLater({ measures, subject }: FindingFacts): string {
  const later = measures['wroteLaterSeconds'];
  return typeof later === 'number'
    ? `${subject} wrote ${seconds(later)} after that`
    : 'what came later met no socket';
}

function abortBecause({ measures }: FindingFacts): string {
  if (measures['cause'] === 'unknown') return 'why, the RST does not tell';
  if (measures['afterAnswer'] === 'yes') return 'it had its answer';
  if (measures['answersClose'] === 'yes')
    return 'its answer to the FIN of the other side, when nothing was under way any more';
  if (measures['saidNothing'] === 'yes')
    return 'it opened and hung up without a word, as health checks and scanners do';
  if (measures['likelier'] === 'linger')
    return 'its program closed with linger 0, or was killed, with data under way';
  if (measures['likelier'] === 'unread-data')
    return 'its program closed with received data unread, or with linger 0';
  return 'its program closed with linger 0 or with data unread';
}
