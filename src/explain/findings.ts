import { captureTexts } from '../format/messages/en/explain/findings/captures.js';
import { closingTexts } from '../format/messages/en/explain/findings/closing.js';
import { hostTexts } from '../format/messages/en/explain/findings/hosts.js';
import { openingTexts } from '../format/messages/en/explain/findings/opening.js';
import { runningTexts } from '../format/messages/en/explain/findings/running.js';
import type { PageText } from '../format/messages/page-text.js';
import { FINDING_CODES, type FindingCode } from '../rows.js';
import { makePage, type Page, type PageFacts } from './page.js';
import * as wires from './wires.js';

const texts: Readonly<Record<FindingCode, PageText>> = {
  ...openingTexts,
  ...closingTexts,
  ...runningTexts,
  ...hostTexts,
  ...captureTexts,
};

const KEEP_ALIVES = ['RFC 9293 §3.8.4', 'RFC 1122 §4.2.3.6', 'tcp(7)'];
const CLOSING = 'RFC 9293 §3.6';
const pileUp = (state: string, ...more: string[]): PageFacts => ({ see: [state, ...more] });

const facts: Readonly<Record<FindingCode, PageFacts>> = {
  'handshake-refused': {
    wire: wires.REFUSED,
    sources: ['RFC 9293 §3.5.2'],
    see: ['ECONNREFUSED', 'closed-port', 'service-down', 'TTL'],
  },
  'handshake-unanswered': {
    wire: wires.UNANSWERED,
    sources: ['RFC 9293 §3.8.3', 'net.ipv4.tcp_syn_retries', 'net.ipv4.tcp_syn_linear_timeouts'],
    see: ['ETIMEDOUT', 'SYN_SENT', 'backlog', 'capture-one-way'],
  },
  'handshake-unreachable': {
    wire: [
      ['SYN_SENT', '> SYN', ''],
      ['CLOSED', '< ICMP unreachable', ''],
    ],
    sources: ['RFC 792', 'RFC 4443 §3.1', 'RFC 1122 §4.2.3.9'],
    see: ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'ICMP'],
  },
  'handshake-reset': {
    wire: [
      ['SYN_SENT', '> SYN', ''],
      ['', '< SYN,ACK', 'SYN_RCVD'],
      ['CLOSED', '> RST', 'CLOSED'],
    ],
    sources: ['RFC 9293 §3.5.3'],
    see: ['port-scan', 'handshake-rejected', 'RST'],
  },
  'handshake-slow': { sources: ['RFC 6298'], see: ['RTT', 'syn-retransmitted'] },
  'syn-retransmitted': {
    wire: [
      ['SYN_SENT', '>x SYN', ''],
      ['', '~ 1s', ''],
      ['', '> SYN', 'SYN_RCVD'],
      ['ESTABLISHED', '< SYN,ACK', ''],
    ],
    sources: ['RFC 6298 §2', 'net.ipv4.tcp_syn_retries'],
    see: ['SYN_SENT', 'backlog', 'handshake-unanswered'],
  },
  'syn-ack-retransmitted': {
    wire: [
      ['SYN_SENT', '> SYN', 'SYN_RCVD'],
      ['', '<x SYN,ACK', ''],
      ['', '~ 1s', ''],
      ['ESTABLISHED', '< SYN,ACK', ''],
      ['', '> ACK', 'ESTABLISHED'],
    ],
    sources: ['net.ipv4.tcp_synack_retries'],
    see: ['SYN_RCVD', 'handshake-ack-lost', 'backlog-overflow'],
  },
  'handshake-ack-lost': {
    wire: [
      ['SYN_SENT', '> SYN', 'SYN_RCVD'],
      ['ESTABLISHED', '< SYN,ACK', ''],
      ['', '>x ACK', ''],
      ['', '~ 1s', ''],
      ['', '< SYN,ACK', ''],
      ['', '> ACK', 'ESTABLISHED'],
    ],
    sources: ['RFC 9293 §3.10.7.4'],
    see: ['SYN_RCVD', 'retracted', 'backlog-overflow'],
  },
  'backlog-overflow': {
    wire: wires.BACKLOG_FULL,
    sources: ['listen(2)', 'net.core.somaxconn', 'net.ipv4.tcp_abort_on_overflow'],
    see: ['backlog', 'EMFILE', 'SYN_RCVD', 'reset-backlog-overflow'],
  },
  'simultaneous-open': {
    wire: wires.SIMULTANEOUS_OPEN,
    sources: ['RFC 9293 §3.5'],
    see: ['SYN_RCVD', 'three-way handshake'],
  },
  'fast-open': {
    wire: [
      ['SYN_SENT', '> SYN 100', 'SYN_RCVD'],
      ['ESTABLISHED', '< SYN,ACK ack 101', ''],
      ['', '< PSH,ACK 500', ''],
      ['', '> ACK', 'ESTABLISHED'],
    ],
    sources: ['RFC 7413', 'net.ipv4.tcp_fastopen'],
    see: ['SYN', 'three-way handshake'],
  },
  'options-missing': {
    sources: ['RFC 7323', 'RFC 2018'],
    see: ['window scaling', 'SACK', 'timestamps', 'MSS'],
  },
  'orderly-close': { wire: wires.FOUR_WAY, sources: [CLOSING], see: ['four-way close', 'TIME_WAIT'] },
  'half-close': {
    wire: [
      ['FIN_WAIT_1', '> FIN,ACK', 'CLOSE_WAIT'],
      ['FIN_WAIT_2', '< ACK', ''],
      ['', '< PSH,ACK 1448', ''],
      ['', '> ACK', ''],
      ['TIME_WAIT', '< FIN,ACK', 'LAST_ACK'],
    ],
    sources: ['RFC 9293 §3.6.1', 'shutdown(2)'],
    see: ['FIN_WAIT_2', 'CLOSE_WAIT', 'close-wait-leak'],
  },
  'simultaneous-close': {
    wire: wires.SIMULTANEOUS_CLOSE,
    sources: [CLOSING],
    see: ['CLOSING', 'four-way close'],
  },
  'close-wait-leak': {
    wire: wires.CLOSE_WAIT_LEAK,
    sources: [CLOSING],
    see: ['CLOSE_WAIT', 'FIN_WAIT_2', 'close-wait-pile-up', 'EMFILE'],
  },
  'fin-wait-2-stuck': {
    wire: wires.CLOSE_WAIT_LEAK,
    sources: [CLOSING, 'net.ipv4.tcp_fin_timeout'],
    see: ['FIN_WAIT_2', 'CLOSE_WAIT'],
  },
  'fin-wait-1-stuck': {
    wire: [
      ['FIN_WAIT_1', '>x FIN,ACK', ''],
      ['', '~ RTO', ''],
      ['', '>x FIN,ACK', ''],
      ['CLOSED', '~ retries end', ''],
    ],
    sources: [CLOSING, 'net.ipv4.tcp_orphan_retries'],
    see: ['FIN_WAIT_1', 'zero-window'],
  },
  'last-ack-stuck': {
    wire: [
      ['', '< FIN,ACK', 'LAST_ACK'],
      ['', '~ RTO', ''],
      ['', '< FIN,ACK', ''],
      ['', '~ retries end', 'CLOSED'],
    ],
    sources: [CLOSING, 'net.ipv4.tcp_orphan_retries'],
    see: ['LAST_ACK'],
  },
  'fin-retransmitted': {
    sources: ['RFC 8985 §7', CLOSING],
    see: ['retransmission-tail-loss-probe', 'delayed ACK', 'FIN_WAIT_1', 'LAST_ACK'],
  },
  'time-wait-reuse': {
    wire: [
      ['CLOSED', '', 'TIME_WAIT'],
      ['SYN_SENT', '> SYN', 'SYN_RCVD'],
      ['ESTABLISHED', '< SYN,ACK', ''],
    ],
    sources: ['RFC 9293 §3.10.7.4', 'RFC 6191', 'net.ipv4.tcp_tw_reuse'],
    see: ['TIME_WAIT', 'reused-ports', 'ISN'],
  },
  'time-wait-assassination': {
    wire: [
      ['TIME_WAIT', '< ACK 100', 'CLOSED'],
      ['', '> ACK', ''],
      ['CLOSED', '< RST', ''],
    ],
    sources: ['RFC 1337', 'net.ipv4.tcp_rfc1337'],
    see: ['TIME_WAIT', 'reset-after-close'],
  },
  'reset-no-socket': {
    wire: wires.WRITE_AFTER_CLOSE,
    sources: ['RFC 9293 §3.5.2'],
    see: ['no-socket', 'EPIPE', 'ECONNRESET', 'half-open'],
  },
  'reset-abort': {
    wire: wires.UNREAD_DATA,
    sources: ['RFC 1122 §4.2.2.13', 'socket(7)'],
    see: ['abort', 'linger', 'ECONNRESET'],
  },
  'reset-after-close': {
    wire: [
      ['TIME_WAIT', '> ACK', 'CLOSED'],
      ['', '~ 50ms', ''],
      ['', '> PSH,ACK 100', ''],
      ['CLOSED', '< RST', ''],
    ],
    sources: ['RFC 9293 §3.5.2'],
    see: ['orderly-close', 'TIME_WAIT', 'no-socket'],
  },
  'reset-keep-alive-failure': {
    wire: wires.KEEP_ALIVE_FAILS,
    sources: KEEP_ALIVES,
    see: ['keep-alive', 'ETIMEDOUT', 'peer-vanished'],
  },
  'reset-backlog-overflow': {
    wire: wires.BACKLOG_FULL,
    sources: ['net.ipv4.tcp_abort_on_overflow'],
    see: ['backlog', 'backlog-overflow'],
  },
  'reset-ignored': {
    wire: [
      ['ESTABLISHED', '< RST seq nxt+500', ''],
      ['', '> ACK', ''],
      ['', '< PSH,ACK 100', ''],
    ],
    sources: ['RFC 5961 §3', 'RFC 9293 §3.10.7.4'],
    see: ['challenge-ack', 'injected'],
  },
  'reset-injected': { sources: ['RFC 5961 §1', 'RFC 4953'], see: ['injected', 'TTL', 'capture'] },
  'reset-by-middlebox': {
    sources: ['RFC 5382 §5', 'RFC 3360'],
    see: ['middlebox', 'idle-timer', 'keep-alive', 'TTL'],
  },
  'peer-vanished': {
    wire: wires.VANISHED,
    sources: ['RFC 9293 §3.8.3', 'net.ipv4.tcp_retries2', 'RFC 5482'],
    see: ['ETIMEDOUT', 'retransmission timeout', 'half-open', 'mss-black-hole'],
  },
  'half-open': {
    wire: [
      ['ESTABLISHED', '', 'gone'],
      ['', '> PSH,ACK 100', ''],
      ['ECONNRESET', '< RST', ''],
    ],
    sources: ['RFC 9293 §3.5.1'],
    see: ['ESTABLISHED', 'keep-alive', 'heartbeat', 'stale-connections', 'challenge-ack'],
  },
  'keep-alive': { wire: wires.KEEP_ALIVE, sources: KEEP_ALIVES, see: ['word keep-alive', 'heartbeat'] },
  'keep-alive-unanswered': {
    wire: wires.KEEP_ALIVE_FAILS,
    sources: KEEP_ALIVES,
    see: ['word keep-alive', 'ETIMEDOUT', 'peer-vanished'],
  },
  'keep-alive-reset': {
    wire: [
      ['', '~ 7200s idle', ''],
      ['', '> ACK seq nxt-1', 'gone'],
      ['ECONNRESET', '< RST', ''],
    ],
    sources: KEEP_ALIVES,
    see: ['word keep-alive', 'half-open', 'ECONNRESET'],
  },
  heartbeat: { see: ['word heartbeat', 'closed-after-missed-heartbeat', 'keep-alive'] },
  'closed-after-missed-heartbeat': {
    wire: [
      ['', '> PSH,ACK 20', ''],
      ['', '~ 30s', ''],
      ['', '~ 45s, late', 'close()'],
      ['CLOSE_WAIT', '< FIN,ACK', 'FIN_WAIT_1'],
      ['', '> PSH,ACK 20', ''],
      ['CLOSED', '< RST', 'CLOSED'],
    ],
    see: ['heartbeat', 'no-socket', 'EPIPE'],
  },
  'zero-window': {
    wire: wires.ZERO_WINDOW,
    sources: ['RFC 9293 §3.8.6.1'],
    see: ['window-probe', 'window-full', 'EAGAIN'],
  },
  'window-full': {
    sources: ['RFC 9293 §3.8.6', 'net.ipv4.tcp_rmem'],
    see: ['zero-window', 'window-limited'],
  },
  'window-limited': {
    sources: ['RFC 7323 §2', 'net.ipv4.tcp_rmem'],
    see: ['window scaling', 'window-full', 'RTT'],
  },
  'retransmission-timeout': {
    wire: wires.VANISHED.slice(1, 4),
    sources: ['RFC 6298', 'net.ipv4.tcp_rto_min_us'],
    see: ['word retransmission timeout', 'tail-loss'],
  },
  'fast-retransmission': {
    wire: wires.FAST_RETRANSMISSION,
    sources: ['RFC 5681 §3.2', 'RFC 6675'],
    see: ['duplicate-ack', 'SACK'],
  },
  'spurious-retransmission': {
    sources: ['RFC 2883', 'RFC 5682'],
    see: ['D-SACK', 'retransmission-tail-loss-probe'],
  },
  'tail-loss': {
    wire: [
      ['', '> ACK 1448', ''],
      ['', '>x PSH,ACK 300', ''],
      ['', '~ 2 RTT', ''],
      ['', '> PSH,ACK 300', ''],
    ],
    sources: ['RFC 8985 §7', 'net.ipv4.tcp_early_retrans'],
    see: ['retransmission-tail-loss-probe', 'word retransmission timeout'],
  },
  reordering: { sources: ['RFC 8985', 'net.ipv4.tcp_reordering'], see: ['reordered', 'out-of-order'] },
  'duplicate-packets': { sources: ['RFC 2883'], see: ['D-SACK', 'capture-duplicates'] },
  'mss-black-hole': {
    wire: wires.BLACK_HOLE,
    sources: ['RFC 2923 §2.1', 'RFC 4821', 'net.ipv4.tcp_mtu_probing'],
    see: ['path MTU', 'MSS', 'ICMP'],
  },
  stall: { see: ['Nagle', 'delayed ACK', 'zero-window', 'retransmission timeout'] },
  'illegal-flags': {
    sources: ['RFC 9293 §3.1, §3.10.7'],
    see: ['NULL', 'Xmas', 'SYN,FIN', 'SYN,RST', 'FIN without ACK', 'reserved', 'PSH without data'],
  },
  'urgent-data': { sources: ['RFC 9293 §3.8.5', 'RFC 6093'], see: ['URG'] },
  'stray-segment': { sources: ['RFC 9293 §3.5.2'], see: ['stray', 'RST', 'SYN,ACK'] },
  'syn-flood': {
    wire: [
      ['forged', '> SYN', 'SYN_RCVD'],
      ['', '<x SYN,ACK', ''],
      ['', '~ 1s', ''],
      ['', '<x SYN,ACK', ''],
    ],
    sources: ['RFC 4987', 'net.ipv4.tcp_syncookies', 'net.ipv4.tcp_max_syn_backlog'],
    see: ['SYN_RCVD', 'syncookies', 'backlog', 'syn-rcvd-pile-up'],
  },
  'port-scan': {
    aliases: ['scan', 'nmap'],
    wire: [
      ['', '> SYN :22', ''],
      ['', '< SYN,ACK', 'open'],
      ['', '> RST', ''],
      ['', '> SYN :23', ''],
      ['', '< RST,ACK', 'closed'],
    ],
    sources: ['nmap(1)', 'RFC 9293 §3.10.7.1, §3.10.7.2'],
    see: ['host-sweep', 'illegal-flags', 'NULL', 'Xmas', 'FIN without ACK'],
  },
  'host-sweep': { see: ['port-scan', 'syn-sent-pile-up'] },
  'syn-sent-pile-up': pileUp('SYN_SENT', 'host-sweep', 'handshake-unanswered'),
  'syn-rcvd-pile-up': pileUp('SYN_RCVD', 'syn-flood', 'backlog-overflow'),
  'established-pile-up': pileUp('ESTABLISHED', 'stale-connections', 'half-open'),
  'fin-wait-1-pile-up': pileUp('FIN_WAIT_1', 'fin-wait-1-stuck'),
  'fin-wait-2-pile-up': pileUp('FIN_WAIT_2', 'close-wait-pile-up'),
  'close-wait-pile-up': pileUp('CLOSE_WAIT', 'close-wait-leak', 'EMFILE'),
  'closing-pile-up': pileUp('CLOSING', 'simultaneous-close'),
  'last-ack-pile-up': pileUp('LAST_ACK', 'last-ack-stuck'),
  'time-wait-pile-up': {
    sources: ['net.ipv4.tcp_tw_reuse', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_max_tw_buckets'],
    see: ['TIME_WAIT', 'EADDRNOTAVAIL', 'ephemeral port', '2MSL'],
  },
  'stale-connections': { see: ['half-open', 'keep-alive', 'heartbeat', 'ESTABLISHED'] },
  'service-down': { wire: wires.REFUSED, see: ['handshake-refused', 'ECONNREFUSED', 'LISTEN'] },
  'service-restarted': { see: ['reset-no-socket', 'service-down', 'reset-storm'] },
  'refused-storm': { see: ['handshake-refused', 'service-down'] },
  'reset-storm': { see: ['RST', 'service-restarted', 'reset-by-middlebox'] },
  'timeout-storm': { see: ['peer-vanished', 'handshake-unanswered', 'ETIMEDOUT'] },
  'idle-timer': {
    sources: ['RFC 5382 §5', 'net.netfilter.nf_conntrack_tcp_timeout_established'],
    see: ['reset-by-middlebox', 'keep-alive', 'middlebox'],
  },
  'capture-started-late': { see: ['capture', 'UNKNOWN', 'window scaling'] },
  'capture-ended-early': { see: ['capture'] },
  'capture-gaps': { see: ['capture', 'ack-lost-segment', 'not-captured-before'] },
  'capture-one-way': { see: ['capture', 'handshake-unanswered'] },
  'capture-duplicates': { see: ['capture', 'capture-duplicate'] },
  'capture-offload': { see: ['capture', 'offload-size', 'bad-checksum'] },
  'capture-cut': { see: ['capture'] },
  'clock-stepped': { sources: ['chronyc(1)'], see: ['capture'] },
};

/** Every finding, in the order of its catalogue. */
export function findingPages(): Page[] {
  return FINDING_CODES.map((code) => makePage('finding', code, texts[code], facts[code]));
}
