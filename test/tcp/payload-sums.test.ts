import { describe, expect, it } from 'vitest';
import { analysisOfFrames } from '../support/analysis.js';
import { ipv4, rawIp, type TimedFrame, tcp } from '../support/frames.js';

/** What the initiator sends: sequence number and bytes. The responder acknowledges nothing of it. */
async function sent(...segments: readonly [seq: number, payload: string][]) {
  const ways = [
    { src: '10.0.0.1', dst: '10.0.0.2', srcPort: 40000, dstPort: 80 },
    { src: '10.0.0.2', dst: '10.0.0.1', srcPort: 80, dstPort: 40000 },
  ] as const;
  const frame = (time: number, way: 0 | 1, fields: object): TimedFrame => {
    const { src, dst, ...ports } = ways[way];
    return { time: 1.7e9 + time, frame: rawIp(ipv4({ src, dst }, tcp({ ...ports, ...fields }))) };
  };
  const frames = [
    frame(0, 0, { flags: 'S', seq: 1000 }),
    frame(0.01, 1, { flags: 'S.', seq: 5000, ack: 1001 }),
    frame(0.02, 0, { flags: '.', seq: 1001, ack: 5001 }),
    ...segments.map(([seq, payload], i) => frame(1 + i, 0, { flags: 'P.', seq, ack: 5001, payload })),
  ];
  const { connections, packets } = await analysisOfFrames(frames);
  return {
    count: connections[0]!.endpoints.initiator.differingRetransmissions,
    marked: packets.filter(({ notes }) => notes.includes('data-differs')).map(({ packet }) => packet - 3),
  };
}

describe('data sent again', () => {
  it('differs where its bytes do, each time', async () => {
    expect(await sent([1001, 'hello'], [1001, 'help!'], [1001, 'hello'])).toEqual({ count: 1, marked: [2] });
  });

  it('may join what was sent in pieces, of odd length too', async () => {
    const pieces = [
      [1001, 'abc'],
      [1004, 'defgh'],
      [1009, 'i'],
    ] as [number, string][];
    expect((await sent(...pieces, [1001, 'abcdefghi'])).marked).toEqual([]);
    expect((await sent(...pieces, [1001, 'abcdefgxi'])).marked).toEqual([4]);
  });

  it('is not said to differ where the earlier segment had other borders', async () => {
    expect((await sent([1001, 'abcdef'], [1001, 'xyz'])).marked).toEqual([]);
    expect((await sent([1001, 'abcdef'], [1003, 'xyzu'])).marked).toEqual([]);
  });

  it('is not what the byte of a keep-alive is', async () => {
    expect((await sent([1001, 'abcdef'], [1006, '\0'])).marked).toEqual([]);
  });
});
