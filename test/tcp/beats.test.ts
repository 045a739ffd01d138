import { describe, expect, it } from 'vitest';
import { judged } from '../support/judged.js';

const HANDSHAKE = `
  0.000 > S 1000:1000(0) <mss 1460>
  0.010 < S. 5000:5000(0) ack 1001 <mss 1460>
  0.020 > . 1001:1001(0) ack 5001`;

/** Messages of the initiator at these seconds, each answered after 30 ms. */
function messages(seconds: readonly number[], bytes = 10): string {
  return seconds
    .flatMap((at, i) => {
      const [seq, ack] = [1001 + i * bytes, 5001 + i * 5];
      return [
        `${at.toFixed(3)} > P. ${seq}:${seq + bytes}(${bytes}) ack ${ack}`,
        `${(at + 0.03).toFixed(3)} < P. ${ack}:${ack + 5}(5) ack ${seq + bytes}`,
      ];
    })
    .join('\n');
}

const heartbeat = async (script: string) =>
  (await judged(`${HANDSHAKE}\n${script}`)).find(({ code }) => code === 'heartbeat');
const everySecond = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

describe('messages', () => {
  it('at equal intervals are a heartbeat of the side that asks, not of the one that answers', async () => {
    expect(await heartbeat(messages(everySecond(10)))).toMatchObject({
      side: 'initiator',
      severity: 'info',
      measures: { periodSeconds: 1, missed: 0 },
    });
  });

  it('of which one comes late are a warning', async () => {
    expect(await heartbeat(messages([...everySecond(8), ...everySecond(5, 12)]))).toMatchObject({
      severity: 'warning',
      packets: [20],
      measures: { missed: 1, lateSeconds: 4 },
    });
  });

  it('after a dialogue of another pace are one all the same', async () => {
    const login = [0.1, 0.15, 0.3, 0.34, 0.6];
    expect(await heartbeat(messages([...login, ...everySecond(10, 2)]))).toMatchObject({ severity: 'info' });
  });

  it('at any intervals, too few, or large, are none', async () => {
    expect(await heartbeat(messages([1, 1.5, 4, 4.7, 9, 10, 17, 18, 30]))).toBeUndefined();
    expect(await heartbeat(messages(everySecond(4)))).toBeUndefined();
    expect(await heartbeat(messages(everySecond(10), 1400))).toBeUndefined();
  });
});
