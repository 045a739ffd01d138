import type { WireStep } from './wire.js';

/** Small ladders that several pages show. */

export const THREE_WAY: readonly WireStep[] = [
  ['CLOSED', '', 'LISTEN'],
  ['SYN_SENT', '> SYN seq 0', ''],
  ['', '< SYN,ACK seq 0 ack 1', 'SYN_RCVD'],
  ['ESTABLISHED', '> ACK seq 1 ack 1', 'ESTABLISHED'],
];

export const FOUR_WAY: readonly WireStep[] = [
  ['ESTABLISHED', '', 'ESTABLISHED'],
  ['FIN_WAIT_1', '> FIN,ACK', 'CLOSE_WAIT'],
  ['FIN_WAIT_2', '< ACK', ''],
  ['TIME_WAIT', '< FIN,ACK', 'LAST_ACK'],
  ['', '> ACK', 'CLOSED'],
  ['CLOSED', '~ 60s', ''],
];

export const SIMULTANEOUS_CLOSE: readonly WireStep[] = [
  ['FIN_WAIT_1', '> FIN,ACK', 'FIN_WAIT_1'],
  ['CLOSING', '< FIN,ACK', 'CLOSING'],
  ['', '> ACK', 'TIME_WAIT'],
  ['TIME_WAIT', '< ACK', ''],
];

export const SIMULTANEOUS_OPEN: readonly WireStep[] = [
  ['SYN_SENT', '> SYN', 'SYN_SENT'],
  ['SYN_RCVD', '< SYN', 'SYN_RCVD'],
  ['', '> SYN,ACK', 'ESTABLISHED'],
  ['ESTABLISHED', '< SYN,ACK', ''],
];

export const CLOSE_WAIT_LEAK: readonly WireStep[] = [
  ['close()', '> FIN,ACK', 'CLOSE_WAIT'],
  ['FIN_WAIT_2', '< ACK', 'read() = 0'],
  ['', '~ no FIN', 'no close()'],
];

export const REFUSED: readonly WireStep[] = [
  ['SYN_SENT', '> SYN', ''],
  ['CLOSED', '< RST,ACK seq 0', 'CLOSED'],
];

export const UNANSWERED: readonly WireStep[] = [
  ['SYN_SENT', '>x SYN', ''],
  ['', '~ 1s', ''],
  ['', '>x SYN', ''],
  ['', '~ 1s', ''],
  ['', '>x SYN', ''],
  ['CLOSED', '~ ETIMEDOUT', ''],
];

export const WRITE_AFTER_CLOSE: readonly WireStep[] = [
  ['CLOSE_WAIT', '< FIN,ACK', 'close()'],
  ['', '> ACK', 'FIN_WAIT_2'],
  ['write() = n', '> PSH,ACK 100', ''],
  ['CLOSED', '< RST', 'CLOSED'],
  ['write() EPIPE', '', ''],
];

export const VANISHED: readonly WireStep[] = [
  ['ESTABLISHED', '> PSH,ACK 100', ''],
  ['', '>x PSH,ACK 100', ''],
  ['', '~ 400ms', ''],
  ['', '>x PSH,ACK 100', ''],
  ['', '~ 800ms', ''],
  ['', '>x PSH,ACK 100', ''],
  ['CLOSED', '~ ETIMEDOUT', ''],
];

export const ZERO_WINDOW: readonly WireStep[] = [
  ['', '> PSH,ACK 1448', 'no read()'],
  ['', '< ACK win 0', ''],
  ['', '~ 200ms', ''],
  ['', '> ACK seq una-1', ''],
  ['', '< ACK win 0', ''],
  ['', '~ 400ms', 'read()'],
  ['', '< ACK win 65160', ''],
  ['', '> PSH,ACK 1448', ''],
];

export const FAST_RETRANSMISSION: readonly WireStep[] = [
  ['', '>x ACK 1448 seq 1', ''],
  ['', '> ACK 1448 seq 1449', ''],
  ['', '< ACK ack 1', ''],
  ['', '> ACK 1448 seq 2897', ''],
  ['', '< ACK ack 1', ''],
  ['', '> ACK 1448 seq 4345', ''],
  ['', '< ACK ack 1', ''],
  ['', '> ACK 1448 seq 1', ''],
  ['', '< ACK ack 5793', ''],
];

export const KEEP_ALIVE: readonly WireStep[] = [
  ['', '~ 7200s idle', ''],
  ['', '> ACK seq nxt-1', ''],
  ['', '< ACK', ''],
];

export const KEEP_ALIVE_FAILS: readonly WireStep[] = [
  ['', '~ 7200s idle', ''],
  ['', '>x ACK seq nxt-1', ''],
  ['', '~ 75s', ''],
  ['', '>x ACK seq nxt-1', ''],
  ['', '~ 9 probes', ''],
  ['ETIMEDOUT', '>x RST,ACK', ''],
];

export const BACKLOG_FULL: readonly WireStep[] = [
  ['SYN_SENT', '> SYN', ''],
  ['ESTABLISHED', '< SYN,ACK', 'SYN_RCVD'],
  ['', '> ACK', 'queue full'],
  ['', '> PSH,ACK 100', ''],
  ['', '< SYN,ACK', ''],
  ['', '> ACK', 'queue full'],
  ['', '~ 63s', ''],
  ['CLOSED', '< RST', 'CLOSED'],
];

export const UNREAD_DATA: readonly WireStep[] = [
  ['', '> PSH,ACK 100', 'no read()'],
  ['', '< ACK', ''],
  ['ECONNRESET', '< RST,ACK', 'close()'],
];

export const BLACK_HOLE: readonly WireStep[] = [
  ['', '> PSH,ACK 100', ''],
  ['', '< ACK', ''],
  ['', '>x ACK 1448', ''],
  ['', '~ RTO', ''],
  ['', '>x ACK 1448', ''],
  ['', '~ 2 RTO', ''],
  ['', '>x ACK 1448', ''],
];
