import type { Analysis } from '../../src/cli/session.js';
import type { Surroundings } from '../../src/cli/surroundings.js';
import type { ConnectionRow, PacketRow } from '../../src/rows.js';
import type { Summary } from '../../src/sink.js';
import { connectionView, MemoryOutput, packetView, summaryOf, testClock } from './rows.js';

/** An analysis that hands out rows made by hand: packets first, then connections. */
export function fakeAnalysis(
  connections: readonly ConnectionRow[],
  packets: readonly PacketRow[] = [],
  summary: Summary = summaryOf({ connections: connections.length, flows: connections.length }),
): Analysis {
  return async (_captures, sink) => {
    sink.begin?.(testClock);
    for (const row of packets) {
      sink.packet?.(
        packetView(
          row,
          connections.find((connection) => connection.connection === row.connection),
        ),
      );
    }
    for (const row of connections) sink.connection?.(connectionView(row));
    return summary;
  };
}

/** A process that remembers what was printed. */
export function fakeSurroundings(
  overrides: Partial<Surroundings> = {},
): Surroundings & { stdout: MemoryOutput; errors: string } {
  const surroundings = {
    stdout: new MemoryOutput(),
    errors: '',
    writeError(text: string) {
      surroundings.errors += text;
    },
    stdinIsTty: true,
    stdoutIsTty: false,
    stderrIsTty: false,
    columns: null,
    environment: { TERM: 'xterm' },
    ...overrides,
  };
  return surroundings as Surroundings & { stdout: MemoryOutput; errors: string };
}
