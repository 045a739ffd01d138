/**
 * Our own judgement on a packet, as bits; several may hold. Wireshark's words for it live in `labels/` and may differ.
 */
export const Note = {
  /** Sent again because its acknowledgment did not come in time. */
  RetransmissionTimeout: 1 << 0,
  /** Sent again after three duplicate ACKs (RFC 5681 §3.2). */
  RetransmissionFast: 1 << 1,
  /** Sent again because SACK blocks tell that later data arrived (RFC 6675). */
  RetransmissionSack: 1 << 2,
  /** The last segment sent once more, to draw an answer (RFC 8985 §7). */
  RetransmissionTailLossProbe: 1 << 3,
  /** Sent again although it had been acknowledged already. */
  RetransmissionSpurious: 1 << 4,
  RetransmissionHandshake: 1 << 5,
  RetransmissionUnknown: 1 << 6,
  /** Overtaken by later ones on its way: sent once. */
  Reordered: 1 << 7,
  /** The capture holds the same packet twice. */
  CaptureDuplicate: 1 << 8,
  /** An ACK that a connected endpoint sends to a SYN or RST it does not take (RFC 5961). */
  ChallengeAck: 1 << 9,
  /** Asks whether a closed window has opened. */
  WindowProbe: 1 << 10,
  KeepAlive: 1 << 11,
  KeepAliveAck: 1 << 12,
  /** Something before it went by uncaptured. */
  NotCapturedBefore: 1 << 13,
  /** Longer than any segment on the wire: cut up, or put together, by the network card. */
  OffloadSize: 1 << 14,
  BadChecksum: 1 << 15,
  /** Repeats or probes stand for data acknowledged twice: a D-SACK (RFC 2883). */
  DuplicateSack: 1 << 16,
  /** Sent again with other bytes than before. */
  DataDiffers: 1 << 17,
} as const;

/** The words of the rows, by bit. */
export const NOTE_NAMES: readonly string[] = [
  'retransmission-timeout',
  'retransmission-fast',
  'retransmission-sack',
  'retransmission-tail-loss-probe',
  'retransmission-spurious',
  'retransmission-handshake',
  'retransmission-unknown',
  'reordered',
  'capture-duplicate',
  'challenge-ack',
  'window-probe',
  'keep-alive',
  'keep-alive-ack',
  'not-captured-before',
  'offload-size',
  'bad-checksum',
  'duplicate-sack',
  'data-differs',
];

export function noteNames(notes: number): string[] {
  return notes === 0 ? [] : NOTE_NAMES.filter((_, bit) => notes & (1 << bit));
}
