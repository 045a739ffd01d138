import type { FindingCode } from '../../../rows.js';
import { formatCount } from '../../count.js';
import { counted } from '../en.js';
import { often, seconds } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';
import { pileUpText } from './findings-pile-ups.js';

/** Findings about hosts and services: always of several connections. */
export const hostFindingText = {
  'syn-flood': several({
    title: (f) =>
      `SYN flood on ${f.subject}: ${counted(f.count, 'attempt')} from ${sources(f)} were never finished, up to ${number(f, 'mostPerSecond')} a second`,
    explanation: (f) =>
      `${number(f, 'answered')} got a SYN,ACK that nobody acknowledged, ${number(f, 'dropped')} no answer. ${cookiesSentence(f)}${number(f, 'halfOpenAtOnce') === '0' ? '' : ` Up to ${number(f, 'halfOpenAtOnce')} were half open at once: so much room the backlog had at least.`} ${f.measures['served'] ? `${counted(Number(f.measures['served']), 'other connection')} of the service came up and ended as usual.` : 'Who waits for an answer sends its SYN again; these did not: the sources are forged, or a program that does not want to connect.'}`,
    advice: (f) =>
      `On ${hostOf(f.subject)}: ss -tan state syn-recv | wc -l; nstat -az TcpExtSyncookiesSent TcpExtTCPReqQFullDrop. Keep net.ipv4.tcp_syncookies at 1, filter upstream; a larger tcp_max_syn_backlog helps only a little.`,
    wouldChange: () =>
      'A capture that sees one direction only, or a path that loses the SYN,ACKs: then these are clients whose answers went astray.',
  }),
  'port-scan': several({
    title: (f) =>
      `${f.subject} scanned ${counted(Number(f.measures['ports']), 'port')} of ${targets(f)} (${scanName(f)}): ${scanResult(f)}`,
    explanation: (f) => `${SCAN_EXPLANATIONS[String(f.measures['kind'])] ?? ''} ${scanCounts(f)}`,
    advice: (f) =>
      `Ask who owns ${f.subject}: an inventory or monitoring tool of the house, or somebody who looks for ways in. On ${f.peerHost}: ss -tlnp, and close what need not be open.`,
    wouldChange: () => 'Connections from it that carry data: then it uses those ports.',
  }),
  'host-sweep': several({
    title: (f) =>
      `${f.subject} tried port ${f.measures['port']} on ${counted(Number(f.measures['hosts']), 'host')} within ${seconds(f.measures['overSeconds'])}: ${f.measures['openCount'] ? `open at ${f.measures['open']}` : 'open at none'}`,
    explanation: () =>
      'One source, one port, many hosts, and nothing that was used: a worm or an infected host that spreads, a scan, or monitoring. ss at that host shows many sockets in SYN_SENT.',
    advice: (f) =>
      `On ${f.subject}, if it is yours: ss -tanp state syn-sent names the program; take the host off the net if you do not know it.`,
    wouldChange: () => 'Connections of it to those hosts that carry data.',
  }),
  'stale-connections': several({
    title: (f) =>
      `${f.peer} connected to ${f.subject} ${often(f.measures['opened'])} over ${seconds(f.measures['overSeconds'])} and left every connection open: ${f.measures['stale']} are stale`,
    explanation: (f) =>
      `Each time the connection before had fallen silent, nobody closed it, and it was never used again: the client lost it without a word (power, mobile network, restart), the server still counts it as ESTABLISHED or CLOSE_WAIT. ${f.measures['proven'] === 'yes' ? 'Of some the client showed that it knew nothing of them any more. ' : ''}Devices that restart often fill a server in this way until no client gets in.`,
    advice: (f) =>
      `On ${f.subjectHost}: ss -tano dst ${f.peer}. End old connections of a client when it comes again; keep-alive or heartbeats with a limit (SO_KEEPALIVE, TCP_KEEPIDLE).`,
    wouldChange: () => 'Data on one of the older connections later on: then the client keeps a pool.',
  }),
  'service-down': several({
    title: (f) =>
      `${f.subject} went down ${at(f, 'sinceSeconds')}: it had accepted connections, then refused ${counted(Number(f.measures['refused']), 'attempt')} to the end of the trace`,
    explanation: (f) =>
      `The last connection was accepted ${seconds(f.measures['lastAcceptedSecondsBefore'])} before the first refusal. ${f.measures['ended'] ? `${counted(Number(f.measures['ended']), 'connection')} ended from its side in between. ` : ''}The host is alive, its kernel answers with RST: the program has ended, is restarting, or listens elsewhere since its configuration changed. connect() returns ECONNREFUSED.`,
    advice: (f) =>
      `On ${f.subjectHost}: ss -ltnp, systemctl status and journalctl of the service around that moment; dmesg for the OOM killer.`,
    wouldChange: () => "A TTL in the RSTs unlike that of the host's other packets: then a device refuses.",
  }),
  'service-restarted': several({
    title: (f) =>
      `${f.subject} restarted ${at(f, 'atSeconds')}: ${counted(Number(f.measures['ended']), 'connection')} ended at once${f.measures['refused'] ? `, ${counted(Number(f.measures['refused']), 'attempt')} refused` : ''}, accepting again after ${seconds(f.measures['backSeconds'])}`,
    explanation: (f) =>
      `All connections that were open ended within one moment, from the side of ${f.subject}: its process ended, and the kernel closed for it (RST where data was unread or the connection not yet accepted, FIN otherwise). Then new ones were accepted. ${f.measures['services'] === 1 ? '' : `${f.measures['services']} services of the host went together: the host, or what they share, restarted.`}`,
    advice: () =>
      'Look at the log of the service, systemctl status and uptime around that moment: a deployment, a crash, the OOM killer (dmesg). Let it drain first: stop accepting, finish, close.',
    wouldChange: () =>
      'Requests that all of these connections had just finished: then they were closed in order.',
  }),
  'refused-storm': several({
    title: (f) => `${storm(f, 'refused')}: up to ${number(f, 'mostWithin')} within 10 s`,
    explanation: () =>
      'connect() returned an error at once each time (ECONNREFUSED for a RST), and the clients try again without a pause, or somebody scans. Nothing was accepted in between.',
    advice: (f) =>
      `On ${f.subjectHost}: ss -ltnp shows who listens. Let clients wait longer after each failure (exponential back-off with jitter).`,
    wouldChange: () =>
      'Connections that were accepted at the same time: then look at which port and address each went to.',
  }),
  'reset-storm': several({
    title: (f) => `${storm(f, 'reset')}: up to ${number(f, 'mostWithin')} within 10 s`,
    explanation: () =>
      'So many at once have one cause: the service ended or restarted, a firewall or balancer lost its table or its limit was reached, or a client aborts what it no longer wants.',
    advice: (f) =>
      `One sender of all RSTs: look at its log at that moment; on ${f.subjectHost}: nstat -az TcpEstabResets TcpOutRsts. A TTL unlike the host's: look at the device before it.`,
    wouldChange: () => 'Different causes behind the single RSTs (see the findings beside this one).',
  }),
  'timeout-storm': several({
    title: (f) => `${storm(f, 'without an answer')}: up to ${number(f, 'mostWithin')} within 10 s`,
    explanation: () =>
      'Nothing came back, no RST and no ICMP: the host or the path to it broke, or a filter began to drop. Programs wait until ETIMEDOUT.',
    advice: (f) =>
      `What the addresses share is where it broke: ip route get, mtr, the firewall's log. Capture at ${f.subjectHost} whether packets arrive there.`,
    wouldChange: () => 'Answers that took a way which the capture does not see.',
  }),
  'idle-timer': several({
    title: (f) =>
      `${counted(f.count, 'connection')} to ${f.subject} were cut off after the same silence of ${seconds(f.measures['idleSeconds'])}: a timer on the way${f.measures['matches'] ? ` (matches ${f.measures['matches']})` : ''}`,
    explanation: (f) =>
      `The silences lie between ${seconds(f.measures['shortestSeconds'])} and ${seconds(f.measures['longestSeconds'])}. Nothing but a clock makes them so equal: a firewall, NAT or balancer that forgets connections, or a program that ends them by abort. ${f.measures['matches'] ? 'That a known limit has the same number is a hint, no proof.' : 'It matches none of the limits that are widely known.'}`,
    advice: (f) =>
      `Say something more often than every ${seconds(f.measures['idleSeconds'])}: heartbeats, or keep-alive (SO_KEEPALIVE; sysctl net.ipv4.tcp_keepalive_time); or lengthen the timer of the device.`,
    wouldChange: () => 'Connections on the same path that live through longer silences.',
  }),
  ...pileUpText,
} satisfies Partial<Record<FindingCode, FindingSentences>>;

