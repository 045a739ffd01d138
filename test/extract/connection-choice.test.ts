import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { type ChoiceWords, ConnectionChoice } from '../../src/extract/connection-choice.js';
import { streamOf } from '../support/captures.js';
import { ethernet, ipv4, pcapOf, type TcpFields, tcp } from '../support/frames.js';

const packet = (time: number, src: string, dst: string, fields: TcpFields) => ({
  time: 1_700_000_000 + time,
  frame: ethernet(ipv4({ src, dst }, tcp(fields))),
});

/** Six connections of one client: the even ones are refused, the odd ones never answered. */
const CAPTURE = pcapOf(
  Array.from({ length: 6 }, (_, i) => [
    packet(i, '10.0.0.1', '10.0.0.2', { flags: 'S', seq: 5, srcPort: 4000 + i }),
    ...(i % 2 === 1
      ? []
      : [
          packet(i + 0.1, '10.0.0.2', '10.0.0.1', {
            flags: 'R.',
            seq: 0,
            ack: 6,
            srcPort: 80,
            dstPort: 4000 + i,
          }),
        ]),
  ]).flat(),
);

async function chosen(words: Partial<ChoiceWords>): Promise<number[]> {
  const choice = new ConnectionChoice({ connections: null, findings: null, incident: null, ...words });
  const summary = await analyze(await openCapture('-', { stdin: streamOf(CAPTURE) }), {
    withoutRows: true,
    judges: choice.needsJudgements,
    begin: (clock) => choice.begin(clock),
    connection: (view) => choice.add(view, view.connection !== 4),
  });
  return [...choice.finish(summary).chosen].flatMap((is, number) => (is ? [number] : []));
}

describe('a choice of connections', () => {
  it('without words takes all that the filter takes', async () => {
    expect(await chosen({})).toEqual([0, 1, 2, 3, 5]);
  });

  it('goes by numbers and ranges', async () => {
    expect(await chosen({ connections: '1,3-5' })).toEqual([1, 3, 5]);
  });

  it('goes by findings', async () => {
    expect(await chosen({ findings: 'handshake-refused' })).toEqual([0, 2]);
    expect(await chosen({ findings: 'handshake-refused,handshake-unanswered', connections: '0-1' })).toEqual([
      0, 1,
    ]);
  });

  it('goes by the incident that they are part of', async () => {
    const ids = await incidents();
    const id = ids.find((one) => one.startsWith('handshake-unanswered'))!;
    expect(await chosen({ incident: id })).toEqual([1, 3, 5]);
  });

  it.each([
    [{ connections: '1-' }, /"1-" is neither/],
    [{ connections: '5-3' }, /backwards/],
    [{ connections: '9' }, /no connection 9/],
    [{ findings: 'handshake-refuse' }, /did you mean "handshake-refused"/],
    [{ incident: 'nothing/1' }, /no incident "nothing\/1"/],
  ])('does not understand %j', async (words, message) => {
    await expect(chosen(words)).rejects.toThrow(message);
  });
});

async function incidents(): Promise<string[]> {
  const { FindingCollector } = await import('../../src/findings/collector.js');
  const collector = new FindingCollector();
  let clock: Parameters<InstanceType<typeof FindingCollector>['finish']>[1] | null = null;
  const summary = await analyze(await openCapture('-', { stdin: streamOf(CAPTURE) }), {
    withoutRows: true,
    judges: true,
    begin: (given) => {
      clock = given;
    },
    connection: (view) => collector.add(view),
  });
  return collector.finish(summary, clock!).incidents.map(({ id }) => id);
}
