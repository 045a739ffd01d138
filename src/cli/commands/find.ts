import { findMatches, USUAL_MATCHES } from '../../library/find.js';
import type { LogLine } from '../../query/log-line.js';
import { printMatches, printMatchesNdjson } from '../../report/find.js';
import type { Session } from '../session.js';

/** The connections behind a log line. */
export async function find(session: Session, line: LogLine): Promise<void> {
  const { options, output, terminal, clock, captures } = session;
  const { matches, ...counts } = await findMatches(session, {
    ...options,
    line,
    limit: options.limit ?? USUAL_MATCHES,
    begin: (timeline) => clock.begin(timeline),
  });
  if (options.format === 'ndjson') printMatchesNdjson(matches, output);
  else printMatches(line, matches, counts, { output, terminal, clock, file: captures.join(' ') });
}
