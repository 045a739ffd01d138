import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { often, seconds, since } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

/** Findings about the other side being there, or not. */
export const aliveText = {
  'peer-vanished': {
    one: (f) =>
      `${f.subject} vanished${afterIdle(f)}: ${f.peer} repeated itself ${often(f.measures['repeats'])} over ${seconds(f.measures['silentSeconds'])} without an answer${f.packets.length === 0 ? '' : ` (from packet ${f.packets[0]})`}${saidByIcmp(f)}`,
    many: (f) => `${f.subject} stopped answering on ${counted(f.count, 'connection')}`,
    explanation: (f) =>
      `Data, a FIN or probes went unanswered to the end. The host is down, unplugged or out of reach, or a firewall on the way drops silently. ${f.measures['errno'] === null ? 'The kernel goes on repeating (tcp_retries2, about a quarter of an hour); then the program gets ETIMEDOUT.' : `The program gets ${f.measures['errno']}.`}${afterIdle(f) === '' ? '' : ' It began when somebody spoke after a silence: firewalls, NAT and balancers forget connections that are idle for too long.'}`,
    advice: (f) =>
      `See whether ${f.subjectHost} was up at that time and what else stopped answering then; shorten the wait with TCP_USER_TIMEOUT or net.ipv4.tcp_retries2.`,
    wouldChange: () => 'Answers that take a way the capture does not see.',
  },
  'half-open': {
    one: (f) =>
      f.measures['foundBy'] === 'new-syn'
        ? `${f.subject} still held this connection when ${f.peer} opened a new one on the same ports: half open, a false ESTABLISHED${f.packets.length === 0 ? '' : ` (packet ${f.packets[0]})`}`
        : `${f.subject} holds the connection for open, ${f.peer} has none any more: half open for ${seconds(f.measures['halfOpenSeconds'])}${f.packets.length === 0 ? '' : ` (packet ${f.packets[0]})`}`,
    many: (f) =>
      `${counted(f.count, 'connection')} of ${f.subject} are half open: ESTABLISHED here, gone at the other end`,
    explanation: () =>
      'One end has gone without a word that reached the other: a restart, a pulled cable, a time-out with nobody listening. The other end counts it as ESTABLISHED until it sends something. Clients that reconnect leave false ones beside the new.',
    advice: (f) =>
      `On ${f.subjectHost}: ss -tano state established; turn on keep-alive (TCP_KEEPIDLE) or heartbeats with a time limit, and limit connections per client.`,
    wouldChange: () => 'A segment of the side that is taken for gone.',
  },
  'keep-alive': {
    one: (f) =>
      `${f.subject} probed the idle connection with ${f.peer} ${often(f.measures['probes'])} and was answered: both ends live`,
    many: (f) =>
      `${counted(f.count, 'connection')} with ${f.responder} are kept alive by probes that are answered`,
    explanation: (f) =>
      `A probe carries the last acknowledged number minus one; the answer is an ACK. ${f.measures['intervalSeconds'] === null ? '' : `Interval: ${seconds(f.measures['intervalSeconds'])}.`}`,
    advice: () => 'Nothing to do.',
    wouldChange: () => 'Nothing.',
  },
  'keep-alive-unanswered': {
    one: (f) =>
      `${f.subject} does not answer keep-alive any more: ${counted(Number(f.measures['probes']), 'probe')} of ${f.peer} over ${seconds(f.measures['silentSeconds'])} (from packet ${f.packets[0]})`,
    many: (f) => `${f.subject} does not answer keep-alive on ${counted(f.count, 'connection')}`,
    explanation: (f) =>
      f.measures['errno'] === null
        ? 'Probes go on every tcp_keepalive_intvl (75 s) up to tcp_keepalive_probes (9); then the program gets ETIMEDOUT and a RST is sent into the void.'
        : `The last probe went unanswered: the program gets ${f.measures['errno']}.`,
    advice: (f) =>
      `See whether ${f.subjectHost} is up, and whether a firewall on the way has forgotten the connection.`,
    wouldChange: () => 'Answers that the capture does not see.',
  },
  'keep-alive-reset': {
    one: (f) =>
      `${f.peer} answered a keep-alive probe of ${f.subject} with a RST${since(f)}: it lives, but its end of the connection is gone (packet ${f.packets[0]})`,
    many: (f) =>
      `${f.peer} answered keep-alive on ${counted(f.count, 'connection')} with RSTs: its ends are gone`,
    explanation: () =>
      'The host had restarted, or its side had timed out: its kernel knows no such connection. Keep-alive did its work; the program gets ECONNRESET.',
    advice: (f) => `On ${f.peerHost}: uptime, and the start time of the service.`,
    wouldChange: () => "A TTL unlike that host's: then a device on the way answered.",
  },
  heartbeat: {
    one: (f) =>
      Number(f.measures['missed']) === 0
        ? `${f.subject} sends ${f.peer} a small message every ${seconds(f.measures['periodSeconds'])} (${f.measures['beats']} of them): a heartbeat, or polling`
        : `${f.subject} beats every ${seconds(f.measures['periodSeconds'])} and missed ${counted(Number(f.measures['missed']), 'beat')}: one took ${seconds(f.measures['lateSeconds'])} (packet ${f.packets[0]})`,
    many: (f) =>
      `${counted(f.count, 'connection')} with ${f.responder} carry a heartbeat of ${f.subjectHost}`,
    explanation: (f) =>
      Number(f.measures['missed']) === 0
        ? 'Small messages at equal intervals show the other side that the program lives, which keep-alive cannot: that is answered by the kernel.'
        : 'The program was late with its own message, although its kernel answered all the while: it was busy, paused (garbage collection, a suspended machine), or its timer slipped. A peer with a time limit gives it up.',
    advice: (f) =>
      Number(f.measures['missed']) === 0
        ? 'Nothing to do.'
        : `See what the program at ${f.subjectHost} did at that moment (its log, garbage collection, vmstat), and what time limit ${f.peerHost} has: a few periods at least.`,
    wouldChange: () => 'A program that speaks when it has something to say, and only happened to be regular.',
  },
  'closed-after-missed-heartbeat': {
    one: (f) =>
      `${f.peer} gave up ${f.subject}, which lived: its message, due every ${seconds(f.measures['periodSeconds'])}, ${f.measures['came'] === 'late' ? 'took' : 'had not come for'} ${seconds(f.measures['lateSeconds'])}, then it was closed${since(f)}${f.packets.length === 0 ? '' : ` (packet ${f.packets[0]})`}${f.measures['nextDraws'] === 'reset' ? `; its next message drew a RST (packet ${f.packets.at(-1)})` : ''}`,
    many: (f) =>
      `${f.peerHost} gave up ${counted(f.count, 'connection')} of ${f.subjectHost} after a missed heartbeat, though that lived`,
    explanation: (f) =>
      `A time limit ran out at ${f.peerHost}: no sign of life for longer than it waits, so it closed. The other program was only late${f.measures['nextDraws'] === 'reset' ? '; it learned of the close by a failing write (EPIPE, or ECONNRESET)' : ''}.`,
    advice: (f) =>
      `Find out why the program at ${f.subjectHost} was late (its log, garbage collection, load), or raise the time limit at ${f.peerHost} to several periods.`,
    wouldChange: () =>
      'A program that had nothing more to ask, and a plain idle time-out on the other side: then nobody missed anything.',
  },
} satisfies Partial<Record<FindingCode, FindingSentences>>;

/** What a device on the way gave as the reason, where one did. */
function afterIdle({ measures }: FindingFacts): string {
  const idle = measures['idleSeconds'];
  return typeof idle === 'number' ? ` after ${seconds(idle)} of silence` : '';
}

function saidByIcmp({ measures }: FindingFacts): string {
  return measures['icmp'] === null ? '' : `, and ${measures['sender']} says ${measures['icmp']} (ICMP)`;
}
