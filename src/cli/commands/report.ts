import { ReportJson } from '../../report/json.js';
import { LadderCollector } from '../../report/ladders.js';
import { type ReportDocument, reportDocument } from '../../report/report-document.js';
import { ReportCollector } from '../../report/report-facts.js';
import { type Ladders, reportHtml } from '../../report/report-html.js';
import { reportMarkdown } from '../../report/report-markdown.js';
import { printReport } from '../../report/report-text.js';
import { chosenConnections } from '../choice.js';
import type { Session } from '../session.js';

/** Connections that the text report lists unless `--limit` says otherwise. */
const LISTED = 20;
/** Steps of one ladder within a report; `synopsis connection` shows all. */
const LADDER_STEPS = 60;

/** What happened, over all connections. */
export async function report(session: Session): Promise<void> {
  if (session.options.format === 'json') await asJson(session);
  else await forPeople(session);
}

async function asJson(session: Session): Promise<void> {
  const { options, output } = session;
  const sink = new ReportJson(output, options.limit ?? Infinity);
  sink.end(await session.read(chosenConnections(sink, options)));
}

async function forPeople(session: Session): Promise<void> {
  const { options, output, clock, terminal } = session;
  const collector = new ReportCollector(clock, options.limit ?? LISTED);
  const summary = await session.read(chosenConnections(collector, options));
  const document = reportDocument(collector.facts(summary), clock, options.filter?.text ?? null);
  if (options.format === 'html') output.write(reportHtml(document, await ladders(session, document), clock));
  else if (options.format === 'markdown')
    output.write(reportMarkdown(document, await ladders(session, document), clock));
  else printReport(document, output, terminal);
}

/** A second pass for the packets of each incident's typical connection, where the input can be read again. */
async function ladders(session: Session, { incidents }: ReportDocument): Promise<Ladders> {
  const typical = new Set(incidents.entries.flatMap(({ typical }) => (typical === null ? [] : [typical])));
  if (typical.size === 0) return new Map();
  if (!session.canReadAgain || session.options.follow) return 'read-once';
  const collector = new LadderCollector(typical, LADDER_STEPS);
  await session.read(collector, true);
  return collector.drawn();
}
