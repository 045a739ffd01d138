import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ANALYSIS_WORDS } from '../../src/labels/analysis-words.js';
import type { PacketRow } from '../../src/rows.js';
import { analysisOfFile } from '../support/analysis.js';

// Captures by others with tshark 4.0's reading beside them: the same labels at every packet.

const corpus = path.join(import.meta.dirname, '../../../shared/captures/corpus');
/** Those with the most to say: loss, reordering, closed windows, reused ports, one-sided traffic. */
const SOURCES = ['tcprs', 'tcptrace', 'tcpflow', 'pcapplusplus'];
/** Layers that we open; tunnels and ICMP errors would take numbers of their own. */
const PROMISED =
  /^(eth|sll|raw|null|loop)(:ethertype|:vlan|:sll|:data)*(:ip|:ipv6)(:ipv6\.(fraghdr|hopopts|routing|dstopts))*:tcp(:|$)/;
const OTHER_FORMATS = /snoop|epeek|\.erf/;
/** Its header is longer than its packet: no row here. */
const NOT_DECODED = new Set(['pcapplusplus/Packet++Test/PacketExamples/tcp-malformed.pcap']);
/** Times more than a hundred days from the first packet's are exact to the microsecond only. */
const FAR_APART = /ldap\.pcapng|pcapng-example\.pcapng/;

type Row = Readonly<Record<string, string>>;

const NUMBERS: readonly [keyof PacketRow, string][] = [
  ['bytesInFlight', 'bytes_in_flight'],
  ['acks', 'acks_frame'],
  ['rtoOf', 'rto_frame'],
  ['duplicateAckNumber', 'duplicate_ack_num'],
  ['duplicateAckOf', 'duplicate_ack_frame'],
];
const TIMES: readonly [keyof PacketRow, string][] = [
  ['ackRttSeconds', 'ack_rtt'],
  ['initialRttSeconds', 'initial_rtt'],
  ['rtoSeconds', 'rto'],
];

function tsharkRows(file: string): Row[] {
  const [head, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean);
  const names = head!.split('\t');
  return lines.map((line) => {
    const values = line.split('\t');
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  });
}

function theirs(row: Row, words: readonly string[], withTimes: boolean): object {
  const value = (field: string) =>
    row[`tcp.analysis.${field}`] ? Number(row[`tcp.analysis.${field}`]) : null;
  return Object.fromEntries([
    ['analysis', words.filter((word) => row[`tcp.analysis.${word.replaceAll('-', '_')}`])],
    ...NUMBERS.map(([ours, field]) => [ours, value(field)]),
    ...(withTimes ? TIMES.map(([ours, field]) => [ours, value(field)]) : []),
  ]);
}

function ours(row: PacketRow, withTimes: boolean): object {
  const fields = withTimes ? [...NUMBERS, ...TIMES] : NUMBERS;
  return { analysis: row.analysis, ...Object.fromEntries(fields.map(([field]) => [field, row[field]])) };
}

function* readingsBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* readingsBelow(file);
    else if (file.endsWith('.tsv.gz')) yield file;
  }
}

describe.skipIf(!existsSync(corpus))('the labels of tshark 4.0', () => {
  test.each(SOURCES)('%s', { timeout: 60_000 }, async (source) => {
    let compared = 0;
    for (const reading of readingsBelow(path.join(corpus, 'tshark', source))) {
      const name = path.relative(path.join(corpus, 'tshark'), reading).replace(/\.tsv\.gz$/, '');
      const capture = path.join(corpus, source, 'captures', path.relative(source, name));
      if (OTHER_FORMATS.test(name) || NOT_DECODED.has(name) || !existsSync(capture)) continue;
      const rows = tsharkRows(reading);
      if (!rows.every((row) => PROMISED.test(row['frame.protocols']!))) continue;

      const withTimes = !FAR_APART.test(name);
      const { packets } = await analysisOfFile(capture);
      const found = new Map(packets.map((row) => [row.packet, row]));
      for (const row of rows) {
        const packet = Number(row['frame.number']);
        expect({ name, packet, ...ours(found.get(packet)!, withTimes) }).toEqual({
          name,
          packet,
          ...theirs(row, ANALYSIS_WORDS, withTimes),
        });
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});
