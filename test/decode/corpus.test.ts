import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { emptyRecord } from '../../src/capture/packet-record.js';
import { createDecoder } from '../../src/decode/decode-packet.js';
import { DecodeStatus } from '../../src/decode/decode-status.js';
import { emptySegment, type Segment } from '../../src/decode/segment.js';

// Captures by others with tshark's reading beside them: every TCP packet under layers we open has the same numbers.

const corpus = path.join(import.meta.dirname, '../../../shared/captures/corpus');
/** All but ICMP errors, which quote a segment, and samples of traffic, which are none. */
const PROMISED = /^(?!.*:(icmp|icmpv6|sflow):).*:tcp(:|$)/;

/** Where we differ from tshark on purpose. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'pcapplusplus/Packet++Test/PacketExamples/tcp-malformed.pcap':
    'the TCP header is longer than its packet: no kernel takes it',
  'pcapflowlab/parsing/tcp_options/19_tcp_syn_tcp_header_snaplen_truncated.pcap':
    'the header was cut before its flags',
};

type Row = Readonly<Record<string, string>>;

/** Rows by packet number. */
function tsharkRows(file: string): Map<number, Row> {
  const [head, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean);
  const names = head!.split('\t');
  return new Map(
    lines.map((line) => {
      const values = line.split('\t');
      const row = Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
      return [Number(row['frame.number']), row];
    }),
  );
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(file);
    else yield file;
  }
}

/** The columns compared, and what of the Segment they are. tshark's tcp.len goes by the record's original length. */
const COLUMNS: readonly [string, (segment: Segment) => number][] = [
  ['tcp.seq_raw', (segment) => segment.seq >>> 0],
  ['tcp.ack_raw', (segment) => segment.ack >>> 0],
  ['tcp.len', (segment) => segment.payloadInRecord],
  ['tcp.window_size_value', (segment) => segment.window],
  ['tcp.hdr_len', (segment) => segment.headerLength],
  ['tcp.flags', (segment) => segment.flags],
];

/** All TCP segments of a classic pcap by packet number; null for other formats. */
function decodePcap(file: string): Map<number, Segment> | null {
  let bytes: Uint8Array = readFileSync(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = view.getUint32(0);
  const little = magic === 0xd4c3b2a1 || magic === 0x4d3cb2a1;
  if (!little && magic !== 0xa1b2c3d4 && magic !== 0xa1b23c4d) return null;

  const decoder = createDecoder();
  const segment = emptySegment();
  const record = { ...emptyRecord(), view, bytes, linkType: view.getUint32(20, little) & 0xffff };
  const found = new Map<number, Segment>();
  for (let at = 24, number = 1; at + 16 <= bytes.length; number++) {
    record.offset = at + 16;
    record.capturedLength = view.getUint32(at + 8, little);
    record.originalLength = view.getUint32(at + 12, little);
    at = record.offset + record.capturedLength;
    if (at > bytes.length) break;
    segment.packetNumber = number;
    segment.timeNs = number;
    if (decoder.decode(record, segment) === DecodeStatus.Segment) found.set(number, { ...segment });
  }
  return found;
}

describe.skipIf(!existsSync(corpus))('TCP packets of the corpus are read as tshark reads them', () => {
  const tables = existsSync(corpus) ? [...filesBelow(path.join(corpus, 'tshark'))] : [];
  for (const table of tables.filter((name) => name.endsWith('.tsv.gz'))) {
    const name = path.relative(path.join(corpus, 'tshark'), table).replace(/\.tsv\.gz$/, '');
    if (name in DIFFERENCES) continue;
    const [source, ...rest] = name.split(path.sep);
    const capture = path.join(corpus, source!, 'captures', ...rest);
    if (!existsSync(capture)) continue;
    const found = decodePcap(capture);
    if (found === null) continue;

    test(name, () => {
      const rows = tsharkRows(table);
      for (const [number, row] of rows) {
        if (!PROMISED.test(row['frame.protocols']!)) continue;
        const segment = found.get(number);
        expect(segment, `packet ${number}`).toBeDefined();
        // tshark leaves the length empty where it does not know it: the first fragment of a cut datagram.
        for (const [column, read] of COLUMNS) {
          if (row[column]) expect(read(segment!), `packet ${number}: ${column}`).toBe(Number(row[column]));
        }
      }
      const unexpected = [...found.keys()].filter((number) => !rows.has(number));
      expect(unexpected).toEqual([]);
    });
  }
});
