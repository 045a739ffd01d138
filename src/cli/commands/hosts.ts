import { UsageError } from '../../errors.js';
import { cliText } from '../../format/messages/en.js';
import { hostOrName, readHosts } from '../../library/hosts.js';
import { TRAFFIC_SORT_KEYS, trafficColumns } from '../../report/host-columns.js';
import { type HostList, hostsJson, hostsMarkdown, hostsNdjson, hostsPrinted } from '../../report/hosts.js';
import { HOST_CSV_COLUMNS, hostsCsv } from '../../report/hosts-csv.js';
import { chosenNames, type RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** What every host and every service did, and what came of their connections. */
export async function hosts(session: Session, raw: RawOptions): Promise<void> {
  const question = { ...session.options, isChosen: hostOrName(raw.host), key: sortKey(raw.sort) };
  const { unlisted, ...list } = await readHosts(session, {
    ...question,
    limit: session.options.limit ?? Number.POSITIVE_INFINITY,
  });
  session.warn(unlisted);
  print(session, raw, list);
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

function sortKey(name = 'trouble'): string {
  const known = Object.keys(TRAFFIC_SORT_KEYS);
  if (!known.includes(name)) throw new UsageError(cliText.unknownChoice('--sort', name, known));
  return name;
}
