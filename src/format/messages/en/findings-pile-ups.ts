import type { FindingCode } from '../../../rows.js';
import { formatCount } from '../../count.js';
import { percent, seconds } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

/** Findings about many sockets of one host in one state. */
export const pileUpText = {
  'syn-sent-pile-up': pile('SYN_SENT', {
    why: () =>
      'Nobody answers their SYNs: with one target that host is down or a filter drops; with many this host scans, or is infected and spreads.',
    advice: (f) =>
      `On ${f.subject}: ss -tanp state syn-sent shows targets and program; try one by hand (nc -vz HOST PORT).`,
    wouldChange: 'Answers that took a way which the capture does not see.',
  }),
  'syn-rcvd-pile-up': pile('SYN_RCVD', {
    why: () =>
      'They wait for the last ACK of the handshake: a SYN flood below the usual rate, clients whose ACKs get lost, or a full accept queue.',
    advice: (f) =>
      `On ${f.subject}: ss -tan state syn-recv by source; nstat -az TcpExtListenOverflows TcpExtSyncookiesSent; net.ipv4.tcp_syncookies=1, somaxconn and tcp_max_syn_backlog.`,
    wouldChange: 'ACKs of the clients that the capture missed.',
  }),
  'established-pile-up': pile('ESTABLISHED', {
    why: (f) =>
      `${formatCount(Number(f.measures['silent'] ?? 0))} of those left at the end had said nothing for ${seconds(f.measures['silentSeconds'])} or more. Load, a pool without a limit, or false ones: their clients vanished without FIN, and reconnects pile up beside them until no new client gets in.`,
    advice: (f) =>
      `On ${f.subject}: ss -tanpo state established shows which have no timer running; keep-alive or heartbeats with a limit, and a limit per client.`,
    wouldChange: 'Data on them later on: then they are a pool that waits for work.',
  }),
  'fin-wait-1-pile-up': pile('FIN_WAIT_1', {
    why: () =>
      'Their FINs (or data before them) are not acknowledged: this host closed, or its service restarted, while the clients were unreachable or their windows closed.',
    advice: (f) =>
      `On ${f.subject}: ss -tano state fin-wait-1 shows timers and Send-Q; they end by retries, after net.ipv4.tcp_orphan_retries for sockets that no program holds.`,
    wouldChange: 'ACKs of those FINs that the capture missed.',
  }),
  'fin-wait-2-pile-up': pile('FIN_WAIT_2', {
    why: () =>
      'This host closed and was acknowledged; the programs of its peers do not close: they sit in CLOSE_WAIT.',
    advice: () =>
      'At the peers: ss -tanp state close-wait names the program to mend. Here they end after net.ipv4.tcp_fin_timeout (60 s) once no program holds them; after a mere shutdown() they stay.',
    wouldChange: 'FINs of the peers that the capture missed.',
  }),
  'close-wait-pile-up': pile('CLOSE_WAIT', {
    why: () =>
      'The peers closed, the program here did not: it forgot close(), is blocked, or its pool leaks. No kernel setting ends that, and at the limit of descriptors accept() fails (EMFILE).',
    advice: (f) =>
      `On ${f.subject}: ss -tanp state close-wait names the program, lsof -p PID its sockets; mend it. A restart frees them for now.`,
    wouldChange: 'Answers that are still being sent on them.',
  }),
  'closing-pile-up': pile('CLOSING', {
    why: () =>
      'Both sides closed at once and the ACKs of the FINs are missing: both close on the same timer, or ACKs get lost.',
    advice: (f) => `On ${f.subject}: ss -tano state closing shows their timers. Rare, and usually harmless.`,
    wouldChange: 'ACKs that the capture missed.',
  }),
  'last-ack-pile-up': pile('LAST_ACK', {
    why: () =>
      'This host closed after its peers did, and the last ACK never comes: the clients were cut off, or killed under load.',
    advice: (f) =>
      `On ${f.subject}: ss -tano state last-ack; they end by retries. Look at what happened to the peers.`,
    wouldChange: 'ACKs of those FINs that the capture missed.',
  }),
  'time-wait-pile-up': pile('TIME_WAIT', {
    why: (f) =>
      f.measures['role'] === 'client'
        ? `It opens many short connections and closes them first. Each keeps its port for 60 s: about ${formatCount(Number(f.measures['portsTaken']))} of ${formatCount(Number(f.measures['ofPorts']))} ephemeral ports towards ${f.measures['service'] ?? 'its target'} are taken, ${formatCount(Number(f.measures['portsLeft']))} left; with none left connect() fails with EADDRNOTAVAIL.`
        : 'It closes its connections first. At a server this costs a little memory and nothing else; only a restart without SO_REUSEADDR meets EADDRINUSE.',
    advice: () =>
      'ss -tan state time-wait by target. Use connections again (keep-alive, pools), or let the other side close first; net.ipv4.tcp_tw_reuse=1 at clients (needs timestamps), a wider net.ipv4.ip_local_port_range, SO_REUSEADDR at servers. tcp_tw_recycle is gone since Linux 4.12 (it broke clients behind NAT), and tcp_fin_timeout does not shorten TIME_WAIT, though many pages say so.',
    wouldChange: 'Another length of TIME_WAIT at that host (see --time-wait).',
  }),
} satisfies Partial<Record<FindingCode, FindingSentences>>;

interface Pile {
  why(f: FindingFacts): string;
  advice(f: FindingFacts): string;
  wouldChange: string;
}

function pile(state: string, { why, advice, wouldChange }: Pile): FindingSentences {
  const title = (f: FindingFacts) =>
    `${f.subject} had ${formatCount(f.count)} sockets in ${state} at once, ${seconds(f.measures['atSeconds'])} into the capture (${trend(f)})${mostly(f)}`;
  return {
    one: title,
    many: title,
    explanation: (f) =>
      `${why(f)} The oldest had been there for ${seconds(f.measures['oldestSeconds'])}; only those that stay for a second or more are counted.`,
    advice,
    wouldChange: () => wouldChange,
  };
}

function trend({ measures }: FindingFacts): string {
  const atEnd = formatCount(Number(measures['atEnd']));
  if (measures['trend'] === 'growing') return 'as many when the trace ends';
  return measures['atEnd'] === 0 ? 'none when the trace ends' : `${atEnd} when the trace ends`;
}

function mostly({ measures }: FindingFacts): string {
  if (measures['service'] === undefined) return '';
  const side = measures['role'] === 'server' ? 'as the server of' : 'towards';
  return `, ${measures['serviceShare'] === 1 ? 'all' : percent(measures['serviceShare'])} ${side} ${measures['service']}`;
}
