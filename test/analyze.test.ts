import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { openCapture } from '../src/capture/open-capture.js';
import {
  type CaptureReader,
  emptyDescription,
  emptyRecord,
  ReadStatus,
} from '../src/capture/packet-record.js';
import type { Sink } from '../src/sink.js';
import { analysisOfFrames, told } from './support/analysis.js';
import { streamOf } from './support/captures.js';
import { established, synSent, timeWait } from './support/connections.js';
import { pcapOf, type TimedFrame } from './support/frames.js';
import { framesOf } from './support/script.js';

const port = (number: number) => ({ endpoints: [`10.0.0.1:${number}`, '10.0.0.2:80'] as const });

function at(seconds: number, frames: readonly TimedFrame[]): TimedFrame[] {
  return frames.map((frame) => ({ ...frame, time: frame.time + seconds }));
}

describe('the analysis', () => {
  it('numbers connections in order of their first packets, from 0', async () => {
    const { connections } = await analysisOfFrames([
      ...framesOf(synSent(), port(50003)),
      ...framesOf(synSent(), port(50001)),
      ...framesOf(synSent(), port(50002)),
    ]);
    expect(connections.map((row) => [row.connection, row.initiator.port])).toEqual([
      [0, 50003],
      [1, 50001],
      [2, 50002],
    ]);
  });

  it('counts packets of every kind, so that numbers are those of the capture', async () => {
    const arp = { time: 1_700_000_000, frame: { linkType: 101, bytes: new Uint8Array(40) } };
    const { connections } = await analysisOfFrames([arp, arp, ...framesOf(synSent())]);
    expect(connections[0]).toMatchObject({ firstPacket: 3, lastPacket: 3 });
  });

  it('gives a 4-tuple that is known from an ICMP error alone a number, and no row', async () => {
    const icmp = framesOf('0.000 < icmp 3/1 quotes S 1000:1000(0)', port(50001));
    const { connections, packets, summary } = await analysisOfFrames([...icmp, ...framesOf(synSent())]);
    expect(packets[0]).toMatchObject({ kind: 'icmp', connection: 0 });
    expect(connections.map((row) => row.connection)).toEqual([1]);
    expect(summary.totals.connections).toBe(1);
  });

  it('hands over each packet before its connection', async () => {
    const order: string[] = [];
    await run(framesOf(timeWait()), {
      packet: (view) => order.push(`packet ${view.segment.packetNumber}`),
      connection: (view) => order.push(`connection ${view.connection}`),
    });
    expect(order).toEqual([...Array.from({ length: 10 }, (_, i) => `packet ${i + 1}`), 'connection 0']);
  });

  it('hands over connections at the end in order of their numbers', async () => {
    const frames = [5, 3, 8, 1].flatMap((number) => framesOf(synSent(), port(50000 + number)));
    const numbers: number[] = [];
    await run(frames, { connection: (view) => numbers.push(view.connection) });
    expect(numbers).toEqual([0, 1, 2, 3]);
  });

  it('needs no sink that takes anything', async () => {
    const summary = await run(framesOf(established()), {});
    expect(summary.totals).toMatchObject({ packets: 6, connections: 1 });
  });

  it('hands over the clock before anything else', async () => {
    const calls: string[] = [];
    await run(framesOf(synSent()), {
      begin: () => calls.push('begin'),
      packet: () => calls.push('packet'),
      connection: () => calls.push('connection'),
    });
    expect(calls).toEqual(['begin', 'packet', 'connection']);
  });

  it('tells how far it is whenever it waits for more', async () => {
    const bytes = pcapOf(framesOf(established()));
    const seen: number[] = [];
    await analyze(await openCapture('-', { stdin: streamOf(bytes, 50) }), {
      progress: ({ packets, bytesRead, bytes: size }) => {
        seen.push(packets);
        expect(bytesRead).toBeLessThanOrEqual(bytes.length);
        expect(size).toBeNull();
      },
    });
    expect(seen.length).toBeGreaterThan(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  it('keeps lives of one 4-tuple apart', async () => {
    const again = timeWait().replaceAll('1000:1000', '9000:9000');
    const frames = [...framesOf(timeWait()), ...at(10, framesOf(again.split('\n')[0]!))];
    const { connections, summary } = await analysisOfFrames(frames);
    expect(connections.map(({ flow, incarnation }) => [flow, incarnation])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(summary.totals).toMatchObject({ connections: 2, flows: 1 });
  });

  it('stands times that run backwards', async () => {
    const frames = framesOf(established());
    const { connections } = await analysisOfFrames([frames[0]!, ...at(-5, frames.slice(1))]);
    expect(connections[0]!.endpoints.initiator.state).toBe('ESTABLISHED');
    expect(connections[0]!.packets).toBe(6);
  });

  it('takes both directions of a 4-tuple for one connection, whichever comes first', async () => {
    const { connections } = await told('0.000 < S. 5000:5000(0) ack 1001\n0.010 > . 1001:1001(0) ack 5001');
    expect(connections).toHaveLength(1);
    expect(connections[0]!.initiator.port).toBe(40000);
  });
});

describe('the reader', () => {
  it('is closed at the end', async () => {
    const { reader, closed } = fakeReader();
    await analyze(reader, {});
    expect(closed()).toBe(1);
  });

  it('is closed when the sink throws, and the sink’s error goes on', async () => {
    const { reader, closed } = fakeReader();
    const begin = () => {
      throw new Error('enough');
    };
    await expect(
      analyze(await openCapture('-', { stdin: streamOf(pcapOf(framesOf(synSent()))) }), {
        connection: begin,
      }),
    ).rejects.toThrow('enough');
    reader.next = () => {
      throw new Error('broken');
    };
    await expect(analyze(reader, {})).rejects.toThrow('broken');
    expect(closed()).toBe(1);
  });
});

async function run(frames: readonly TimedFrame[], sink: Sink) {
  return analyze(await openCapture('-', { stdin: streamOf(pcapOf(frames)) }), sink);
}

function fakeReader(): { reader: CaptureReader; closed: () => number } {
  let closed = 0;
  const reader: CaptureReader = {
    record: emptyRecord(),
    description: emptyDescription('fake', 'pcap'),
    next: () => ReadStatus.End,
    fill: async () => {},
    close: async () => void closed++,
  };
  return { reader, closed: () => closed };
}
