import { describe, expect, test } from 'vitest';
import { FindingCollector } from '../../src/findings/collector.js';
import type { Judgement } from '../../src/findings/finding.js';
import type { ConnectionRow, FindingCode, Severity } from '../../src/rows.js';
import { at, connectionRow, connectionView, summaryOf, testClock } from '../support/rows.js';

const judgement = (code: FindingCode, severity: Severity, packet = 1): Judgement => ({
  code,
  severity,
  certainty: 'likely',
  side: 'responder',
  packets: [packet],
  timeNs: 0,
  endNs: 1e9,
  measures: { afterSeconds: 1, answerSeconds: 0.001, cause: 'closed-port' },
});
const refused = (packet = 1) => judgement('handshake-refused', 'error', packet);

function collected(connections: readonly [ConnectionRow, ...Judgement[]][]) {
  const collector = new FindingCollector();
  for (const [row, ...judgements] of connections) collector.add(connectionView(row, judgements));
  return collector.finish(summaryOf(), testClock);
}

const row = (connection: number, startSeconds = 0, overrides: Partial<ConnectionRow> = {}) =>
  connectionRow({
    connection,
    startTime: at(startSeconds),
    endTime: at(startSeconds + 1),
    outcome: 'closed',
    initiator: { address: '10.9.0.1', port: 40000 + connection },
    ...overrides,
  });

describe('incidents', () => {
  test('many connections that the same thing befell at one service are one', () => {
    const { incidents, findings } = collected(
      Array.from({ length: 118 }, (_, i) => [row(i, i), refused(i + 1)] as const),
    );
    expect(incidents).toMatchObject([
      {
        id: 'handshake-refused/10.9.0.2:443/1',
        title: '10.9.0.2:443 refused 118 connections from 10.9.0.1: nobody listens on that port',
        severity: 'error',
        connectionCount: 118,
        codes: ['handshake-refused'],
        findings: [0],
        startTime: at(0),
        endTime: at(118),
      },
    ]);
    expect(incidents[0]!.connections).toEqual(Array.from({ length: 118 }, (_, i) => i));
    expect(findings).toMatchObject([
      { code: 'handshake-refused', incident: incidents[0]!.id, connectionCount: 118, packets: [1, 2, 3, 4] },
    ]);
  });

  test('thousands of services keep few examples, and are told in one line all the same', () => {
    const connections = Array.from(
      { length: 5000 },
      (_, i) =>
        [row(i, i, { responder: { address: `10.1.${i >> 8}.${i & 255}`, port: 443 } }), refused(i + 1)] as [
          ConnectionRow,
          Judgement,
        ],
    );
    const { incidents, findings } = collected(connections);
    expect(incidents).toMatchObject([{ connectionCount: 5000, codes: ['handshake-refused'], findings: [0] }]);
    expect(incidents[0]!.connections).toHaveLength(1000);
    expect(findings).toMatchObject([{ packets: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], connectionCount: 5000 }]);
  });

  test('one that stands out among thousands keeps examples of its own, however late it comes', () => {
    const scattered = Array.from(
      { length: 2000 },
      (_, i) =>
        [row(i, i, { responder: { address: `10.1.${i >> 8}.${i & 255}`, port: 443 } }), refused(i + 1)] as [
          ConnectionRow,
          Judgement,
        ],
    );
    const outage = Array.from(
      { length: 500 },
      (_, i) => [row(2000 + i, 2000 + i), refused(2001 + i)] as [ConnectionRow, Judgement],
    );
    const { incidents, findings } = collected([...scattered, ...outage]);
    expect(incidents.map(({ connectionCount }) => connectionCount)).toEqual([2000, 500]);
    expect(findings[1]).toMatchObject({ subject: { address: '10.9.0.2', port: 443 }, connectionCount: 500 });
    expect(findings[1]!.packets.length).toBeGreaterThan(0);
  });

  test('a minute without any begins another', () => {
    const { incidents } = collected([
      [row(0, 0), refused()],
      [row(1, 5), refused()],
      [row(2, 66), refused()],
    ]);
    expect(incidents.map(({ id, connections }) => [id, connections])).toEqual([
      ['handshake-refused/10.9.0.2:443/1', [0, 1]],
      ['handshake-refused/10.9.0.2:443/2', [2]],
    ]);
  });

  test('are the same whatever the order in which connections leave', () => {
    const connections = [0, 3, 70, 75, 200].map(
      (start, i) => [row(i, start), refused(i + 1)] as [ConnectionRow, Judgement],
    );
    expect(collected([...connections].reverse()).incidents).toEqual(collected(connections).incidents);
  });

  test('come worst first; what is benign makes none', () => {
    const { incidents, findings } = collected([
      [row(0), judgement('orderly-close', 'info')],
      [row(1), judgement('close-wait-leak', 'warning')],
      [row(2), refused()],
    ]);
    expect(incidents.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(findings.map(({ code, incident }) => [code, incident !== null])).toEqual([
      ['handshake-refused', true],
      ['close-wait-leak', true],
      ['orderly-close', false],
    ]);
  });

  test("a connection's further findings go with its first one", () => {
    const { incidents, findings } = collected([
      [row(0), refused(), judgement('close-wait-leak', 'warning')],
      [row(1), refused()],
    ]);
    expect(incidents).toMatchObject([
      { codes: ['handshake-refused', 'close-wait-leak'], connectionCount: 2 },
    ]);
    expect(findings.map(({ code, connectionCount }) => [code, connectionCount])).toEqual([
      ['handshake-refused', 2],
      ['close-wait-leak', 1],
    ]);
  });

  test('one connection alone is spoken of by its own ends and packets', () => {
    const { findings } = collected([[row(7), refused(12)]]);
    expect(findings).toMatchObject([
      {
        title: '10.9.0.2:443 refused 10.9.0.1:40007: nobody listens on that port (RST, packet 12)',
        subject: { address: '10.9.0.2', port: 443, connection: 7, side: 'responder' },
        displayFilter: 'tcp.stream == 7',
      },
    ]);
  });
});
