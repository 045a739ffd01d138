import {
  certaintyTexts,
  handshakeTexts,
  outcomeTexts,
  resetCauseTexts,
  resetEffectTexts,
  teardownTexts,
} from '../format/messages/en/explain/connections.js';
import type { HandshakeKind, Outcome, ResetCause, ResetEffect, TeardownKind } from '../rows.js';
import { type Page, type PageFacts, pagesOf } from './page.js';
import {
  BACKLOG_FULL,
  CLOSE_WAIT_LEAK,
  FOUR_WAY,
  KEEP_ALIVE_FAILS,
  REFUSED,
  SIMULTANEOUS_CLOSE,
  SIMULTANEOUS_OPEN,
  THREE_WAY,
  UNANSWERED,
  UNREAD_DATA,
  VANISHED,
  WRITE_AFTER_CLOSE,
} from './wires.js';

const outcomes: Partial<Record<Outcome, PageFacts>> = {
  stray: { see: ['stray-segment', 'RST', 'port-scan'] },
  refused: { wire: REFUSED, see: ['handshake-refused', 'ECONNREFUSED'] },
  unreachable: { see: ['handshake-unreachable', 'EHOSTUNREACH', 'ICMP'] },
  unanswered: { wire: UNANSWERED, see: ['handshake-unanswered', 'ETIMEDOUT', 'SYN_SENT'] },
  'aborted-handshake': { see: ['handshake-reset', 'syn-flood', 'port-scan'] },
  reset: { see: ['RST', 'ECONNRESET', 'abort', 'no-socket', 'middlebox'] },
  closed: { wire: FOUR_WAY, see: ['orderly-close', 'four-way close', 'TIME_WAIT'] },
  vanished: { wire: VANISHED, see: ['peer-vanished', 'ETIMEDOUT', 'half-open'] },
  'half-closed': {
    wire: CLOSE_WAIT_LEAK,
    see: ['half-close', 'close-wait-leak', 'CLOSE_WAIT', 'FIN_WAIT_2'],
  },
  open: { see: ['ESTABLISHED'] },
  partial: { see: ['capture', 'UNKNOWN', 'capture-started-late'] },
};

const handshakes: Partial<Record<HandshakeKind, PageFacts>> = {
  'three-way': { wire: THREE_WAY, sources: ['RFC 9293 §3.5'], see: ['three-way handshake'] },
  simultaneous: { wire: SIMULTANEOUS_OPEN, sources: ['RFC 9293 §3.5'], see: ['simultaneous-open'] },
  'fast-open': { sources: ['RFC 7413'], see: ['finding fast-open', 'three-way handshake'] },
  refused: { wire: REFUSED, see: ['outcome refused', 'handshake-refused'] },
  unanswered: { wire: UNANSWERED, see: ['outcome unanswered', 'handshake-unanswered'] },
  unreachable: { see: ['outcome unreachable', 'handshake-unreachable'] },
  reset: { see: ['handshake-reset', 'port-scan', 'backlog-overflow'] },
  'half-open': { see: ['SYN_RCVD', 'syn-flood', 'handshake-ack-lost'] },
  'not-captured': { see: ['capture-started-late', 'UNKNOWN'] },
};

const teardowns: Partial<Record<TeardownKind, PageFacts>> = {
  'four-way': { wire: FOUR_WAY, sources: ['RFC 9293 §3.6'], see: ['four-way close', 'orderly-close'] },
  'three-segment': {
    wire: [
      ['FIN_WAIT_1', '> FIN,ACK', 'CLOSE_WAIT'],
      ['TIME_WAIT', '< FIN,ACK', 'LAST_ACK'],
      ['', '> ACK', 'CLOSED'],
    ],
    sources: ['RFC 9293 §3.6'],
    see: ['four-way close', 'orderly-close'],
  },
  simultaneous: {
    wire: SIMULTANEOUS_CLOSE,
    sources: ['RFC 9293 §3.6'],
    see: ['simultaneous-close', 'CLOSING'],
  },
  'half-close': {
    wire: CLOSE_WAIT_LEAK,
    sources: ['RFC 9293 §3.6.1'],
    see: ['finding half-close', 'CLOSE_WAIT'],
  },
  'fin-then-reset': { wire: WRITE_AFTER_CLOSE, see: ['RST', 'no-socket', 'EPIPE'] },
  reset: { see: ['RST', 'outcome reset'] },
  timeout: { wire: VANISHED, see: ['ETIMEDOUT', 'peer-vanished'] },
  none: { see: ['outcome open'] },
  'not-captured': { see: ['capture-ended-early'] },
};

