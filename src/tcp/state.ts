/**
 * The states of one endpoint: RFC 9293 §3.3.2's eleven, and Unknown for what the capture has not shown.
 * They are numbered in the order of `STATE_NAMES`. Zero is Unknown, so that a fresh row claims nothing.
 */
export const TcpState = {
  Unknown: 0,
  Listen: 1,
  SynSent: 2,
  SynRcvd: 3,
  Established: 4,
  FinWait1: 5,
  FinWait2: 6,
  CloseWait: 7,
  Closing: 8,
  LastAck: 9,
  TimeWait: 10,
  Closed: 11,
} as const;
export type TcpState = (typeof TcpState)[keyof typeof TcpState];
