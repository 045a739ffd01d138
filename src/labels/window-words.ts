// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { Analysis } from './analysis-words.js';
import { Mark, Scale, type WiresharkColumns } from './wireshark-columns.js';
import { isGreater } from './wireshark-order.js';

const CONTROL = TcpFlag.Syn | TcpFlag.Fin | TcpFlag.Rst;

/**
 * What sequence number, ACK and window of a segment of endpoint `e` say beside those before it: probes, keep-alives, windows, duplicate
 * ACKs, a gap. Counts duplicate ACKs. Some words end the search, so that the order of the tests is part of the rules.
 */
export function windowWords(
  w: WiresharkColumns,
  e: number,
  p: number,
  s: Segment,
  length: number,
  is46: boolean,
): number {
  const next = w.next[e]!;
  const isNext = s.seq === next;
  if (length === 1 && isNext && w.window[p] === 1) return Analysis.ZeroWindowProbe;

  let words = 0;
  const isPlain = (s.flags & CONTROL) === 0;
  if (next !== 0 && isGreater(s.seq, next) && !(s.flags & TcpFlag.Rst)) words |= Analysis.LostSegment;
  if (!isPlain) return words;

  if (s.window === 0) words |= Analysis.ZeroWindow;
  if (length <= 1 && s.seq === ((next - 1) | 0)) words |= Analysis.KeepAlive;
  if (length > 0) return fillsWindow(w, p, (s.seq + length) | 0) ? words | Analysis.WindowFull : words;
  return isNext ? words | repeatedAckWords(w, e, p, s, is46) : words;
}

/** The segment goes to the very edge of the window that the other side offers. */
function fillsWindow(w: WiresharkColumns, p: number, end: number): boolean {
  const scale = w.scale[p]!;
  if (scale === Scale.Unknown) return false;
  const shift = scale === Scale.NotInUse || w.marks[p]! & Mark.FirstAck ? 0 : scale - Scale.Known;
  return end === ((w.lastAck[p]! + ((w.window[p]! - 1) << shift)) | 0);
}

/** An ACK without data that stands where the next segment would. */
function repeatedAckWords(w: WiresharkColumns, e: number, p: number, s: Segment, is46: boolean): number {
  const isSameAck = s.ack === w.lastAck[e];
  const isSameWindow = w.window[e] === s.window + 1;
  const answered = w.words[p]!;
  if (s.window === 0) {
    if (!isSameWindow || !(answered & Analysis.ZeroWindowProbe)) return 0;
    if (isSameAck) return Analysis.ZeroWindowProbeAck;
    if (!is46 || s.ack !== ((w.lastAck[e]! + 1) | 0)) return 0;
    // The receiver took the byte of the probe.
    w.next[p] = w.ackable[p] = s.ack;
    return Analysis.ZeroWindowProbeAck;
  }
  if (!isSameAck) return 0;
  if (!isSameWindow) return Analysis.WindowUpdate;
  if (answered & Analysis.KeepAlive) return Analysis.KeepAliveAck;
  if (w.duplicateAcks[e] === -1) w.duplicateAcks[e] = 1;
  else w.duplicateAcks[e]!++;
  return Analysis.DuplicateAck;
}
