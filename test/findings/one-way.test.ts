import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { FindingCollector } from '../../src/findings/collector.js';
import type { Clock } from '../../src/sink.js';
import { streamOf } from '../support/captures.js';
import { pcapOf } from '../support/frames.js';
import { judged } from '../support/judged.js';
import { framesOf } from '../support/script.js';

/** A slow handshake, a request, its answer, a close in order; nothing is wrong with it but that it takes its time. */
const HEALTHY = `0.000 > S 1000:1000(0) <mss 1460>
  2.000 < S. 5000:5000(0) ack 1001 <mss 1460>
  2.001 > . 1001:1001(0) ack 5001
  2.002 > P. 1001:1101(100) ack 5001
  2.003 < P. 5001:5201(200) ack 1101
  2.004 > . 1101:1101(0) ack 5201
  6.000 < P. 5201:5401(200) ack 1101
  6.001 > . 1101:1101(0) ack 5401
  6.002 > F. 1101:1101(0) ack 5401
  6.003 < F. 5401:5401(0) ack 1102
  6.004 > . 1102:1102(0) ack 5402`;
const ABORTED = `${HEALTHY.split('\n').slice(0, 8).join('\n')}
  6.002 > R. 1101:1101(0) ack 5401`;
/** Something else that goes on, so that the end of the capture proves that nothing came for long. */
const LATER = '\n  60.000 > S 9000:9000(0) <mss 1460>';

const oneWay = (script: string, way: '>' | '<') =>
  script
    .split('\n')
    .filter((line) => line.trim().split(' ')[1] === way)
    .join('\n');

describe('a healthy connection of which one direction was captured', () => {
  it.each(['>', '<'] as const)('has nothing wrong with it, seen from %s', async (way) => {
    expect(await judged(oneWay(HEALTHY, way))).toEqual([]);
  });

  it('says in its verdict that the other side cannot be told of', async () => {
    expect(await verdictsOf(oneWay(HEALTHY, '>'))).toEqual([
      'of 10.0.0.1:40000 to 10.0.0.2:80 only the packets of 10.0.0.1:40000 were captured: what 10.0.0.2:80 did cannot be told (6.00s).',
    ]);
    expect(await verdictsOf(oneWay(HEALTHY, '<'))).toEqual([
      'of 10.0.0.1:40000 to 10.0.0.2:80 only the packets of 10.0.0.2:80 were captured: what 10.0.0.1:40000 did cannot be told (4.00s).',
    ]);
  });
});

it('an abort of which the other side was not captured is only possible, and its reason unknown', async () => {
  expect(await judged(ABORTED)).toContainEqual(
    expect.objectContaining({ code: 'reset-abort', severity: 'info', certainty: 'likely' }),
  );
  const [found, ...more] = await judged(oneWay(ABORTED, '>'));
  expect(found).toMatchObject({
    code: 'reset-abort',
    severity: 'warning',
    certainty: 'possible',
    measures: { likelier: 'unknown' },
  });
  expect(more).toEqual([]);
});

it('who only repeats itself has lost the other side, though nothing of that was ever captured', async () => {
  const repeats = [0, 0.2, 0.6, 1.4, 3, 6.2, 12.6, 25.4].map(
    (seconds) => `${(100 + seconds).toFixed(3)} > P. 1001:1101(100) ack 5001`,
  );
  // Something else begins the capture: the silence does not count from there.
  const { findings } = await foundIn(
    ['0.000 > S 1:1(0)', repeats.join('\n')],
    LATER.replace('60.000', '200.000'),
  );
  expect(findings.find(({ code }) => code === 'peer-vanished')?.measures).toMatchObject({
    repeats: 7,
    silentSeconds: 25.4,
  });
});

it('who aborts without a word, having heard much that was not captured, has not only looked whether the port is open', async () => {
  const listener = `0.000 > S 1000:1000(0) <mss 1460>
    0.001 > . 1001:1001(0) ack 5001
    0.500 > . 1001:1001(0) ack 6001
    0.900 > R. 1001:1001(0) ack 7001`;
  expect(await judged(listener)).toMatchObject([{ code: 'reset-abort', measures: { saidNothing: 'no' } }]);
});

it('who ends with the same segment again and again has lost the other side, although its ACKs were not captured', async () => {
  const repeats = [10, 10.3, 10.9, 12.1, 14.5, 19.3, 28.9].map(
    (seconds) => `${seconds.toFixed(3)} < P. 5401:5601(200) ack 1101`,
  );
  const script = `${oneWay(HEALTHY.split('\n').slice(0, 7).join('\n'), '<')}
    ${repeats.join('\n')}`;
  expect((await judged(script)).find(({ code }) => code === 'peer-vanished')?.measures).toMatchObject({
    repeats: 6,
    silentSeconds: expect.closeTo(18.6, 3),
  });
});

it('a capture of one direction makes no incident graver than a note of what the other did not say', async () => {
  const unanswered = '\n  40.000 > S 7000:7000(0) <mss 1460>';
  const { incidents, findings } = await foundIn([oneWay(HEALTHY, '>'), unanswered], LATER);
  expect(findings.map(({ code }) => code)).toContain('capture-one-way');
  expect(incidents).toMatchObject([
    { codes: ['handshake-unanswered'], severity: 'note', certainty: 'possible' },
  ]);
  const seen = await foundIn([HEALTHY, unanswered], LATER);
  expect(seen.incidents.map(({ codes, severity }) => [codes[0], severity])).toContainEqual([
    'handshake-unanswered',
    'error',
  ]);
});

async function verdictsOf(script: string): Promise<string[]> {
  const verdicts: string[] = [];
  await analyze(await opened([script]), {
    judges: true,
    withoutRows: true,
    connection: ({ verdict }) => void verdicts.push(verdict),
  });
  return verdicts;
}

/** Of connections from one port after the other, and a last one that nobody judges by. */
async function foundIn(scripts: readonly string[], last: string) {
  const collector = new FindingCollector();
  let clock: Clock | null = null;
  let connections = 0;
  const summary = await analyze(await opened([...scripts, last]), {
    judges: true,
    withoutRows: true,
    begin: (one) => {
      clock = one;
    },
    connection: (view) => {
      if (++connections <= scripts.length) collector.add(view);
    },
  });
  return collector.finish(summary, clock!);
}

async function opened(scripts: readonly string[]) {
  const frames = scripts.flatMap((script, i) =>
    framesOf(script, { endpoints: [`10.0.0.1:${40_000 + i}`, '10.0.0.2:80'] }),
  );
  const bytes = pcapOf(frames.sort((a, b) => a.time - b.time));
  return openCapture('-', { stdin: streamOf(bytes, bytes.length) });
}
