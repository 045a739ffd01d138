import type { PacketRecord } from '../capture/packet-record.js';
import { COMMENT_TAG } from './comment-tag.js';
import type { ExportCopy } from './export-copy.js';
import type { PacketEdit } from './printed.js';
import type { RowAnnotations } from './row-annotations.js';

/** How a line of ours begins: what it is about stands in the lines below it. */
const LINE_TAG = `# ${COMMENT_TAG}`;
const OUR_LINES = /^# \[synopsis\] .*\r?\n/gm;

/**
 * Printed packets (tcpdump's text, Wireshark's plain text) with a line of ours above each that there is something to say of. All
 * other lines stay as they are: without ours (`grep -v '^# \[synopsis\]'`) the text is what it was.
 */
export class LinesEdit implements PacketEdit {
  readonly #annotations: RowAnnotations;
  #lineEnd = '\n';

  constructor(annotations: RowAnnotations) {
    this.#annotations = annotations;
  }

  async packet(copy: ExportCopy, record: Readonly<PacketRecord>): Promise<void> {
    const { fileOffset, packetInCapture } = record;
    this.#copyOwn(copy, await copy.bytesTo(fileOffset));
    const line = this.#annotations.takeLine(packetInCapture);
    if (line !== null) copy.write(`${LINE_TAG}${line}${this.#lineEnd}`);
  }

  async end(copy: ExportCopy): Promise<void> {
    for (let line = await copy.line(); line !== null; line = await copy.line()) this.#copyOwn(copy, line);
  }

  #copyOwn(copy: ExportCopy, bytes: Uint8Array): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    if (text.includes('\r\n')) this.#lineEnd = '\r\n';
    copy.write(text.includes(LINE_TAG) ? Buffer.from(text.replace(OUR_LINES, ''), 'latin1') : bytes);
  }
}
