import { EVENT_COUNT, TcpEvent } from './events.js';
import { TcpState } from './state.js';

/** State, event, next state, and where that is written. */
type Transition = readonly [from: TcpState, event: TcpEvent, to: TcpState, source: string];

const S = TcpState;
const E = TcpEvent;

/**
 * RFC 9293 figure 5 and §3.10, as an observer between the endpoints can see it. A pair without a row changes nothing.
 * Rows from Unknown are ours: they tell what the first segment seen of an endpoint says about it.
 */
export const TRANSITIONS: readonly Transition[] = [
  // Opening.
  [S.Unknown, E.SendSyn, S.SynSent, '§3.10.1 OPEN'],
  [S.Closed, E.SendSyn, S.SynSent, '§3.10.1 OPEN'],
  [S.Listen, E.SendSyn, S.SynSent, '§3.10.2 SEND in LISTEN'],
  [S.Unknown, E.SendSynAck, S.SynRcvd, '§3.10.7.2, third: SYN in LISTEN'],
  [S.Closed, E.SendSynAck, S.SynRcvd, '§3.10.7.2, third: SYN in LISTEN'],
  [S.Listen, E.SendSynAck, S.SynRcvd, '§3.10.7.2, third: SYN in LISTEN'],
  [S.SynSent, E.SendSynAck, S.SynRcvd, '§3.10.7.3, fourth: simultaneous open'],
  [S.SynSent, E.ReceiveSyn, S.SynRcvd, '§3.10.7.3, fourth: simultaneous open'],
  [S.SynSent, E.ReceiveSynAck, S.Established, '§3.10.7.3, fourth: our SYN is acknowledged'],
  [S.SynSent, E.SendAck, S.Established, '§3.10.7.3, fourth: our SYN was acknowledged'],
  [S.SynRcvd, E.ReceiveSynAck, S.Established, '§3.10.7.4, fifth: ACK in SYN-RECEIVED'],
  [S.SynRcvd, E.ReceiveAckOfSyn, S.Established, '§3.10.7.4, fifth: ACK in SYN-RECEIVED'],
  [S.SynRcvd, E.SendAck, S.Established, '§3.10.7.4, fifth: it can only have been acknowledged'],
  [S.Unknown, E.SendAck, S.Established, 'begun before the capture'],

  // Closing.
  [S.SynRcvd, E.SendFin, S.FinWait1, '§3.10.4 CLOSE in SYN-RECEIVED'],
  [S.Established, E.SendFin, S.FinWait1, '§3.10.4 CLOSE in ESTABLISHED'],
  [S.Unknown, E.SendFin, S.FinWait1, 'begun before the capture'],
  [
    S.CloseWait,
    E.SendFin,
    S.LastAck,
    '§3.10.4 CLOSE in CLOSE-WAIT (RFC 1122 §4.2.2.20: LAST-ACK, not CLOSING)',
  ],
  [S.FinWait1, E.ReceiveAckOfFin, S.FinWait2, '§3.10.7.4, fifth: FIN-WAIT-1'],
  [S.Closing, E.ReceiveAckOfFin, S.TimeWait, '§3.10.7.4, fifth: CLOSING'],
  [S.LastAck, E.ReceiveAckOfFin, S.Closed, '§3.10.7.4, fifth: LAST-ACK'],
  [S.SynRcvd, E.ReceiveFin, S.CloseWait, '§3.10.7.4, eighth: SYN-RECEIVED'],
  [S.Established, E.ReceiveFin, S.CloseWait, '§3.10.7.4, eighth: ESTABLISHED'],
  [S.Unknown, E.ReceiveFin, S.CloseWait, 'begun before the capture'],
  [S.FinWait1, E.ReceiveFin, S.Closing, '§3.10.7.4, eighth: FIN-WAIT-1'],
  [S.FinWait2, E.ReceiveFin, S.TimeWait, '§3.10.7.4, eighth: FIN-WAIT-2'],

  // Resetting. Who sends a RST for a connection has none any more; Linux gives up TIME-WAIT on one, RFC 1337 would not.
  [S.SynSent, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.SynRcvd, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.Established, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.FinWait1, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.FinWait2, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.CloseWait, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.Closing, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.LastAck, E.SendRst, S.Closed, '§3.10.5 ABORT'],
  [S.TimeWait, E.SendRst, S.Closed, '§3.10.7.1: no connection any more'],
  [S.SynSent, E.ReceiveRst, S.Closed, '§3.10.7.3, second: RST'],
  [S.SynRcvd, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST (a listener goes on listening)'],
  [S.Established, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST'],
  [S.FinWait1, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST'],
  [S.FinWait2, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST'],
  [S.CloseWait, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST'],
  [S.Closing, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST'],
  [S.LastAck, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST'],
  [S.TimeWait, E.ReceiveRst, S.Closed, '§3.10.7.4, second: RST; Linux with tcp_rfc1337=0'],
  [S.SynSent, E.ReceiveUnreachable, S.Closed, 'RFC 1122 §4.2.3.9'],

  // Time.
  [S.TimeWait, E.TimeWaitOver, S.Closed, '§3.10.8 TIME-WAIT timeout'],
  [S.FinWait2, E.FinWait2Over, S.Closed, 'Linux tcp_fin_timeout, for a closed socket'],
  [S.SynSent, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
  [S.SynRcvd, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
  [S.Established, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
  [S.FinWait1, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
  [S.CloseWait, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
  [S.Closing, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
  [S.LastAck, E.RetriesOver, S.Closed, '§3.10.8 user timeout; RFC 1122 §4.2.3.5'],
];

/** Next state by `state * EVENT_COUNT + event`; `STAYS` where the table has no row. */
export const STAYS = 255;
export const NEXT_STATE: Uint8Array = new Uint8Array(12 * EVENT_COUNT).fill(STAYS);
for (const [from, event, to] of TRANSITIONS) NEXT_STATE[from * EVENT_COUNT + event] = to;
