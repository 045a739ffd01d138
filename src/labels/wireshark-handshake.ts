// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { lowerOf, peerOf } from '../flow/direction.js';
import { Mark, Scale, type WiresharkColumns } from './wireshark-columns.js';

const LARGEST_SCALE = 14;

/**
 * What Wireshark learns from a segment of endpoint `e` after it has judged it: options, and the times of the handshake.
 * `mostBlocks` SACK blocks are kept.
 */
export function noteHandshake(w: WiresharkColumns, e: number, s: Segment, mostBlocks: number): void {
  w.sackCount[e] = 0;
  if (s.optionBits !== 0 && s.optionBits !== OptionBit.Timestamps) noteOptions(w, e, s, mostBlocks);

  const handshake = s.flags & (TcpFlag.Syn | TcpFlag.Ack);
  const lower = lowerOf(e);
  if (handshake & TcpFlag.Syn) {
    w.marks[e]! |= Mark.FirstAck;
    if (handshake === TcpFlag.Syn) {
      w.synNs[lower] = s.timeNs;
      w.marks[lower]! |= Mark.Syn;
    }
    if (!isHeaderCut(s)) settleScale(w, e, peerOf(e), handshake !== TcpFlag.Syn);
  } else if (handshake === TcpFlag.Ack) {
    w.marks[e]! &= ~Mark.FirstAck;
    if (w.initialRttNs[lower] === 0 && w.marks[lower]! & Mark.Syn) {
      w.initialRttNs[lower] = s.timeNs - w.synNs[lower]!;
    }
  }
}

/** The snapshot length cut the header: Wireshark takes note of the segment, but gives up before it shows an analysis. */
export function isHeaderCut(s: Segment): boolean {
  return s.tcpOffset >= 0 && s.payloadOffset < s.tcpOffset + s.headerLength;
}

function noteOptions(w: WiresharkColumns, e: number, s: Segment, mostBlocks: number): void {
  if (s.optionBits & OptionBit.WindowScale) {
    w.scale[e] = Scale.Known + (s.windowScale < LARGEST_SCALE ? s.windowScale : LARGEST_SCALE);
  }
  if (s.optionBits & OptionBit.Mss) w.mss[e] = s.mss;
  if (s.optionBits & OptionBit.Sack) {
    w.sackCount[e] = s.sackCount < mostBlocks ? s.sackCount : mostBlocks;
    const edges = w.sackEdges;
    edges[e] = s.sackLeft0;
    edges[e + 1] = s.sackRight0;
    edges[e + 2] = s.sackLeft1;
    edges[e + 3] = s.sackRight1;
    edges[e + 4] = s.sackLeft2;
    edges[e + 5] = s.sackRight2;
    edges[e + 6] = s.sackLeft3;
    edges[e + 7] = s.sackRight3;
  }
}

/** Windows are scaled only where both SYNs offer it; one without the offer settles it for both. */
function settleScale(w: WiresharkColumns, e: number, p: number, isSynAck: boolean): void {
  if (w.scale[e] === Scale.Unknown) {
    w.scale[e] = w.scale[p] = Scale.NotInUse;
  } else if (isSynAck && w.scale[p] === Scale.NotInUse) {
    w.scale[e] = Scale.NotInUse;
  }
}
