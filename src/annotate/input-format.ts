import { ByteSource, type Compression } from '../capture/byte-source.js';
import { CaptureFormatError, printableBytes } from '../capture/errors.js';
import { isTable } from '../capture/exports/csv.js';
import { isJson } from '../capture/exports/json.js';
import { isPdml } from '../capture/exports/pdml.js';
import { isPsml } from '../capture/exports/psml.js';
import { isText } from '../capture/exports/text.js';
import { isPcap } from '../capture/pcap.js';
import { isPcapng } from '../capture/pcapng.js';
import { MIN_BLOCK_LENGTH } from '../capture/pcapng-layout.js';
import { readHead, TEXT_HEAD_BYTES } from '../capture/text/text-head.js';

/** What can be annotated. */
export type InputFormat = 'pcapng' | 'pcap' | 'pdml' | 'psml' | 'json' | 'table' | 'lines';

export interface RecognisedInput {
  format: InputFormat;
  compression: Compression | '';
}

/**
 * Looks at the first bytes of a file, through compression, as `openCapture` does; but a table may lack what an analysis needs.
 * @throws {CaptureFormatError} when it is nothing that can be annotated.
 * @throws {CaptureUnreadableError} when it cannot be opened or read.
 */
export async function recogniseInput(path: string): Promise<RecognisedInput> {
  const source = await ByteSource.open(path);
  try {
    await source.fill(TEXT_HEAD_BYTES);
    const format = formatOf(source);
    if (format !== null) return { format, compression: source.compression };
    const head = source.bytes.subarray(source.start, Math.min(source.end, source.start + 16));
    throw new CaptureFormatError({
      path,
      byteOffset: 0,
      expected: 'pcapng, pcap, an export of Wireshark or the text of tcpdump',
      found: head.length === 0 ? 'an empty file' : printableBytes(head),
    });
  } finally {
    await source.close();
  }
}

function formatOf(source: ByteSource): InputFormat | null {
  const { view, bytes, start, end } = source;
  if (end - start < MIN_BLOCK_LENGTH) return null;
  if (isPcap(view, start)) return 'pcap';
  if (isPcapng(view, start)) return 'pcapng';
  const head = readHead(bytes, start, end);
  if (head.hasSegments) return 'lines';
  if (isPdml(source)) return 'pdml';
  if (isPsml(source)) return 'psml';
  if (isJson(source)) return 'json';
  if (isTable(source)) return 'table';
  return isText(source) || head.hasPackets ? 'lines' : null;
}
