import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import type { ConnectionRow } from '../../src/rows.js';
import { statesOf, told } from '../support/analysis.js';
import { streamOf } from '../support/captures.js';
import { established, finWait2, synSent, timeWait } from '../support/connections.js';
import { ethernet, ipv4, pcapOf, udp } from '../support/frames.js';
import { framesOf } from '../support/script.js';

/** The first connection when the capture goes on, with foreign packets, until `seconds` after its start. */
async function oncePassed(
  seconds: number,
  script: string,
  options: Parameters<typeof analyze>[2] = {},
): Promise<ConnectionRow> {
  const frames = framesOf(script);
  const { linkType } = frames[0]!.frame;
  const later = { linkType, bytes: ethernet(ipv4({}, udp())).bytes.slice(14) };
  const bytes = pcapOf([...frames, { time: frames[0]!.time + seconds, frame: later }]);
  const rows: ConnectionRow[] = [];
  await analyze(
    await openCapture('-', { stdin: streamOf(bytes) }),
    { connection: (view) => void rows.push(view.toRow()) },
    options,
  );
  return rows[0]!;
}

describe('TIME_WAIT', () => {
  it('lasts for a minute after the last segment', async () => {
    expect((await oncePassed(60, timeWait())).endpoints.initiator.state).toBe('TIME_WAIT');
    const { states } = (await oncePassed(61, timeWait())).endpoints.initiator;
    expect(states.at(-1)).toMatchObject({
      state: 'CLOSED',
      by: 'timer',
      certainty: 'inferred',
      packet: null,
    });
    expect(states.at(-1)!.time).toBe('1700000060.210000000');
  });

  it('starts again with whatever comes in it', async () => {
    const row = await oncePassed(
      61,
      timeWait('10.000 < F. 5201:5201(0) ack 1102', '10.010 > . 1102:1102(0) ack 5202'),
    );
    expect(row.endpoints.initiator.state).toBe('TIME_WAIT');
  });

  it('lasts as long as it is told to', async () => {
    expect((await oncePassed(3, timeWait(), { timeWaitSeconds: 2 })).endpoints.initiator.state).toBe(
      'CLOSED',
    );
    expect((await oncePassed(61, timeWait(), { timeWaitSeconds: 240 })).endpoints.initiator.state).toBe(
      'TIME_WAIT',
    );
  });
});

describe('FIN_WAIT_2', () => {
  it('of what may be an orphan ends after a minute', async () => {
    expect((await oncePassed(59, finWait2())).endpoints.initiator.state).toBe('FIN_WAIT_2');
    const row = await oncePassed(62, finWait2());
    expect(row.endpoints.initiator.states.at(-1)).toMatchObject({ state: 'CLOSED', by: 'timer' });
    expect(row.endpoints.responder.state).toBe('CLOSE_WAIT');
  });

  it('ends as soon as it is told to', async () => {
    expect((await oncePassed(3, finWait2(), { finTimeoutSeconds: 2 })).endpoints.initiator.state).toBe(
      'CLOSED',
    );
  });

  it('does not end while the other side sends', async () => {
    const row = await oncePassed(
      100,
      finWait2('50.000 < P. 5201:5211(10) ack 1102', '50.010 > . 1102:1102(0) ack 5211'),
    );
    expect(row.endpoints.initiator.state).toBe('FIN_WAIT_2');
  });
});

describe('SYN_SENT', () => {
  it('of a SYN that is not repeated is given up after a few seconds', async () => {
    expect((await oncePassed(2, synSent())).endpoints.initiator.state).toBe('SYN_SENT');
    expect((await oncePassed(4, synSent())).endpoints.initiator.state).toBe('CLOSED');
  });

  it('lasts, while the SYN is repeated, for twice the last wait', async () => {
    const repeated = synSent('1.000 > S 1000:1000(0)', '3.000 > S 1000:1000(0)', '7.000 > S 1000:1000(0)');
    expect((await oncePassed(14, repeated)).endpoints.initiator.state).toBe('SYN_SENT');
    const { states } = (await oncePassed(16, repeated)).endpoints.initiator;
    expect(states.at(-1)).toMatchObject({ state: 'CLOSED', by: 'timer', time: '1700000015.000000000' });
  });
});

describe('ESTABLISHED', () => {
  it('is ended by no timer while nothing is under way', async () => {
    const row = await oncePassed(3600, established());
    expect(statesOf(row.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED');
  });

  it('ends when the repeats of unanswered data stop', async () => {
    const lost = established(
      '1.000 > P. 1101:1111(10) ack 5201',
      '1.200 > P. 1101:1111(10) ack 5201',
      '1.600 > P. 1101:1111(10) ack 5201',
      '2.400 > P. 1101:1111(10) ack 5201',
      '4.000 > P. 1101:1111(10) ack 5201',
    );
    expect((await oncePassed(5, lost)).endpoints.initiator.state).toBe('ESTABLISHED');
    const row = await oncePassed(60, lost);
    expect(row.endpoints.initiator.state).toBe('CLOSED');
    expect(row.outcome).toBe('vanished');
  });
});

describe('time', () => {
  it('of the last packet itself ends nothing that is not over', async () => {
    const { connection } = await told(timeWait());
    expect(connection.endpoints.initiator.state).toBe('TIME_WAIT');
  });
});
