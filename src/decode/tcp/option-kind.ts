/**
 * TCP option kind numbers.
 * @see https://www.iana.org/assignments/tcp-parameters
 */
export const OptionKind = {
  EndOfList: 0,
  NoOperation: 1,
  MaximumSegmentSize: 2,
  WindowScale: 3,
  SackPermitted: 4,
  Sack: 5,
  Echo: 6,
  EchoReply: 7,
  Timestamps: 8,
  ConnectionCount: 11,
  ConnectionCountNew: 12,
  ConnectionCountEcho: 13,
  Md5: 19,
  Scps: 20,
  UserTimeout: 28,
  Authentication: 29,
  Mptcp: 30,
  FastOpen: 34,
  Experiment1: 253,
  Experiment2: 254,
} as const;

/** What the experimental kinds begin with when they stand for Fast Open. @see RFC 7413 appendix A, RFC 6994 */
export const FAST_OPEN_EXPERIMENT = 0xf989;
