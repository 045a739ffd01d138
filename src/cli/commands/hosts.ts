import { UsageError } from '../../errors.js';
import { Census } from '../../findings/census.js';
import { cliText } from '../../format/messages/en.js';
import { hostTest } from '../../query/host-match.js';
import { TRAFFIC_SORT_KEYS, trafficColumns } from '../../report/host-columns.js';
import { type HostTest, HostTraffic, lastNsOf } from '../../report/host-traffic.js';
import {
  chosenTraffic,
  type HostList,
  hostsJson,
  hostsMarkdown,
  hostsNdjson,
  hostsPrinted,
  limitsReachedBy,
} from '../../report/hosts.js';
import { HOST_CSV_COLUMNS, hostsCsv } from '../../report/hosts-csv.js';
import type { Clock, Sink } from '../../sink.js';
import { chosenConnections } from '../choice.js';
import { chosenNames, type RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** What every host and every service did, and what came of their connections. */
export async function hosts(session: Session, raw: RawOptions): Promise<void> {
  const key = sortKey(raw.sort);
  const isChosen = raw.host === undefined ? () => true : named(raw.host);
  const census = new Census(true);
  let clock: Clock | null = null;
  const sink: Sink = {
    withoutRows: true,
    begin: (started) => {
      clock = started;
    },
    connection: (view) => census.add(view),
  };
  const summary = await session.read(chosenConnections(sink, session.options));
  const traffic = new HostTraffic(census, clock!, lastNsOf(summary));
  const list = chosenTraffic(traffic, { isChosen, key, limit: session.options.limit ?? Infinity });
  const unlisted = limitsReachedBy(census);
  session.warn(unlisted);
  print(session, raw, { ...list, limitsReached: [...summary.limitsReached, ...unlisted] });
}

function print({ options, output, terminal }: Session, raw: RawOptions, list: HostList) {
  const isTable = options.format === 'text' || options.format === 'csv';
  if (!isTable && raw.columns !== undefined) throw new UsageError(cliText.onlyForTables('--columns'));
  switch (options.format) {
    case 'ndjson':
      return hostsNdjson(list, output);
    case 'json':
      return hostsJson(list, output);
    case 'csv':
      return hostsCsv(list, output, chosenNames('--columns', raw.columns, Object.keys(HOST_CSV_COLUMNS)));
    case 'markdown':
      return hostsMarkdown(list, output);
    default: {
      const known = trafficColumns(list.traffic, 'host').map(({ name }) => name);
      return hostsPrinted(list, output, terminal, chosenNames('--columns', raw.columns, known));
    }
  }
}

/** A host goes by its address and by its name. */
function named(text: string): HostTest {
  const isOne = hostTest(text);
  return (address, name) => isOne(address) || (name !== null && isOne(name));
}

function sortKey(name = 'trouble'): string {
  const known = Object.keys(TRAFFIC_SORT_KEYS);
  if (!known.includes(name)) throw new UsageError(cliText.unknownChoice('--sort', name, known));
  return name;
}
