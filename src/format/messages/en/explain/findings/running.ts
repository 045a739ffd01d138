import type { PageText } from '../../../page-text.js';

/** Findings about a connection while it lives: peers that go away, windows, loss, waiting, odd segments. */
export const runningTexts = {
  'peer-vanished': {
    meaning: 'repeats without any answer to the end: the other side is gone',
    about: [
      'The intervals double; with tcp_retries2 15 Linux gives up after about 15 minutes with ETIMEDOUT, or EHOSTUNREACH where ICMP or ARP said so meanwhile. Nothing is sent at the end.',
    ],
    causes: [
      'power, cable or radio lost; the host hangs',
      'the path broke, or a firewall drops',
      'packets above the path MTU vanish: see whether small ones pass',
    ],
    advice: [
      'See whether other connections of the same host died in the same moment.',
      'Shorter waits: TCP_USER_TIMEOUT on the socket.',
    ],
  },
  'half-open': {
    meaning: 'one side is ESTABLISHED, the other is gone',
    about: [
      'A false ESTABLISHED: the peer restarted or vanished without FIN. Nothing tells this side, unless it sends or probes. A host that restarted answers data with RST; a SYN on the same ports is answered with a challenge ACK, which draws the RST that clears the way.',
    ],
    causes: ['the peer lost power or network', 'a NAT or firewall forgot the flow'],
    advice: [
      ['Look at sockets that were silent for long.', 'ss -tano state established'],
      'Heartbeats with a limit, or keep-alive; limit connections per client, so that reconnects do not pile up.',
    ],
  },
  'keep-alive': {
    meaning: 'keep-alive probes are sent and answered: the peer lives',
    about: ['Idle time, interval and count are shown. Healthy.'],
  },
  'keep-alive-unanswered': {
    meaning: 'probes without an answer: ETIMEDOUT',
    causes: ['the peer vanished', 'a firewall dropped the idle flow'],
    advice: [
      'See since when the peer is silent. Probes should come more often than the idle timers on the way.',
    ],
  },
  'keep-alive-reset': {
    meaning: 'a probe was answered by RST: ECONNRESET',
    causes: ['the peer restarted and knows nothing of the connection', 'its kernel had ended it already'],
    advice: [['At the peer:', 'uptime; last -x reboot']],
  },
  heartbeat: {
    meaning: 'small messages at equal intervals: the application shows that it lives',
    about: ['Period and side are shown; a beat that is missing or late is a warning.'],
    causes: [
      'late: the program or its host was busy, or a packet was lost',
      'missing: it hangs, or the path broke',
    ],
    advice: [
      'Let the limit be at least three periods, so that one lost packet does not cut a living client.',
    ],
  },
  'closed-after-missed-heartbeat': {
    meaning: 'a beat came late, and the other side closed a living connection',
    about: [
      'A false alarm: the client lives, its next message meets a closed socket and draws a RST or gets EOF. It must notice the close and reconnect.',
    ],
    causes: [
      'a limit too close to the period',
      'a pause of the client (garbage collection, sleep), or a lost packet',
    ],
    advice: [
      'Make the limit longer, at least three periods; let the client treat EOF and ECONNRESET as "reconnect".',
    ],
  },
  'zero-window': {
    meaning: 'the receiver closed its window: its program does not read',
    about: ["The sender must wait and probes, at 200, 400, 800 ms and so on. The time is not the network's."],
    causes: ['the receiving program is busy, blocked or stopped', 'a receive buffer too small for the burst'],
    advice: [
      ['At the receiver: Recv-Q is full. Whose socket?', 'ss -tnmp'],
      'Look what its program does at that time (CPU, disk, locks).',
    ],
  },
  'window-full': {
    meaning: 'the sender filled the window and had to wait',
    causes: ['the receiver reads too slowly', 'its buffer is smaller than bandwidth times delay'],
    advice: [['Buffers of the receiver:', 'sysctl net.ipv4.tcp_rmem net.core.rmem_max']],
  },
  'window-limited': {
    meaning: 'the window, not the path, limits the speed',
    about: ['Flight after flight reaches the advertised window: throughput is window divided by round trip.'],
    causes: [
      'no window scaling',
      'SO_RCVBUF set too small, which turns automatic sizing off',
      'a reader that is a little too slow',
    ],
    advice: [['See window and round trip.', 'ss -tnmi'], 'Do not set SO_RCVBUF; let tcp_rmem grow.'],
  },
  'retransmission-timeout': {
    meaning: 'segments were sent again after the timer ran out',
    about: ['The slowest repair: at least 200 ms on Linux, doubled each time.'],
    causes: [
      'the last segments of a burst were lost',
      'all ACKs were lost, or the path was down for a while',
      'full-size segments vanish (path MTU)',
    ],
    advice: [
      ['Which connections?', 'ss -ti | grep -B1 retrans'],
      ['Losses at the card:', 'ip -s link; ethtool -S IFACE'],
    ],
  },
  'fast-retransmission': {
    meaning: 'losses repaired within a round trip, by duplicate ACKs or SACK',
    causes: [
      'queues on the way overflow: ordinary for a busy path',
      'bad cable or radio, when it happens without load',
    ],
    advice: ['Compare the loss rate with that of other connections through the same place.'],
  },
  'spurious-retransmission': {
    meaning: 'data was sent again although it had arrived',
    causes: ['late or lost ACKs', 'reordering', 'a tail loss probe met a delayed ACK (harmless)'],
    advice: ['Few: nothing to do. Many: look for a path whose delay jumps (radio, overloaded queues).'],
  },
  'tail-loss': {
    meaning: 'the last segments of a burst were lost',
    about: [
      'No later data draws duplicate ACKs, so only a probe or the timer helps: answers become late by 200 ms and more.',
    ],
    causes: ['loss on the path; short answers suffer most'],
    advice: ['Look for loss on the path. RACK and TLP (on by default in Linux) soften it.'],
  },
  reordering: {
    meaning: 'segments arrive in another order than they were sent',
    causes: [
      'several paths or queues: link aggregation, ECMP by packet, multi-queue devices',
      'radio links that repeat',
    ],
    advice: ['A little is harmless. Balance by flow, not by packet.'],
  },
  'duplicate-packets': {
    meaning: 'the network delivered packets twice',
    about: ['Not the capture: the copies come after a while, or the receiver reports them by D-SACK.'],
    causes: ['a loop or a failing switch', 'a tunnel or radio link that repeats'],
    advice: ['See whether the copies have another TTL (a loop) or are equal (a mirror).'],
  },
  'mss-black-hole': {
    meaning: 'full-size segments vanish, small ones pass',
    about: [
      'The path takes less than the segments have, and the ICMP that should say so does not come, or is ignored. The handshake works, the first large answer hangs. Where segments as large had passed before, it is something else: loss, or a peer that vanished.',
    ],
    causes: [
      'a tunnel or VPN with a smaller MTU',
      'a firewall that drops ICMP "fragmentation needed" or ICMPv6 "packet too big"',
    ],
    advice: [
      ['Find the size that passes.', 'tracepath TARGET; ping -M do -s 1472 TARGET'],
      [
        'Let the ICMP through; or clamp the MSS at the tunnel; or let Linux probe.',
        'sysctl net.ipv4.tcp_mtu_probing=1',
      ],
    ],
  },
  stall: {
    meaning: 'silence although there was work to do',
    about: [
      'The finding says whose: the server thinks, the client thinks, the client closed before the answer came, the window is closed, a loss is being repaired, or a delayed ACK waits for Nagle (40 or 200 ms).',
    ],
    causes: [
      'a slow back end: the server thinks',
      'a receiver that does not read',
      'loss, repaired by timer',
      'small writes: delayed ACK and Nagle wait for each other',
    ],
    advice: [
      'Look at the program of the side that is named. Against Nagle: TCP_NODELAY, or write a message at once.',
    ],
  },
  'illegal-flags': {
    meaning: 'segments with flags that no sound TCP sends',
    about: [
      'NULL, SYN+FIN, SYN+RST, FIN without ACK, Xmas, reserved bits, PSH without data: explain knows each.',
    ],
    causes: [
      'a scan, or a tool that tells systems apart',
      'a broken stack or a middlebox',
      'a damaged packet',
    ],
    advice: ['See who sends them and to how many ports; drop them at the firewall.'],
  },
  'urgent-data': {
    meaning: 'urgent data (URG) was sent',
    about: ['Some byte is marked out of band. Stacks and firewalls disagree about it.'],
    causes: ['telnet, rlogin, FTP or an old database client'],
    advice: ['If bytes are missing or doubled at the reader, look whether a firewall clears URG.'],
  },
  'stray-segment': {
    meaning: 'a segment without connection: a lone RST or SYN,ACK',
    about: ['Probably backscatter: an answer to a packet with a forged source. No attempt to connect.'],
    causes: ['somebody floods a host in the name of this address', 'the capture missed the connection'],
    advice: ['Leave it out of counts.'],
  },
} satisfies Record<string, PageText>;
