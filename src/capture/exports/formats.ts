import type { ByteSource } from '../byte-source.js';
import type { CaptureReader } from '../packet-record.js';
import { CsvReader, isTable } from './csv.js';
import { isJson, JsonReader } from './json.js';
import { isPdml, PdmlReader } from './pdml.js';
import { isPsml, PsmlReader } from './psml.js';
import { isText, TextReader } from './text.js';

/** One kind of export: how its first bytes look, and who reads it. */
interface ExportFormat {
  readonly name: string;
  /** There is no length below which it cannot be one. */
  readonly headerLength: 0;
  recognises(source: ByteSource): boolean;
  open(source: ByteSource, captureIndex: number): CaptureReader;
}

/** What Wireshark and tshark export; plain text last, since anything may stand in its first lines. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'PDML',
    headerLength: 0,
    recognises: isPdml,
    open: (source, captureIndex) => new PdmlReader(source, captureIndex),
  },
  {
    name: 'PSML',
    headerLength: 0,
    recognises: isPsml,
    open: (source, captureIndex) => new PsmlReader(source, captureIndex),
  },
  {
    name: 'Wireshark JSON',
    headerLength: 0,
    recognises: isJson,
    open: (source, captureIndex) => new JsonReader(source, captureIndex),
  },
  {
    name: 'Wireshark CSV',
    headerLength: 0,
    recognises: isTable,
    open: (source, captureIndex) => new CsvReader(source, captureIndex),
  },
  {
    name: 'Wireshark text',
    headerLength: 0,
    recognises: isText,
    open: (source, captureIndex) => new TextReader(source, captureIndex),
  },
];
