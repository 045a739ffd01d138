import { ConnectionFinder } from '../../query/find-connections.js';
import type { LogLine } from '../../query/log-line.js';
import { printMatches, printMatchesNdjson } from '../../report/find.js';
import { chosenConnections } from '../choice.js';
import type { Session } from '../session.js';

/** Matches shown unless `--limit` says otherwise. */
const SHOWN = 5;

/** The connections behind a log line. */
export async function find(session: Session, line: LogLine): Promise<void> {
  const { options, output, terminal, clock, captures } = session;
  const finder = new ConnectionFinder(line, options.zone, options.limit ?? SHOWN);
  const sink = chosenConnections(
    {
      begin: (timeline) => {
        clock.begin(timeline);
        finder.begin(timeline);
      },
      connection: (view) => finder.connection(view),
    },
    options,
  );
  const { totals } = await session.read(sink);
  const matches = finder.matches();
  if (options.format === 'ndjson') printMatchesNdjson(matches, output);
  else {
    const counts = { fitting: finder.count, all: totals.connections };
    printMatches(line, matches, counts, { output, terminal, clock, file: captures.join(' ') });
  }
}
