import { describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/cli/screen-export.js';
import type { ExportRequest } from '../../src/tui/model.js';

const source = {
  captures: ['a.pcap'],
  options: ['--time-wait', '30'],
  membersOf: () => [4, 7],
  momentText: () => '1795187778.000000000',
};

function request(overrides: Partial<ExportRequest>): ExportRequest {
  return {
    format: 'json',
    path: 'out',
    replace: false,
    screen: 'connections',
    connections: [],
    choice: { filter: '', incident: null, sort: 'connection', isDescending: false },
    timeNs: 0,
    host: null,
    ...overrides,
  };
}

const commandOf = (overrides: Partial<ExportRequest>) => exportCommand(request(overrides), source)?.join(' ');

describe('the command of an export', () => {
  it('is the one that prints what the screen shows', () => {
    expect(commandOf({})).toBe('connections a.pcap -f json --time-wait 30 -o out');
    expect(commandOf({ screen: 'connection', connections: [3] })).toBe(
      'connection a.pcap 3 -f json --time-wait 30 -o out',
    );
    expect(commandOf({ screen: 'netstat', host: '10.0.0.1' })).toBe(
      'netstat a.pcap --at 1795187778.000000000 --host 10.0.0.1 -f json --time-wait 30 -o out',
    );
  });

  it('chooses by the filter, the incident, or what was picked', () => {
    const choice = { filter: 'reset', incident: '1', sort: 'connection', isDescending: false } as const;
    expect(commandOf({ choice })).toContain('--filter connection in {4, 7} && (reset)');
    expect(commandOf({ choice, connections: [9] })).toContain('--filter connection in {9} -f');
  });

  it('replaces a file only when it is told so', () => {
    expect(commandOf({ replace: true })).toContain('-o out --force');
  });

  it('is missing where nothing prints that', () => {
    expect(commandOf({ screen: 'follow', format: 'markdown', connections: [1] })).toBeUndefined();
  });
});
