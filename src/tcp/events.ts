/**
 * What moves an endpoint from state to state. "Send" events are what an endpoint's own segment shows;
 * "Receive" events are what the other's segment does on arrival; timers need no segment.
 */
export const TcpEvent = {
  SendSyn: 0,
  SendSynAck: 1,
  /** Data, or an acknowledgment that only a connected endpoint sends. */
  SendAck: 2,
  SendFin: 3,
  SendRst: 4,
  ReceiveSyn: 5,
  /** A SYN,ACK that acknowledges the endpoint's own SYN. */
  ReceiveSynAck: 6,
  ReceiveAckOfSyn: 7,
  ReceiveAckOfFin: 8,
  ReceiveFin: 9,
  /** A reset that passes the acceptance test. */
  ReceiveRst: 10,
  /** An ICMP error, not to be survived, that quotes the SYN. */
  ReceiveUnreachable: 11,
  TimeWaitOver: 12,
  FinWait2Over: 13,
  RetriesOver: 14,
} as const;
export type TcpEvent = (typeof TcpEvent)[keyof typeof TcpEvent];

export const EVENT_COUNT = 15;
