import { describe, expect, it } from 'vitest';
import { flagsRows } from '../../src/analysis/summary.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { analysisOf, analysisOfFrames, told } from '../support/analysis.js';
import { streamOf } from '../support/captures.js';
import { timeWait } from '../support/connections.js';
import { ethernet, ipv4, ipv4Fragments, pcapOf, tcp, udp } from '../support/frames.js';

describe('the summary', () => {
  it('counts packets of each capture, and why they gave no row', async () => {
    const [first] = ipv4Fragments({}, tcp({ payload: 64 }), [40]);
    const frames = [
      ipv4({}, tcp()),
      ipv4({}, udp()),
      first!,
      { etherType: 0x0806, bytes: new Uint8Array(28) },
    ];
    const { summary } = await analysisOfFrames(
      frames.map((packet, i) => ({ time: 10 + i, frame: ethernet(packet) })),
    );
    expect(summary.captures).toMatchObject([
      {
        format: 'pcap',
        packets: 4,
        tcpPackets: 1,
        linkTypes: ['EN10MB'],
        firstTime: '10.000000000',
        lastTime: '13.000000000',
        notDecoded: { fragment: 1, 'not-ip': 1, 'not-tcp': 1 },
        warnings: [],
      },
    ]);
    expect(summary.totals).toMatchObject({
      packets: 4,
      tcpPackets: 1,
      connections: 1,
      flows: 1,
      durationSeconds: 3,
    });
  });

  it('names the link types that are not read, and what is closed', async () => {
    const bytes = new Uint8Array(40);
    const usb = await analysisOfFrames([{ time: 1, frame: { linkType: 189, bytes } }]);
    expect(usb.summary.captures[0]!.notDecoded).toEqual({ 'unknown-link-type:USB_LINUX': 1 });

    const tunnel = pcapOf([{ time: 1, frame: ethernet(ipv4({ protocol: 4 }, tcp())) }]);
    const reader = await openCapture('-', { stdin: streamOf(tunnel) });
    const outer = await analysisOf(reader, { tunnels: 'outer' });
    expect(outer.summary.captures[0]!.notDecoded).toEqual({ tunnel: 1 });
  });

  it('has no times for a capture without packets', async () => {
    const { summary } = await analysisOfFrames([]);
    expect(summary.captures[0]).toMatchObject({ packets: 0, firstTime: null, lastTime: null });
    expect(summary.totals).toMatchObject({ packets: 0, connections: 0, durationSeconds: null });
  });

  it('lists every combination of flags, most frequent first', async () => {
    const { summary } = await told(timeWait('1.000 > SF 5:5(0)', '1.100 > - 6:6(0)'));
    expect(summary.flags.map(({ flags, packets }) => [flags, packets])).toEqual([
      ['ACK', 4],
      ['FIN,ACK', 2],
      ['PSH,ACK', 2],
      ['', 1],
      ['FIN,SYN', 1],
      ['SYN', 1],
      ['SYN,ACK', 1],
    ]);
    expect(summary.flags.filter(({ legal }) => !legal).map(({ flags }) => flags)).toEqual(['', 'FIN,SYN']);
  });

  it('names reserved bits beside the flags', () => {
    const counts = new Float64Array(1 << 12);
    counts[0x212] = 3;
    counts[0x800] = 1;
    expect(flagsRows(counts).map(({ flags }) => flags)).toEqual(['SYN,ACK,reserved', 'reserved']);
  });
});
