import { emptyShape, LineKind, type LineShape, readShape } from './line-shape.js';
import { StampKind } from './stamp.js';
import { ClockStart } from './text-clock.js';
import { Char, TextCursor } from './text-cursor.js';

/** What the first lines of a text show. */
export interface TextHead {
  /** One of them is TCP or ICMP as tcpdump alone prints it; one of them is any packet that it may have printed. */
  hasSegments: boolean;
  hasPackets: boolean;
  clockStart: ClockStart;
}

/** How much of a text is looked at. */
export const TEXT_HEAD_BYTES = 64 * 1024;

/** Looks at the first lines: they tell whether this is tcpdump's text, and what its times count from. */
export function readHead(bytes: Uint8Array, from: number, to: number): TextHead {
  const head = bytes.slice(from, Math.min(to, from + TEXT_HEAD_BYTES));
  const text = Buffer.from(head.buffer, 0, head.length).toString('latin1');
  const cursor = new TextCursor();
  // Readers of a line rely on the newline at its end.
  cursor.bytes = new Uint8Array(head.length + 1);
  cursor.bytes.set(head);
  cursor.bytes[head.length] = Char.Newline;

  const shape = emptyShape();
  const times: number[] = [];
  let hasSegments = false;
  let hasPackets = false;
  let isSigned = false;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    cursor.at = at;
    readShape(cursor, text.slice(at, end).trimEnd(), shape);
    hasSegments ||= isSegment(shape);
    hasPackets ||= shape.isStart && (shape.isIp || shape.pairAt >= 0);
    if (shape.isStart && shape.stamp.kind === StampKind.Clock) {
      times.push((shape.stamp.isNegative ? -1 : 1) * (shape.stamp.seconds + shape.stamp.nanoseconds / 1e9));
      isSigned ||= shape.hasSignedStamp;
    }
    at = end + 1;
  }
  // Markup that quotes such lines is no such text.
  if (/^\s*[<[{"]/.test(text)) hasSegments = false;
  return { hasSegments, hasPackets, clockStart: clockStartOf(times, isSigned) };
}

/** Flags in brackets are tcpdump's alone; anything else must also begin as its lines do. */
function isSegment({ kind, isStart }: LineShape): boolean {
  if (kind === LineKind.Tcp) return true;
  return isStart && kind > LineKind.Tcp && kind <= LineKind.Header;
}

/** Differences begin at zero, or have a blank in the place of their sign; from the first packet on they only rise. */
function clockStartOf(times: readonly number[], isSigned: boolean): ClockStart {
  if (!isSigned && times[0] !== 0) return ClockStart.Midnight;
  if (times.some((time) => time < 0)) return ClockStart.PacketBefore;
  const falls = times.some((time, i) => i > 0 && time < times[i - 1]!);
  return falls ? ClockStart.PacketBefore : ClockStart.FirstPacket;
}