const NO_SOCKET = 'RFC 9293 §3.5.2, §3.10.7.1';

const causes: Partial<Record<ResetCause, PageFacts>> = {
  unknown: { see: ['RST', 'capture'] },
  'closed-port': { wire: REFUSED, sources: [NO_SOCKET], see: ['handshake-refused', 'ECONNREFUSED'] },
  'no-socket': {
    wire: WRITE_AFTER_CLOSE,
    sources: [NO_SOCKET],
    see: ['reset-no-socket', 'reset-after-close', 'EPIPE', 'half-open'],
  },
  abort: {
    wire: UNREAD_DATA,
    sources: ['RFC 1122 §4.2.2.13', 'RFC 9293 §3.10.5', 'socket(7)'],
    see: ['reset-abort', 'ECONNRESET', 'linger'],
  },
  'keep-alive-failure': {
    wire: KEEP_ALIVE_FAILS,
    sources: ['RFC 1122 §4.2.3.6', 'tcp(7)'],
    see: ['reset-keep-alive-failure', 'keep-alive', 'ETIMEDOUT'],
  },
  'backlog-overflow': {
    wire: BACKLOG_FULL,
    sources: ['listen(2)', 'net.core.somaxconn', 'net.ipv4.tcp_abort_on_overflow'],
    see: ['backlog', 'reset-backlog-overflow', 'SYN_RCVD'],
  },
  'handshake-rejected': {
    wire: [
      ['SYN_SENT', '> SYN', 'ESTABLISHED'],
      ['', '< ACK', ''],
      ['', '> RST', 'CLOSED'],
      ['', '~ 10ms', ''],
      ['', '> SYN', ''],
    ],
    sources: ['RFC 9293 §3.5.1', 'RFC 5961 §4'],
    see: ['challenge-ack', 'half-open'],
  },
  middlebox: { sources: ['RFC 5382', 'RFC 3360'], see: ['reset-by-middlebox', 'idle-timer', 'TTL'] },
  injected: { sources: ['RFC 5961 §3', 'RFC 4953'], see: ['reset-injected', 'TTL', 'challenge-ack'] },
};

const effects: Partial<Record<ResetEffect, PageFacts>> = {
  ended: { see: ['RST', 'ECONNRESET'] },
  refused: { see: ['ECONNREFUSED'] },
  ignored: { sources: ['RFC 5961 §3'], see: ['reset-ignored', 'challenge-ack'] },
  'after-close': { see: ['reset-after-close', 'no-socket'] },
  stray: { see: ['stray-segment'] },
};

/** Words of a connection's row: outcome, handshake, teardown, cause and effect of its resets, certainty of its states. */
export function connectionPages(): Page[] {
  return [
    ...pagesOf('outcome', outcomeTexts, outcomes),
    ...pagesOf('handshake', handshakeTexts, handshakes),
    ...pagesOf('teardown', teardownTexts, teardowns),
    ...pagesOf('cause', resetCauseTexts, causes),
    ...pagesOf('effect', resetEffectTexts, effects),
    ...pagesOf('certainty', certaintyTexts, {
      seen: { see: ['certainty'] },
      inferred: { see: ['certainty'] },
      retracted: { see: ['certainty', 'handshake-ack-lost'] },
      certain: { see: ['certainty'] },
      likely: { see: ['certainty'] },
      possible: { see: ['certainty'] },
    }),
  ];
}
