import { describe, expect, it } from 'vitest';
import { together } from '../../src/parallel/found-together.js';
import type { Found } from '../../src/parallel/messages.js';
import type { FindingRow, IncidentRow } from '../../src/rows.js';

type Told = Pick<IncidentRow, 'id' | 'title' | 'severity' | 'connectionCount'>;

/** Incidents with one finding each, and one host. */
function found(...incidents: Told[]): Found {
  return {
    findings: {
      findings: incidents.map(({ title }) => ({ title }) as FindingRow),
      incidents: incidents.map((incident, i) => ({ ...incident, findings: [i] }) as unknown as IncidentRow),
    },
    members: incidents.map((_, i) => Uint32Array.of(i)),
    incidents: incidents.length,
    hosts: [{ address: '10.0.0.1', port: null, opened: 1, accepted: 2, failed: 0, bytes: 100 }],
  };
}

describe('what was found in two sets of connections', () => {
  const left = found({ id: 'a', title: 'left', severity: 'warning', connectionCount: 9 });
  const held = found(
    { id: 'a', title: 'held', severity: 'warning', connectionCount: 2 },
    { id: 'b', title: 'grave', severity: 'error', connectionCount: 1 },
  );
  const both = together(left, held);

  it('stands in one list, the gravest first', () => {
    expect(both.findings.incidents.map(({ title }) => title)).toEqual(['grave', 'left', 'held']);
    expect(both.incidents).toBe(3);
  });

  it('keeps each incident with its finding and its members, under an id of its own', () => {
    const { incidents, findings } = both.findings;
    expect(incidents.map((one) => findings[one.findings[0]!]!.title)).toEqual(['grave', 'left', 'held']);
    expect(both.members.map((members) => [...members])).toEqual([[1], [0], [0]]);
    expect(new Set(incidents.map(({ id }) => id)).size).toBe(3);
  });

  it('counts hosts together', () => {
    expect(both.hosts).toEqual([
      { address: '10.0.0.1', port: null, opened: 2, accepted: 4, failed: 0, bytes: 200 },
    ]);
  });
});
