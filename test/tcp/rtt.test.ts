import { describe, expect, it } from 'vitest';
import type { EndpointRow } from '../../src/rows.js';
import { told } from '../support/analysis.js';

const OPTIONS = 'mss 1460,sackOK,TS val 100 ecr 0,nop,wscale 7';
const HANDSHAKE = `
  0.000 > S 1000:1000(0) <${OPTIONS}>
  0.010 < S. 5000:5000(0) ack 1001 <${OPTIONS.replace('100 ecr 0', '900 ecr 100')}>
  0.020 > . 1001:1001(0) ack 5001 <nop,nop,TS val 120 ecr 900>`;

const responder = async (script: string): Promise<EndpointRow> =>
  (await told(script)).connection.endpoints.responder;

/** Segments of 10 bytes, one after the other, each acknowledged after so many milliseconds. */
function exchanges(...milliseconds: number[]): string {
  const lines = milliseconds.flatMap((ms, i) => [
    `${(i + 1).toFixed(6)} > P. ${1001 + i * 10}:${1011 + i * 10}(10) ack 5001`,
    `${(i + 1 + ms / 1000).toFixed(6)} < . 5001:5001(0) ack ${1011 + i * 10}`,
  ]);
  return [
    '0.000 > S 1000:1000(0) <mss 1460>',
    '0.010 < S. 5000:5000(0) ack 1001 <mss 1460>',
    '0.020 > . 1001:1001(0) ack 5001',
    ...lines,
  ].join('\n');
}

describe('round trips by ACKs', () => {
  it('have exact percentiles up to sixteen samples', async () => {
    const { rtt } = await responder(exchanges(30, 10, 20, 500));
    expect(rtt).toMatchObject({ samples: 4, minSeconds: 0.01, p50Seconds: 0.02, p95Seconds: 0.5 });
  });

  it('have percentiles exact to a sixteenth beyond that', async () => {
    const { rtt } = await responder(exchanges(...Array.from({ length: 100 }, (_, i) => 1 + i)));
    expect(rtt.samples).toBe(100);
    expect(Math.abs(rtt.p50Seconds! - 0.05)).toBeLessThan(0.05 / 16);
    expect(Math.abs(rtt.p95Seconds! - 0.095)).toBeLessThan(0.095 / 16);
  });

  it('have percentiles between the least and the largest sample', async () => {
    const { rtt } = await responder(exchanges(...Array.from({ length: 40 }, () => 7.3)));
    expect([rtt.p50Seconds, rtt.p95Seconds]).toEqual([0.0073, 0.0073]);
  });

  it('are not taken of a segment sent twice, and no percentiles without samples', async () => {
    const { rtt } = await responder(`${exchanges()}
      1.000 > P. 1001:1011(10) ack 5001
      1.300 > P. 1001:1011(10) ack 5001
      1.310 < . 5001:5001(0) ack 1011`);
    expect(rtt).toMatchObject({ samples: 0, p50Seconds: null, p95Seconds: null });
  });
});

describe('round trips by timestamps', () => {
  it('are known of a segment sent twice, when the echo names the repeat', async () => {
    const { rtt, timestampRtt } = await responder(`${HANDSHAKE}
      1.000 > P. 1001:1011(10) ack 5001 <nop,nop,TS val 1100 ecr 900>
      1.300 > P. 1001:1011(10) ack 5001 <nop,nop,TS val 1400 ecr 900>
      1.325 < . 5001:5001(0) ack 1011 <nop,nop,TS val 2200 ecr 1400>`);
    expect(rtt.samples).toBe(0);
    expect(timestampRtt).toEqual({ samples: 1, minSeconds: 0.025, meanSeconds: 0.025, maxSeconds: 0.025 });
  });

  it('are not taken when a later timestamp is echoed', async () => {
    const { timestampRtt } = await responder(`${HANDSHAKE}
      1.000 > P. 1001:1011(10) ack 5001 <nop,nop,TS val 1100 ecr 900>
      1.200 > P. 1011:1021(10) ack 5001 <nop,nop,TS val 1300 ecr 900>
      1.225 < . 5001:5001(0) ack 1021 <nop,nop,TS val 2100 ecr 1300>`);
    expect(timestampRtt.samples).toBe(0);
  });

  it('are not taken of a timestamp that an earlier segment had already', async () => {
    const { timestampRtt } = await responder(`${HANDSHAKE}
      0.021 > P. 1001:1011(10) ack 5001 <nop,nop,TS val 120 ecr 900>
      0.225 < . 5001:5001(0) ack 1011 <nop,nop,TS val 1100 ecr 120>`);
    expect(timestampRtt.samples).toBe(0);
  });
});

describe('round trips of a flight larger than what is timed at once', () => {
  /** Flights of 64 segments sent back to back; each segment is acknowledged a millisecond later than the one before it. */
  const flights = Array.from({ length: 12 }, (_, flight) => {
    const at = flight + 1;
    const base = 1001 + flight * 64 * 10;
    const segments = Array.from({ length: 64 }, (_, i) => base + i * 10);
    return [
      ...segments.map((seq, i) => `${(at + i / 1e6).toFixed(6)} > . ${seq}:${seq + 10}(10) ack 5001`),
      ...segments.map((seq, i) => `${(at + (10 + i) / 1e3).toFixed(6)} < . 5001:5001(0) ack ${seq + 10}`),
    ];
  }).flat();

  it('are taken from all over it', async () => {
    const { rtt } = await responder(`${exchanges()}\n${flights.join('\n')}`);
    expect(rtt.samples).toBeGreaterThan(24);
    expect(rtt.p50Seconds).toBeGreaterThan(0.025);
    expect(rtt.p50Seconds).toBeLessThan(0.06);
    expect(rtt.p95Seconds).toBeGreaterThan(0.055);
  });
});
