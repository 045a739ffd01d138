import { wordTexts } from '../format/messages/en/explain/words.js';
import { type Page, type PageFacts, pagesOf } from './page.js';
import * as wires from './wires.js';

const facts: Partial<Record<keyof typeof wordTexts, PageFacts>> = {
  '2MSL': {
    wire: wires.FOUR_WAY,
    sources: ['RFC 9293 §3.4.2, §3.6'],
    see: ['TIME_WAIT', 'MSL', 'time-wait-reuse'],
  },
  MSL: { aliases: ['maximum segment lifetime'], sources: ['RFC 9293 §3.4.2, §4'], see: ['2MSL', 'TTL'] },
  'three-way handshake': {
    aliases: ['handshake', 'three way', '3-way handshake', 'connect', 'accept'],
    wire: wires.THREE_WAY,
    sources: ['RFC 9293 §3.5', 'connect(2)', 'accept(2)'],
    see: ['SYN', 'SYN_SENT', 'SYN_RCVD', 'ISN', 'backlog', 'simultaneous-open', 'four-way close'],
  },
  'four-way close': {
    aliases: ['four-way handshake', 'four way', '4-way handshake', 'close', 'teardown'],
    wire: wires.FOUR_WAY,
    sources: ['RFC 9293 §3.6', 'close(2)', 'shutdown(2)'],
    see: ['FIN', 'FIN_WAIT_1', 'CLOSE_WAIT', 'TIME_WAIT', 'half-close', 'simultaneous-close', 'linger'],
  },
  'keep-alive': {
    aliases: [
      'SO_KEEPALIVE',
      'TCP_KEEPIDLE',
      'TCP_KEEPINTVL',
      'TCP_KEEPCNT',
      'tcp_keepalive_time',
      'tcp_keepalive_intvl',
      'tcp_keepalive_probes',
    ],
    wire: wires.KEEP_ALIVE_FAILS,
    sources: [
      'RFC 9293 §3.8.4',
      'RFC 1122 §4.2.3.6',
      'tcp(7)',
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_invalid_ratelimit',
    ],
    see: ['heartbeat', 'half-open', 'idle-timer', 'keep-alive-unanswered', 'window-probe'],
  },
  heartbeat: { see: ['keep-alive', 'closed-after-missed-heartbeat', 'stale-connections', 'half-open'] },
  'half-open': {
    aliases: ['false established'],
    wire: [
      ['ESTABLISHED', '', 'gone'],
      ['', '> PSH,ACK 100', ''],
      ['ECONNRESET', '< RST', ''],
    ],
    sources: ['RFC 9293 §3.5.1'],
    see: ['keep-alive', 'heartbeat', 'ESTABLISHED', 'stale-connections', 'half-close'],
  },
  TTL: {
    aliases: ['hops', 'hop limit'],
    sources: ['RFC 791 §3.2', 'RFC 8200 §3'],
    see: ['middlebox', 'injected', 'ICMP', '2MSL'],
  },
  capture: {
    aliases: ['tcpdump', 'how to capture'],
    sources: ['tcpdump(1)', 'pcap-filter(7)'],
    see: [
      'capture-started-late',
      'capture-gaps',
      'capture-one-way',
      'capture-offload',
      'capture-duplicates',
      'clock-stepped',
    ],
  },
  'retransmission timeout': {
    aliases: ['RTO', 'tcp_retries2'],
    wire: wires.VANISHED,
    sources: ['RFC 6298', 'RFC 6069', 'net.ipv4.tcp_retries2', 'net.ipv4.tcp_rto_min_us'],
    see: ['RTT', 'retransmission', 'tail-loss', 'ETIMEDOUT'],
  },
  RTT: {
    aliases: ['round trip', 'round trip time'],
    sources: ['RFC 6298 §3', 'RFC 7323 §4'],
    see: ['retransmission timeout', 'delayed ACK'],
  },
  'delayed ACK': {
    aliases: ['TCP_QUICKACK'],
    sources: ['RFC 9293 §3.8.6.3', 'RFC 5681 §4.2'],
    see: ['Nagle', 'ACK', 'RTT'],
  },
  Nagle: {
    aliases: ["Nagle's algorithm", 'TCP_NODELAY'],
    wire: [
      ['write()', '> PSH,ACK 20', ''],
      ['write()', '~ waits 40ms', 'delayed ACK'],
      ['', '< ACK', ''],
      ['', '> PSH,ACK 30', ''],
    ],
    sources: ['RFC 9293 §3.7.4', 'RFC 896', 'tcp(7)'],
    see: ['delayed ACK', 'stall'],
  },
  SACK: {
    aliases: ['selective acknowledgment', 'sackOK'],
    sources: ['RFC 2018', 'RFC 6675', 'net.ipv4.tcp_sack'],
    see: ['D-SACK', 'duplicate-ack', 'options-missing'],
  },
  'D-SACK': { sources: ['RFC 2883', 'net.ipv4.tcp_dsack'], see: ['SACK', 'retransmission-spurious'] },
  'window scaling': {
    aliases: ['window scale', 'wscale'],
    sources: ['RFC 7323 §2', 'net.ipv4.tcp_window_scaling'],
    see: ['window', 'options-missing', 'window-limited'],
  },
  window: {
    aliases: ['receive window'],
    wire: wires.ZERO_WINDOW,
    sources: ['RFC 9293 §3.8.6'],
    see: ['zero-window', 'window-full', 'window scaling'],
  },
  timestamps: {
    aliases: ['TSval', 'PAWS', 'timestamp'],
    sources: ['RFC 7323 §3, §5', 'net.ipv4.tcp_timestamps'],
    see: ['RTT', 'TIME_WAIT', 'options-missing'],
  },
  MSS: {
    aliases: ['maximum segment size'],
    sources: ['RFC 9293 §3.7.1', 'RFC 6691'],
    see: ['path MTU', 'mss-black-hole'],
  },
  'path MTU': {
    aliases: ['PMTU', 'MTU', 'PMTUD', 'path mtu discovery'],
    wire: wires.BLACK_HOLE,
    sources: ['RFC 1191', 'RFC 8201', 'RFC 4821', 'net.ipv4.tcp_mtu_probing'],
    see: ['mss-black-hole', 'MSS', 'ICMP'],
  },
  ISN: {
    aliases: ['initial sequence number'],
    sources: ['RFC 9293 §3.4.1', 'RFC 6528'],
    see: ['sequence number', 'time-wait-reuse'],
  },
  'sequence number': {
    aliases: ['seq', 'sequence', 'relative sequence number'],
    sources: ['RFC 9293 §3.4'],
    see: ['ISN', 'ACK'],
  },
  backlog: {
    aliases: ['accept queue', 'SYN queue', 'somaxconn', 'listen backlog'],
    wire: wires.BACKLOG_FULL,
    sources: [
      'listen(2)',
      'net.core.somaxconn',
      'net.ipv4.tcp_max_syn_backlog',
      'net.ipv4.tcp_abort_on_overflow',
    ],
    see: ['backlog-overflow', 'LISTEN', 'SYN_RCVD', 'syncookies', 'EMFILE'],
  },
  syncookies: {
    aliases: ['SYN cookies', 'tcp_syncookies'],
    sources: ['RFC 4987 §3.6', 'net.ipv4.tcp_syncookies'],
    see: ['syn-flood', 'SYN_RCVD', 'backlog'],
  },
  'ephemeral port': {
    aliases: ['ip_local_port_range', 'local port'],
    sources: ['RFC 6056', 'net.ipv4.ip_local_port_range'],
    see: ['EADDRNOTAVAIL', 'TIME_WAIT', 'time-wait-pile-up'],
  },
  linger: {
    aliases: ['SO_LINGER'],
    wire: [['close()', '> RST,ACK', 'ECONNRESET']],
    sources: ['socket(7)', 'RFC 1122 §4.2.2.13'],
    see: ['abort', 'TIME_WAIT', 'ECONNRESET'],
  },
  ICMP: {
    aliases: ['ICMPv6', 'unreachables'],
    sources: ['RFC 792', 'RFC 4443', 'RFC 1122 §4.2.3.9', 'RFC 5927', 'RFC 6069'],
    see: ['handshake-unreachable', 'EHOSTUNREACH', 'path MTU', 'TTL'],
  },
  ECN: { sources: ['RFC 3168', 'RFC 9768', 'net.ipv4.tcp_ecn'], see: ['ECE', 'CWR', 'AE'] },
  MPTCP: { sources: ['RFC 8684'], see: ['options-missing'] },
  certainty: { see: ['seen', 'inferred', 'retracted', 'capture'] },
  flow: { see: ['connection', '4-tuple'] },
  connection: { aliases: ['tcp.stream', 'stream'], see: ['flow', 'three-way handshake', 'four-way close'] },
  initiator: {
    aliases: ['responder', 'client', 'server', 'roles'],
    see: ['three-way handshake', 'capture-started-late'],
  },
  'state machine': {
    aliases: ['tcp states', 'state diagram', 'transitions'],
    wire: [...wires.THREE_WAY, ...wires.FOUR_WAY.slice(1)],
    sources: ['RFC 9293 §3.3.2, figure 5'],
    see: ['three-way handshake', 'four-way close', 'simultaneous-open', 'simultaneous-close'],
  },
  conntrack: {
    aliases: ['netfilter', 'nf_conntrack', 'NAT'],
    sources: ['net.netfilter.nf_conntrack_tcp_timeout_established', 'RFC 5382 §5'],
    see: ['idle-timer', 'middlebox', 'half-close', 'keep-alive'],
  },
  commands: {
    aliases: ['ss', 'netstat', 'lsof', 'nstat', 'sar'],
    sources: ['ss(8)', 'netstat(8)', 'lsof(8)', 'tcpdump(1)'],
    see: ['capture', 'CLOSE_WAIT', 'TIME_WAIT'],
  },
  EOF: { wire: wires.CLOSE_WAIT_LEAK, sources: ['recv(2)'], see: ['FIN', 'CLOSE_WAIT', 'EPIPE'] },
  '4-tuple': { aliases: ['four-tuple', 'tuple'], see: ['flow', 'ephemeral port'] },
  completeness: {
    aliases: ['tcp.completeness'],
    sources: ["Wireshark User's Guide, TCP Conversation Completeness"],
    see: ['conn_state', 'history'],
  },
  history: { sources: ['Zeek, conn.log'], see: ['conn_state', 'completeness'] },
  conn_state: { aliases: ['conn state'], sources: ['Zeek, conn.log'], see: ['SF', 'S0', 'REJ', 'history'] },
};

export function wordPages(): Page[] {
  return pagesOf('word', wordTexts, facts);
}
