import { ReportJson } from '../../report/json.js';
import { ReportText } from '../../report/report-text.js';
import { chosenConnections } from '../choice.js';
import type { Session } from '../session.js';

/** Connections that the text report lists unless `--limit` says otherwise. */
const LISTED = 20;

export async function report(session: Session): Promise<void> {
  const { options, output, clock, terminal } = session;
  const filter = options.filter?.text ?? null;
  const sink =
    options.format === 'json'
      ? new ReportJson(output, options.limit ?? Infinity)
      : new ReportText({ output, clock, terminal, limit: options.limit ?? LISTED, filter });
  const summary = await session.read(chosenConnections(sink, options));
  sink.end(summary);
}
