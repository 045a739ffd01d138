// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../segment.js';
import { FAST_OPEN_EXPERIMENT, OptionKind } from './option-kind.js';

/** NOP, NOP, timestamps of 10 bytes: how nearly all segments with timestamps lay them out (RFC 7323 appendix A). */
const ALIGNED_TIMESTAMPS = 0x0101080a;

/**
 * Walks the options between the fixed header and `headerEnd`, of which those before `captured` are there to read.
 * An option of a known kind whose length is not the one its RFC gives is kept as an unknown one, as Linux skips it.
 */
export function readOptions(
  view: DataView,
  start: number,
  headerEnd: number,
  captured: number,
  segment: Segment,
): void {
  segment.optionBits = 0;
  segment.sackCount = 0;
  segment.unknownOptionKinds = 0;
  if (start === headerEnd) return;
  if (headerEnd - start === 12 && headerEnd <= captured && view.getInt32(start) === ALIGNED_TIMESTAMPS) {
    segment.optionBits = OptionBit.Timestamps;
    segment.tsVal = view.getInt32(start + 4);
    segment.tsEcr = view.getInt32(start + 8);
    return;
  }
  walkOptions(view, start, headerEnd, captured, segment);
}

function walkOptions(
  view: DataView,
  start: number,
  headerEnd: number,
  captured: number,
  segment: Segment,
): void {
  const end = headerEnd < captured ? headerEnd : captured;
  let bits = end < headerEnd ? OptionBit.Cut : 0;
  let nops = 0;
  let at = start;
  while (at < end) {
    const kind = view.getUint8(at);
    if (kind === OptionKind.EndOfList) break;
    if (kind === OptionKind.NoOperation) {
      if (++nops === 4) bits |= OptionBit.ManyNops;
      at++;
      continue;
    }
    nops = 0;

    if (at + 2 > headerEnd) {
      bits |= OptionBit.Malformed;
      break;
    }
    if (at + 2 > end) break;
    const length = view.getUint8(at + 1);
    if (length < 2 || at + length > headerEnd) {
      bits |= OptionBit.Malformed;
      break;
    }
    if (at + length > end) break;
    bits |= readOption(view, at, kind, length, segment);
    at += length;
  }
  segment.optionBits = bits;
}

/** Reads one option, all of it captured, and returns its bit. */
function readOption(view: DataView, at: number, kind: number, length: number, segment: Segment): number {
  switch (kind) {
    case OptionKind.MaximumSegmentSize:
      if (length !== 4) break;
      segment.mss = view.getUint16(at + 2);
      return OptionBit.Mss;
    case OptionKind.WindowScale:
      if (length !== 3) break;
      segment.windowScale = view.getUint8(at + 2);
      return OptionBit.WindowScale;
    case OptionKind.SackPermitted:
      if (length !== 2) break;
      return OptionBit.SackPermitted;
    case OptionKind.Sack:
      if (length < 10 || (length - 2) % 8 !== 0) break;
      readSackBlocks(view, at + 2, (length - 2) >>> 3, segment);
      return OptionBit.Sack;
    case OptionKind.Timestamps:
      if (length !== 10) break;
      segment.tsVal = view.getInt32(at + 2);
      segment.tsEcr = view.getInt32(at + 6);
      return OptionBit.Timestamps;
    case OptionKind.FastOpen:
      segment.fastOpenCookieLength = length - 2;
      return OptionBit.FastOpen;
    case OptionKind.Experiment1:
    case OptionKind.Experiment2:
      if (length < 4 || view.getUint16(at + 2) !== FAST_OPEN_EXPERIMENT) break;
      segment.fastOpenCookieLength = length - 4;
      return OptionBit.FastOpen;
    case OptionKind.Mptcp:
      return OptionBit.Mptcp;
    case OptionKind.Md5:
      if (length !== 18) break;
      return OptionBit.Md5;
  }
  segment.unknownOptionKinds |= 1 << (kind < 31 ? kind : 31);
  return OptionBit.Unknown;
}

/** 40 bytes of options hold at most four blocks. @see RFC 2018 §3 */
function readSackBlocks(view: DataView, at: number, count: number, segment: Segment): void {
  segment.sackCount = count;
  segment.sackLeft0 = view.getInt32(at);
  segment.sackRight0 = view.getInt32(at + 4);
  if (count < 2) return;
  segment.sackLeft1 = view.getInt32(at + 8);
  segment.sackRight1 = view.getInt32(at + 12);
  if (count < 3) return;
  segment.sackLeft2 = view.getInt32(at + 16);
  segment.sackRight2 = view.getInt32(at + 20);
  if (count < 4) return;
  segment.sackLeft3 = view.getInt32(at + 24);
  segment.sackRight3 = view.getInt32(at + 28);
}
