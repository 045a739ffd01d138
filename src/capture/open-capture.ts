import type { BlockListener } from './block-listener.js';
import { ByteSource, type ByteSourceOptions } from './byte-source.js';
import { CaptureFormatError, printableBytes } from './errors.js';
import { HostNames } from './host-names.js';
import { knownFormat } from './known-formats.js';
import type { CaptureReader } from './packet-record.js';
import { isPcap, LONGEST_PCAP_HEADER_LENGTH, PCAP_HEADER_LENGTH, PcapReader } from './pcap.js';
import { isPcapng, PcapngReader } from './pcapng.js';
import { MIN_BLOCK_LENGTH } from './pcapng-layout.js';

export interface OpenCaptureOptions extends ByteSourceOptions {
  /** Stands in every record's `capture`; 0 unless told. */
  captureIndex?: number;
  /** Takes the names that the capture gives to addresses. */
  names?: HostNames;
  /** Takes the blocks of pcapng as they stand in the file. */
  blocks?: BlockListener;
}

/** One format: how it is recognised and who reads it. */
interface CaptureFormat {
  readonly name: string;
  /** Bytes without which there is no such file. */
  readonly headerLength: number;
  /** Looks at the first bytes; at least four of them are there, and as many as `headerLength` unless the file is shorter. */
  recognises(source: ByteSource): boolean;
  open(
    source: ByteSource,
    captureIndex: number,
    names: HostNames,
    blocks: BlockListener | null,
  ): CaptureReader;
}

const BINARY_FORMATS: readonly CaptureFormat[] = [
  {
    name: 'pcap',
    headerLength: PCAP_HEADER_LENGTH,
    recognises: ({ view, start }) => isPcap(view, start),
    open: (source, captureIndex) => new PcapReader(source, captureIndex),
  },
  {
    name: 'pcapng',
    headerLength: MIN_BLOCK_LENGTH,
    recognises: ({ view, start, end }) => end - start >= MIN_BLOCK_LENGTH && isPcapng(view, start),
    open: (source, captureIndex, names, blocks) => new PcapngReader(source, captureIndex, names, blocks),
  },
];

const MAGIC_LENGTH = 4;
const HEAD_LENGTH = Math.max(
  LONGEST_PCAP_HEADER_LENGTH,
  ...BINARY_FORMATS.map((format) => format.headerLength),
);
/** Text has no magic number: so much of it is looked at before it is given up. */
const TEXT_HEAD_LENGTH = 64 * 1024;
const SHOWN_BYTES = 16;

/**
 * Opens a capture; "-" is standard input. The format is recognised by content, never by name, also through gzip and zstd.
 * The reader holds the file open until `close()`.
 * @throws {CaptureFormatError} when it is no format that is read here.
 * @throws {CaptureUnreadableError} when it cannot be opened or read.
 */
export async function openCapture(path: string, options: OpenCaptureOptions = {}): Promise<CaptureReader> {
  const source = await ByteSource.open(path, options);
  try {
    await source.fill(HEAD_LENGTH);
    // A pipe may give a first line piece by piece.
    while (!source.ended && (await formatOf(source)) === undefined) {
      const unread = source.end - source.start;
      if (unread >= TEXT_HEAD_LENGTH) break;
      await source.fill(2 * unread);
    }
    const { captureIndex = 0, names = new HostNames(), blocks = null } = options;
    return (await recognised(source)).open(source, captureIndex, names, blocks);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function recognised(source: ByteSource): Promise<CaptureFormat> {
  const length = source.end - source.start;
  const format = await formatOf(source);
  if (format === undefined) throw notACapture(source);
  if (length >= format.headerLength) return format;
  throw new CaptureFormatError({
    path: source.path,
    byteOffset: length,
    expected: `the rest of a ${format.name} file header of ${format.headerLength} bytes`,
    found: 'the end of the file',
  });
}

async function formatOf(source: ByteSource): Promise<CaptureFormat | undefined> {
  if (source.end - source.start < MAGIC_LENGTH) return undefined;
  const binary = BINARY_FORMATS.find((candidate) => candidate.recognises(source));
  if (binary !== undefined) return binary;
  const { TEXT_FORMATS } = await import('./text-formats.js');
  return TEXT_FORMATS.find((candidate) => candidate.recognises(source));
}

function notACapture(source: ByteSource): CaptureFormatError {
  const head = source.bytes.subarray(source.start, source.end);
  return new CaptureFormatError({
    path: source.path,
    byteOffset: 0,
    expected: 'pcap, pcapng, text of tcpdump or an export of Wireshark',
    found:
      head.length === 0
        ? nothingFound(source)
        : (knownFormat(head) ?? printableBytes(head.subarray(0, SHOWN_BYTES))),
  });
}

function nothingFound(source: ByteSource): string {
  if (source.compression === '') return 'an empty file';
  const [reason = 'it is empty'] = source.warnings;
  return `nothing in the ${source.compression} stream (${reason.replace(/\.$/, '')})`;
}
