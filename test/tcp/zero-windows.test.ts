import { describe, expect, it } from 'vitest';
import { MAX_ZERO_WINDOW_PERIODS_PER_ENDPOINT } from '../../src/limits.js';
import { EndpointColumns } from '../../src/tcp/endpoint-columns.js';
import { ZeroWindows } from '../../src/tcp/zero-windows.js';
import { told } from '../support/analysis.js';

const OPENED = `
  0.000 > S 1000:1000(0) win 64240 <mss 1460,wscale 7>
  0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,wscale 2>
  0.020 > . 1001:1001(0) ack 5001 win 500
  0.030 < . 5001:5001(0) ack 1001 win 200`;

describe('receive windows', () => {
  it('are told by their least, largest and last, scaled, without those of the SYNs', async () => {
    const { initiator, responder } = (
      await told(`${OPENED}
        0.040 > . 1001:1001(0) ack 5001 win 700
        0.050 > . 1001:1001(0) ack 5001 win 600`)
    ).connection.endpoints;
    expect(initiator.window).toEqual({ minBytes: 64_000, maxBytes: 89_600, lastBytes: 76_800 });
    expect(responder.window).toEqual({ minBytes: 800, maxBytes: 800, lastBytes: 800 });
  });

  it('are not known without the SYN that gives the scale, nor before any was offered', async () => {
    const midstream = (await told('0.000 > P. 1001:1011(10) ack 5001 win 500')).connection.endpoints;
    const unanswered = (await told('0.000 > S 1000:1000(0) win 64240')).connection.endpoints;
    const nothing = { minBytes: null, maxBytes: null, lastBytes: null };
    expect([midstream.initiator.window, unanswered.initiator.window]).toEqual([nothing, nothing]);
  });

  it('are listed when they close, with the packets that closed and opened them', async () => {
    const { responder, initiator } = (
      await told(`${OPENED}
        1.000 < . 5001:5001(0) ack 1001 win 0
        2.000 < . 5001:5001(0) ack 1001 win 0
        2.500 < . 5001:5001(0) ack 1001 win 50
        3.000 < . 5001:5001(0) ack 1001 win 0
        4.000 > . 1001:1001(0) ack 5001 win 500`)
    ).connection.endpoints;
    expect(responder).toMatchObject({ zeroWindows: 2, zeroWindowSeconds: 2.5 });
    expect(responder.zeroWindowPeriods).toMatchObject([
      { startPacket: 5, endPacket: 7, seconds: 1.5 },
      { startPacket: 8, endPacket: null, endTime: null, seconds: 1 },
    ]);
    expect(initiator.zeroWindowPeriods).toEqual([]);
  });
});

describe('the list of closed windows', () => {
  it('keeps the first few of an endpoint, and gives their room back', () => {
    const ends = new EndpointColumns(2);
    const log = new ZeroWindows(ends);
    for (let i = 1; i <= MAX_ZERO_WINDOW_PERIODS_PER_ENDPOINT + 5; i++) {
      ends.zeroWindows[0] = i;
      log.close(0, i * 2, i);
      log.open(0, i * 2 + 1, i + 0.5);
    }
    const packets: number[] = [];
    for (let entry = ends.firstZeroWindow[0]!; entry !== 0; entry = log.next[entry]!)
      packets.push(log.openedPacket[entry]!);
    expect(packets).toEqual(
      Array.from({ length: MAX_ZERO_WINDOW_PERIODS_PER_ENDPOINT }, (_, i) => i * 2 + 3),
    );
    const first = ends.firstZeroWindow[0]!;
    log.release(0);
    ends.clearRows(0, 1);
    ends.zeroWindows[0] = 1;
    log.close(0, 99, 1);
    expect(ends.firstZeroWindow[0]).toBe(first);
    expect(log.openedPacket[first]).toBe(0);
  });
});
