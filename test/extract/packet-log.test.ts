import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { PacketLog } from '../../src/extract/packet-log.js';
import { streamOf } from '../support/captures.js';
import { ethernet, icmp, ipv4, ipv4Fragments, type Packet, pcapOf, tcp } from '../support/frames.js';

async function logOf(packets: readonly Packet[]) {
  const log = new PacketLog();
  const frames = packets.map((packet, i) => ({ time: 1_700_000_000 + i, frame: ethernet(packet) }));
  const summary = await analyze(await openCapture('-', { stdin: streamOf(pcapOf(frames)) }), {
    withoutRows: true,
    withoutLabels: true,
    packet: (view) => log.add(view),
    connection: (view) => log.addConnection(view),
  });
  return { log, count: summary.totals.connections, packets: packets.length };
}

async function chosenOf(packets: readonly Packet[], connection: number, withNeighbours = false) {
  const { log, count, packets: all } = await logOf(packets);
  const chosen = new Uint8Array(count);
  chosen[connection] = 1;
  const added = withNeighbours ? log.addNeighbours(chosen) : 0;
  const numbers = log.packetsOf(chosen);
  return {
    added,
    numbers: Array.from({ length: all }, (_, i) => i + 1).filter((packet) => numbers.has(packet)),
  };
}

const syn = (seq: number, srcPort = 40000) => ipv4({}, tcp({ flags: 'S', seq, srcPort }));
const synAck = (ack: number) =>
  ipv4({ src: '10.0.0.2', dst: '10.0.0.1' }, tcp({ flags: 'S.', seq: 7, ack, srcPort: 80, dstPort: 40000 }));

describe('the log of packets', () => {
  it('takes ICMP errors that quote a connection for its packets', async () => {
    const packets = [syn(5), syn(5, 999), ipv4({ src: '10.0.0.254', dst: '10.0.0.1' }, icmp(3, 1, syn(5)))];
    expect((await chosenOf(packets, 0)).numbers).toEqual([1, 3]);
  });

  it('takes all fragments of its packets, in whatever order they came', async () => {
    const [first, second, last] = ipv4Fragments({}, tcp({ seq: 6, flags: 'P.', payload: 60 }), [24, 32]);
    const packets = [syn(5), last!, syn(5, 999), first!, second!];
    expect((await chosenOf(packets, 0)).numbers).toEqual([1, 2, 4, 5]);
  });

  it('adds the lives of the same ports right before and after, and no others', async () => {
    const lives = [5, 100_005, 200_005, 300_005, 400_005].flatMap((seq) => [syn(seq), synAck(seq + 1)]);
    expect(await chosenOf(lives, 2, true)).toEqual({ added: 2, numbers: [3, 4, 5, 6, 7, 8] });
  });

  it('looks through attempts that nobody answered', async () => {
    const lives = [syn(5), synAck(6), syn(100_005), syn(200_005), synAck(200_006)];
    expect(await chosenOf(lives, 2, true)).toEqual({ added: 2, numbers: [1, 2, 3, 4, 5] });
  });
});
