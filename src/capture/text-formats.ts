import type { ByteSource } from './byte-source.js';
import { EXPORT_FORMATS } from './exports/formats.js';
import type { CaptureReader } from './packet-record.js';
import { TcpdumpTextReader } from './text/tcpdump-text.js';
import { readHead, type TextHead } from './text/text-head.js';

/** A format of text: there is no magic number, and no length below which a file cannot be one. */
interface TextFormat {
  readonly name: string;
  readonly headerLength: 0;
  recognises(source: ByteSource): boolean;
  open(source: ByteSource, captureIndex: number): CaptureReader;
}

/** All that is read of text, in the order in which it is tried; loaded only for input that is not binary. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  // Its segments look like nobody else's; a text without any might as well be a Wireshark export.
  tcpdumpText(({ hasSegments }) => hasSegments),
  ...EXPORT_FORMATS,
  tcpdumpText(({ hasPackets }) => hasPackets),
];

function tcpdumpText(shows: (head: TextHead) => boolean): TextFormat {
  return {
    name: 'tcpdump text',
    headerLength: 0,
    recognises: ({ bytes, start, end }) => shows(readHead(bytes, start, end)),
    open: (source, captureIndex) => new TcpdumpTextReader(source, captureIndex),
  };
}
