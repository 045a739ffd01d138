import type { Segment } from '../../src/decode/segment.js';
import { decoded } from './decoded.js';
import { type Frame, icmp, ipv4, type Packet, rawIp, type TimedFrame, tcp } from './frames.js';

/**
 * Scenarios in lines like packetdrill's, one segment each; the first endpoint sends ">", the second "<":
 *
 *     0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
 *     0.040 < S. 5000:5000(0) ack 1001
 *     0.041 > . 1001:1001(0) ack 5001
 *     0.100 > P. 1001:1101(100) ack 5001     // comments end a line
 *     0.200 < icmp 3/1 quotes S 1000:1000(0)
 *
 * Time in seconds, tcpdump's flags, sequence range and payload length, and if wanted ack, win, ttl and options. Numbers may be
 * larger than 2^32 and wrap. An ICMP error (type/code) comes from where its line points and quotes a segment of the other endpoint.
 */
export interface ScriptOptions {
  /** Address and port of the endpoint that sends ">", and of the other. */
  endpoints?: readonly [string, string];
}

const EPOCH = 1_700_000_000;
const LINE = /^(?<time>[\d.]+) (?<way>[<>]) (?:icmp (?<type>\d+)\/(?<code>\d+) quotes )?(?<segment>.+)$/;
const SEGMENT =
  /^(?<flags>[SFRPUEW.]+|-) (?<seq>\d+):(?<end>\d+)\((?<length>\d+)\)(?: ack (?<ack>\d+))?(?: win (?<win>\d+))?(?: ttl (?<ttl>\d+))?(?: <(?<options>[^>]*)>)?$/;

/** The frames of a script; its times count from a moment in 2023. */
export function framesOf(script: string, options: ScriptOptions = {}): TimedFrame[] {
  return linesOf(script).map((line) => {
    const fields = LINE.exec(line)?.groups;
    if (!fields) throw new Error(`not a line of a script: "${line}"`);
    const isFirst = fields['way'] === '>';
    const frame = fields['type']
      ? icmpFrame(Number(fields['type']), Number(fields['code']), fields['segment']!, !isFirst, options)
      : rawIp(packetOf(fields['segment']!, isFirst, options));
    return { time: EPOCH + Number(fields['time']), frame };
  });
}

/** The segments of a script, decoded, each an object of its own. */
export function segmentsOf(script: string, options: ScriptOptions = {}): Segment[] {
  return framesOf(script, options).map(({ time, frame }, i) => {
    const { status, ...segment } = decoded(frame, { timeNs: Math.round((time - EPOCH) * 1e9) });
    return { ...segment, packetNumber: i + 1 };
  });
}

function linesOf(script: string): string[] {
  return script
    .split('\n')
    .map((line) => line.replace(/\/\/.*/, '').trim())
    .filter((line) => line !== '');
}

function packetOf(
  text: string,
  isFirst: boolean,
  { endpoints = ['10.0.0.1:40000', '10.0.0.2:80'] }: ScriptOptions,
): Packet {
  const fields = SEGMENT.exec(text)?.groups;
  if (!fields) throw new Error(`not a segment: "${text}"`);
  const [from, to] = (isFirst ? endpoints : [...endpoints].reverse()).map((endpoint) => endpoint.split(':'));
  const number = (name: string, otherwise: number) => Number(fields[name] ?? otherwise);
  const length = number('length', 0);
  if (number('end', 0) - number('seq', 0) !== length)
    throw new Error(`the range is not ${length} bytes: "${text}"`);
  const segment = tcp({
    srcPort: Number(from![1]),
    dstPort: Number(to![1]),
    flags: fields['flags'] === '-' ? 0 : fields['flags']!,
    seq: number('seq', 0) % 2 ** 32,
    ack: number('ack', 0) % 2 ** 32,
    window: number('win', 64240),
    options: fields['options'] ?? '',
    payload: length,
  });
  return ipv4({ src: from![0]!, dst: to![0]!, ttl: number('ttl', 64) }, segment);
}

function icmpFrame(
  type: number,
  code: number,
  quoted: string,
  quotesFirst: boolean,
  options: ScriptOptions,
): Frame {
  const { endpoints = ['10.0.0.1:40000', '10.0.0.2:80'] } = options;
  const to = endpoints[quotesFirst ? 0 : 1]!.split(':')[0]!;
  return rawIp(
    ipv4({ src: '10.0.0.254', dst: to }, icmp(type, code, packetOf(quoted, quotesFirst, options))),
  );
}
