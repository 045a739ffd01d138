/** What is observed beside the notes on a packet, in bits above theirs: an entry's `what` holds both. */
export const Observed = {
  /** Its window closed with this segment, and opened again with this one. */
  ZeroWindow: 1 << 24,
  WindowOpened: 1 << 25,
  /** An unusual combination of flags, legal or not; `flags` of the entry holds it. */
  OddFlags: 1 << 26,
  Urgent: 1 << 27,
  /** All that the other side's window allows is under way. */
  WindowFull: 1 << 29,
  /** An ICMP error that quotes the connection. */
  IcmpError: 1 << 28,
} as const;