interface Several extends Pick<FindingSentences, 'explanation' | 'advice' | 'wouldChange'> {
  title(f: FindingFacts): string;
}

function several({ title, explanation, advice, wouldChange }: Several): FindingSentences {
  return { one: title, many: title, explanation, advice, wouldChange };
}

function number(f: FindingFacts, name: string): string {
  return formatCount(Number(f.measures[name] ?? 0));
}

/** "10.0.0.1:443" → "10.0.0.1". */
function hostOf(service: string): string {
  return service.slice(0, service.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}

function at(f: FindingFacts, name: string): string {
  return `${seconds(f.measures[name])} into the capture`;
}

function sources(f: FindingFacts): string {
  const count = Number(f.measures['sources']);
  return `${f.measures['moreSources'] === 'yes' ? 'more than ' : ''}${counted(count, 'source')}`;
}

function cookiesSentence({ measures }: FindingFacts): string {
  if (measures['cookies'] === 'yes')
    return 'The SYN,ACKs were not repeated: the kernel answers by SYN cookies, and remembers nothing of the attempts.';
  if (measures['cookies'] === 'no')
    return 'The SYN,ACKs were repeated: the kernel holds a half-open entry for each, without SYN cookies.';
  return 'Whether SYN cookies are in use cannot be told from so short a capture.';
}

function targets({ measures, peer }: FindingFacts): string {
  const more = Number(measures['hosts']) - 1;
  return more === 0 ? peer : `${peer} and ${counted(more, 'other host')}`;
}

function scanName({ measures }: FindingFacts): string {
  return SCAN_NAMES[String(measures['kind'])] ?? 'scan';
}

const SCAN_NAMES: Readonly<Record<string, string>> = {
  syn: 'SYN scan',
  connect: 'connect scan',
  fin: 'FIN scan',
  null: 'NULL scan',
  xmas: 'Xmas scan',
  ack: 'ACK or window scan',
  maimon: 'Maimon scan, FIN,ACK',
};

const SCAN_EXPLANATIONS: Readonly<Record<string, string>> = {
  syn: 'SYNs to one port after the other, and a RST as soon as one is answered: no program of the target ever sees such a connection.',
  connect:
    'Ordinary connects to one port after the other, ended at once: the programs behind open ports see a connection without a byte.',
  fin: 'FIN without ACK: a closed port answers with RST, a Linux listener is silent, and so is a filter.',
  null: 'Segments without any flag: a closed port answers with RST, a Linux listener is silent, and so is a filter.',
  xmas: 'FIN, PSH and URG without ACK: a closed port answers with RST, a Linux listener is silent, and so is a filter.',
  ack: 'Lone ACKs: any port that no filter guards answers with RST, open or closed; a window scan sends the same and reads the window of the RST.',
  maimon:
    'FIN,ACK: Linux answers with RST from open and closed ports alike; some BSDs are silent where a port is open.',
};

function scanResult({ measures }: FindingFacts): string {
  if (measures['kind'] === 'ack')
    return `${measures['unfilteredCount']} answered with RST, so no filter guards them`;
  if (measures['open'] !== '') return `open: ${measures['open']}`;
  if (measures['openOrFiltered'] !== '') return `open or filtered: ${measures['openOrFiltered']}`;
  return 'none was open';
}

function scanCounts({ measures }: FindingFacts): string {
  return `Open: ${measures['openCount']}, closed: ${measures['closedCount']}, silent: ${measures['silentCount']}; all within ${seconds(measures['overSeconds'])}.`;
}

function storm(f: FindingFacts, what: string): string {
  const where = f.measures['by'] === 'client' ? `of ${f.subject}` : `to ${f.subject}`;
  const services = Number(f.measures['services']);
  return `${counted(f.count, 'connection')} ${where} ${what}${services > 1 ? ` on ${counted(services, 'service')}` : ''} over ${seconds(f.measures['overSeconds'])}`;
}
