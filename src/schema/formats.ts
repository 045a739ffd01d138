import { connectionRow } from './connection.js';
import { explanation, wordList } from './explanation.js';
import { hostOrServiceRow } from './host.js';
import { matchRow } from './match.js';
import { ownNotes } from './own-notes.js';
import { packetRow } from './packet.js';
import { connection, connections, hosts, netstat, netstatPeaks, report } from './report.js';
import { type Json, type Schema, schemaDocument } from './schema.js';
import { socketRow, statePeakRow } from './socket.js';

/** A format that programs read: a JSON document, or one line of many. */
export interface Format {
  /** Also the name of its file. */
  name: string;
  /** What prints it. */
  command: string;
  /** Each line is such an object. */
  isLine: boolean;
  schema: Schema<never>;
}

function format(name: string, command: string, schema: Schema<never>): Format {
  return { name, command, isLine: command.includes('ndjson'), schema };
}

/** Every format, in the order of the commands. */
export const FORMATS: readonly Format[] = [
  format('report', 'report -f json', report),
  format('connections', 'connections -f json', connections),
  format('connection-row', 'connections -f ndjson', connectionRow),
  format('connection', 'connection -f json', connection),
  format('packet-row', 'packets -f ndjson', packetRow),
  format('hosts', 'hosts -f json', hosts),
  format('host-row', 'hosts -f ndjson', hostOrServiceRow),
  format('netstat', 'netstat --at|--every -f json', netstat),
  format('socket-row', 'netstat --at|--every -f ndjson', socketRow),
  format('netstat-peaks', 'netstat -f json', netstatPeaks),
  format('peak-row', 'netstat -f ndjson', statePeakRow),
  format('match-row', 'find -f ndjson', matchRow),
  format('explain', 'explain WORD -f json', explanation),
  format('explain-list', 'explain -f json', wordList),
  format('own-notes', 'trace.pcapng.synopsis-notes.json', ownNotes),
];

/** The schema of a format as a document of its own. */
export function formatDocument({ name, schema }: Format): Json {
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:tcp-synopsis:${name}` };
  return schemaDocument(head, schema);
}
