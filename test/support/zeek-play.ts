import { ChecksumState, emptySegment, OptionBit, type Segment } from '../../src/decode/segment.js';
import { trackZeek } from '../../src/labels/zeek.js';
import { ZeekTables } from '../../src/labels/zeek-columns.js';
import { zeekConnState, zeekHistory, zeekOriginatorEnd } from '../../src/labels/zeek-state-word.js';

const FLAG_BITS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, '.': 16 };
const SLOT = 1;

export interface Ports {
  /** Of the end that sends ">" lines, and of the other. */
  ports?: [number, number];
}

/**
 * Plays lines such as "> P. 101:301 +50": sender (">" the lower end, "<" the upper), tcpdump's flags, sequence number, and
 * optionally acknowledgment number, payload length, and words: "w0" a zero window, "bad" a wrong checksum, "cut" a payload
 * that was not captured, "headless" options that were cut.
 */
export function play(lines: readonly string[], { ports = [40000, 9999] }: Ports = {}) {
  const z = new ZeekTables();
  for (const line of lines) trackZeek(z, SLOT, line[0] === '>' ? 0 : 1, segmentOf(line, ports));
  return {
    connState: zeekConnState(z, SLOT),
    history: zeekHistory(z, SLOT),
    originator: zeekOriginatorEnd(z, SLOT) === 0 ? '>' : '<',
  };
}

function segmentOf(line: string, [lower, upper]: [number, number]): Segment {
  const [sender, flags, numbers, ...words] = line.split(' ');
  const [seq, ack = 0] = numbers!.split(':').map(Number);
  const length = Number(words.find((word) => word.startsWith('+')) ?? 0);
  return {
    ...emptySegment(),
    srcPort: sender === '>' ? lower : upper,
    dstPort: sender === '>' ? upper : lower,
    flags: [...flags!].reduce((bits, letter) => bits | (FLAG_BITS[letter] ?? 0), 0),
    seq: seq! | 0,
    ack: ack | 0,
    window: words.includes('w0') ? 0 : 1000,
    payloadLength: length,
    payloadCaptured: words.includes('cut') ? 0 : length,
    tcpOffset: 34,
    checksum: words.includes('bad') ? ChecksumState.Bad : ChecksumState.Good,
    optionBits: words.includes('headless') ? OptionBit.Cut : 0,
  };
}

/** A handshake from ">" with ISNs 100 and 300. */
export const HANDSHAKE = ['> S 100', '< S. 300:101', '> . 101:301'];
/** Its close, begun by ">", when no data was sent. */
export const CLOSE = ['> F. 101:301', '< F. 301:102', '> . 102:302'];
