import { stateTexts } from '../format/messages/en/explain/states.js';
import type { StateName } from '../rows.js';
import { type Page, type PageFacts, pagesOf } from './page.js';
import { CLOSE_WAIT_LEAK, FOUR_WAY, REFUSED, SIMULTANEOUS_CLOSE, THREE_WAY, UNANSWERED } from './wires.js';

const facts: Partial<Record<StateName, PageFacts>> = {
  UNKNOWN: { see: ['ESTABLISHED', 'partial', 'capture', 'certainty'] },
  LISTEN: {
    wire: THREE_WAY,
    sources: ['RFC 9293 §3.3.2, §3.10.7.2', 'listen(2)', 'net.core.somaxconn'],
    see: ['SYN_RCVD', 'backlog', 'closed-port', 'port-scan'],
  },
  SYN_SENT: {
    wire: UNANSWERED,
    sources: ['RFC 9293 §3.5, §3.10.7.3', 'net.ipv4.tcp_syn_retries', 'net.ipv4.tcp_syn_linear_timeouts'],
    see: ['handshake-unanswered', 'syn-sent-pile-up', 'ETIMEDOUT', 'three-way handshake'],
  },
  SYN_RCVD: {
    aliases: ['SYN_RECV', 'SYN_RECEIVED'],
    wire: [
      ['SYN_SENT', '> SYN', 'SYN_RCVD'],
      ['', '< SYN,ACK', ''],
      ['', '~ 1s', ''],
      ['', '< SYN,ACK', ''],
      ['', '~ no ACK', ''],
    ],
    sources: [
      'RFC 9293 §3.5, §3.10.7.4',
      'RFC 4987',
      'net.ipv4.tcp_synack_retries',
      'net.ipv4.tcp_max_syn_backlog',
      'net.ipv4.tcp_syncookies',
    ],
    see: ['syn-flood', 'backlog', 'syncookies', 'syn-rcvd-pile-up', 'backlog-overflow'],
  },
  ESTABLISHED: {
    aliases: ['ESTAB'],
    wire: THREE_WAY,
    sources: ['RFC 9293 §3.3.2', 'RFC 1122 §4.2.3.6'],
    see: ['half-open', 'keep-alive', 'heartbeat', 'established-pile-up', 'stale-connections'],
  },
  FIN_WAIT_1: {
    aliases: ['FIN_WAIT'],
    wire: FOUR_WAY,
    sources: ['RFC 9293 §3.6', 'net.ipv4.tcp_orphan_retries', 'net.ipv4.tcp_retries2'],
    see: ['FIN_WAIT_2', 'fin-wait-1-stuck', 'fin-wait-1-pile-up', 'four-way close'],
  },
  FIN_WAIT_2: {
    wire: CLOSE_WAIT_LEAK,
    sources: ['RFC 9293 §3.6, §3.6.1', 'net.ipv4.tcp_fin_timeout'],
    see: ['CLOSE_WAIT', 'half-close', 'fin-wait-2-stuck', 'fin-wait-2-pile-up'],
  },
  CLOSE_WAIT: {
    wire: CLOSE_WAIT_LEAK,
    sources: ['RFC 9293 §3.6', 'close(2)'],
    see: ['close-wait-leak', 'close-wait-pile-up', 'FIN_WAIT_2', 'EPIPE', 'half-close'],
  },
  CLOSING: {
    wire: SIMULTANEOUS_CLOSE,
    sources: ['RFC 9293 §3.6'],
    see: ['simultaneous-close', 'closing-pile-up', 'TIME_WAIT'],
  },
  LAST_ACK: {
    wire: [
      ['FIN_WAIT_2', '< FIN,ACK', 'LAST_ACK'],
      ['TIME_WAIT', '>x ACK', ''],
      ['', '~ 200ms', ''],
      ['', '< FIN,ACK', ''],
      ['', '> ACK', 'CLOSED'],
    ],
    sources: ['RFC 9293 §3.6', 'net.ipv4.tcp_orphan_retries'],
    see: ['last-ack-stuck', 'last-ack-pile-up', 'fin-retransmitted', 'four-way close'],
  },
  TIME_WAIT: {
    aliases: ['TIMEWAIT'],
    wire: FOUR_WAY,
    sources: [
      'RFC 9293 §3.4.2, §3.6',
      'RFC 1337',
      'RFC 6191',
      'net.ipv4.tcp_tw_reuse',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_max_tw_buckets',
    ],
    see: ['2MSL', 'time-wait-pile-up', 'time-wait-reuse', 'time-wait-assassination', 'EADDRNOTAVAIL'],
  },
  CLOSED: {
    aliases: ['CLOSE'],
    wire: REFUSED,
    sources: ['RFC 9293 §3.3.2, §3.5.2, §3.10.7.1'],
    see: ['no-socket', 'closed-port', 'RST', 'reset-after-close'],
  },
};

/** The eleven states of RFC 9293, and UNKNOWN. */
export function statePages(): Page[] {
  return pagesOf('state', stateTexts, facts);
}
