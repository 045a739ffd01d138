/** What Wireshark says of one segment. One object is overwritten for every segment; zero means that nothing is said. */
export interface PacketLabels {
  /** `Analysis` bits. */
  words: number;
  /** Wireshark shows an analysis at all: the initial round-trip time is printed only then. */
  isShown: boolean;
  /** Bytes of the sender not acknowledged yet, this segment's included. */
  bytesInFlight: number;
  /** The packet whose end this segment acknowledges exactly, and the time since. */
  acks: number;
  ackRttNs: number;
  /** From the latest SYN to the first ACK without SYN. */
  initialRttNs: number;
  /** For a retransmission: the time since the packet `rtoOf`. */
  rtoNs: number;
  rtoOf: number;
  duplicateAckNumber: number;
  /** The packet that this one repeats the ACK of. */
  duplicateAckOf: number;
}

export function emptyLabels(): PacketLabels {
  return {
    words: 0,
    isShown: false,
    bytesInFlight: 0,
    acks: 0,
    ackRttNs: 0,
    initialRttNs: 0,
    rtoNs: 0,
    rtoOf: 0,
    duplicateAckNumber: 0,
    duplicateAckOf: 0,
  };
}

export function clearLabels(labels: PacketLabels): void {
  labels.words = 0;
  labels.isShown = false;
  labels.bytesInFlight = 0;
  labels.acks = 0;
  labels.ackRttNs = 0;
  labels.initialRttNs = 0;
  labels.rtoNs = 0;
  labels.rtoOf = 0;
  labels.duplicateAckNumber = 0;
  labels.duplicateAckOf = 0;
}
