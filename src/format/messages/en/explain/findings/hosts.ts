import type { PageText } from '../../../page-text.js';

/** Findings about hosts and services. */
export const hostTexts = {
  'syn-flood': {
    meaning: 'many half-open attempts that never finish: SYN_RCVD fills up',
    about: [
      'The sources are mostly forged, so no ACK ever comes; SYN,ACKs are repeated for about a minute. The finding estimates the backlog and says whether cookies were seen: SYN,ACKs that are not repeated.',
    ],
    causes: ['an attack', 'a broken path: real clients get no SYN,ACK'],
    advice: [
      [
        'Is it going on, and do cookies help?',
        "ss -tan state syn-recv | wc -l; nstat -az 'TcpExtSyncookies*'",
      ],
      'Keep tcp_syncookies on; filter upstream; a larger tcp_max_syn_backlog only helps a little.',
    ],
  },
  'port-scan': {
    meaning: 'one source asked many ports',
    about: [
      'The kind tells how: syn (half open), connect, fin, null, xmas, ack, maimon (FIN,ACK), window. Closed ports answer with RST. A listener on Linux answers SYN, is silent to FIN, NULL and Xmas, and answers ACK and FIN,ACK with RST. The finding lists which were open.',
    ],
    causes: [
      'somebody looks for services: an attack, or an audit',
      'an inventory or monitoring tool of the house',
    ],
    advice: ['Ask who owns the source.', ['Close what need not be open.', 'ss -tlnp']],
  },
  'host-sweep': {
    meaning: 'one source asked the same port of many hosts',
    causes: ['a worm or an infected host that spreads', 'a scan', 'monitoring'],
    advice: [
      'If the source is yours, take it off the net and look which program does it.',
      ['On it:', 'ss -tanp state syn-sent'],
    ],
  },
  'syn-sent-pile-up': {
    meaning: 'one host waits in SYN_SENT for many answers',
    causes: ['one target: it is down, or a filter drops', 'many targets: this host scans'],
    advice: [['Group them by target.', 'ss -tanp state syn-sent']],
  },
  'syn-rcvd-pile-up': {
    meaning: 'one host has many half-open attempts',
    causes: ['a SYN flood', 'a full accept queue', 'ACKs that are lost on the way'],
    advice: [['Look at the sources.', 'ss -tan state syn-recv']],
  },
  'established-pile-up': {
    meaning: 'one host has very many open connections at once',
    causes: ['load', 'false ones: clients vanished, and reconnects pile up beside', 'a pool without a limit'],
    advice: [['Which are silent for long?', 'ss -tanpo state established']],
  },
  'fin-wait-1-pile-up': {
    meaning: 'many FINs of one host are not acknowledged',
    causes: [
      'the server closed or restarted while its clients were unreachable',
      'clients with closed windows',
    ],
    advice: [['Their timers and queues:', 'ss -tano state fin-wait-1']],
  },
  'fin-wait-2-pile-up': {
    meaning: 'one host closed many connections, and its peers do not',
    causes: ["the peers' program does not close"],
    advice: [['At the peers:', 'ss -tanp state close-wait']],
  },
  'close-wait-pile-up': {
    meaning: 'one host leaves many connections unclosed: a leak',
    causes: ['the program forgot close(), or is blocked'],
    advice: [
      ['Which program?', 'ss -tanp state close-wait'],
      'Repair or restart it: no kernel setting helps.',
    ],
  },
  'closing-pile-up': {
    meaning: 'many connections are in CLOSING at once',
    causes: ['both sides close on the same timer', 'ACKs are lost'],
    advice: [['Their timers:', 'ss -tano state closing']],
  },
  'last-ack-pile-up': {
    meaning: 'many connections wait for the last ACK',
    causes: ['clients were cut off, or killed under load'],
    advice: [['Their timers:', 'ss -tano state last-ack']],
  },
  'time-wait-pile-up': {
    meaning: 'one host has many sockets in TIME_WAIT',
    about: [
      'Harmless at a server. At a client that goes to one target each takes an ephemeral port for 60 s; the finding estimates how many are left.',
    ],
    causes: ['many short connections that this host closes first'],
    advice: [
      ['By target:', 'ss -tan state time-wait'],
      'Use connections again. tcp_tw_reuse=1 at clients (with timestamps), a wider ip_local_port_range, SO_REUSEADDR at servers.',
    ],
    beliefs: [
      'tcp_tw_recycle is gone since Linux 4.12: it broke clients behind NAT. tcp_fin_timeout is not about TIME_WAIT.',
    ],
  },
  'stale-connections': {
    meaning: 'a client reconnects again and again while its old connections stay open',
    about: [
      'The server still counts them as ESTABLISHED or CLOSE_WAIT. Devices that restart often fill a server in this way, until no client gets in.',
    ],
    causes: ['the client loses power or network and says no FIN', 'the server neither probes nor reads'],
    advice: [
      'End old connections of the same client when it logs in again; keep-alive or heartbeats with a limit.',
      ['See them:', 'ss -tano dst CLIENT'],
    ],
  },
  'service-down': {
    meaning: 'a service refuses since a moment',
    causes: [
      'it crashed, was stopped, or is restarting',
      'it listens on another address since its configuration changed',
    ],
    advice: [['At the host:', 'ss -tlnp sport = :PORT; journalctl -u SERVICE']],
  },
  'service-restarted': {
    meaning: 'all connections of a service ended in one moment; then new ones work',
    causes: [
      'a deployment or a crash with automatic restart',
      'the host restarted: then RSTs answer the old connections',
    ],
    advice: [
      ['At the host:', 'systemctl status SERVICE; uptime'],
      'Let it drain before it ends: stop accepting, finish, close.',
    ],
  },
  'refused-storm': {
    meaning: 'many attempts were refused within a short time',
    causes: ['the service is down and clients try again at once', 'a scan'],
    advice: [['At the host:', 'ss -tlnp'], 'Let clients wait longer after each failure.'],
  },
  'reset-storm': {
    meaning: 'many connections were reset within a short time',
    causes: [
      'the service died or restarted',
      'a firewall or balancer lost its table',
      'a client that aborts what it does not need',
    ],
    advice: ['One sender of all RSTs: look at that host. TTL unlike it: look at the device before it.'],
  },
  'timeout-storm': {
    meaning: 'many connections timed out within a short time',
    causes: ['the path or the host broke', 'a firewall began to drop'],
    advice: ['Since when, and for which addresses? What they share is where it broke.'],
  },
  'idle-timer': {
    meaning: 'many connections were cut after the same idle time: a timer on the way',
    about: [
      'Equal to a fraction of a second, over many connections: no program does that. Known limits are named as "matches", never as proof: 60 s (proxies, half-closed flows in netfilter), 240, 350 (cloud balancers), 900, 3600 s.',
    ],
    causes: ['a firewall, NAT or balancer with that timer'],
    advice: [
      'Keep-alive or heartbeats more often than that; or make the timer longer.',
      ['For sockets with keep-alive:', 'sysctl net.ipv4.tcp_keepalive_time=SECONDS'],
    ],
  },
} satisfies Record<string, PageText>;
