/** Wireshark's `tcp.analysis.*` words, one bit each. */
export const Analysis = {
  Retransmission: 1,
  FastRetransmission: 2,
  SpuriousRetransmission: 4,
  OutOfOrder: 8,
  LostSegment: 16,
  AckLostSegment: 32,
  DuplicateAck: 64,
  ZeroWindow: 128,
  ZeroWindowProbe: 256,
  ZeroWindowProbeAck: 512,
  WindowFull: 1024,
  WindowUpdate: 2048,
  KeepAlive: 4096,
  KeepAliveAck: 8192,
  ReusedPorts: 16384,
} as const;

/** The words of a packet row, in the order of the bits. */
export const ANALYSIS_WORDS = [
  'retransmission',
  'fast-retransmission',
  'spurious-retransmission',
  'out-of-order',
  'lost-segment',
  'ack-lost-segment',
  'duplicate-ack',
  'zero-window',
  'zero-window-probe',
  'zero-window-probe-ack',
  'window-full',
  'window-update',
  'keep-alive',
  'keep-alive-ack',
  'reused-ports',
] as const;
export type AnalysisWord = (typeof ANALYSIS_WORDS)[number];

const KINDS_OF_RETRANSMISSION = Analysis.FastRetransmission | Analysis.SpuriousRetransmission;

/** The words of a packet, as tshark prints them: a fast or spurious retransmission is called a retransmission too. */
export function analysisWords(bits: number): AnalysisWord[] {
  if (bits === 0) return [];
  const shown = bits & KINDS_OF_RETRANSMISSION ? bits | Analysis.Retransmission : bits;
  return ANALYSIS_WORDS.filter((_, bit) => shown & (1 << bit));
}
