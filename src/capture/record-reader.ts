import type { ByteSource } from './byte-source.js';
import { type KeptCapture, type PacketExtent, randomBytesOf } from './packet-bytes.js';
import {
  type CaptureDescription,
  type CaptureReader,
  emptyDescription,
  emptyRecord,
  type PacketRecord,
  ReadStatus,
} from './packet-record.js';

/** What the readers of binary captures share: the window, and the ways in which reading pauses or ends. */
export abstract class RecordReader implements CaptureReader {
  readonly record: PacketRecord;
  readonly description: CaptureDescription;
  protected readonly source: ByteSource;
  private wantedBytes = 1;

  constructor(source: ByteSource, format: string, capture: number) {
    this.source = source;
    this.record = emptyRecord(capture);
    const packed = source.compression === '' ? format : `${format} (${source.compression})`;
    this.description = {
      ...emptyDescription(source.path, packed),
      bytes: source.bytesInAll,
      warnings: source.warnings,
    };
    this.showWindow();
  }

  abstract next(): ReadStatus;
  /** Where the packet is in the record that begins with these bytes; null where none is, as in text. Of use after `close()` too. */
  protected extentOf(_head: DataView): PacketExtent | null {
    return null;
  }

  async keepBytes(): Promise<KeptCapture> {
    const { path, spool } = this.source;
    return { path, bytes: await randomBytesOf(path, spool), extentOf: (head) => this.extentOf(head) };
  }

  async fill(): Promise<void> {
    await this.source.fill(this.wantedBytes);
    this.showWindow();
  }

  close(): Promise<void> {
    return this.source.close();
  }

  /** Fewer than `wantedBytes` are unread: more must be fetched, or the capture ends here, perhaps in the middle of a record. */
  protected starve(wantedBytes: number, what: string): ReadStatus {
    const { source } = this;
    this.wantedBytes = wantedBytes;
    if (!source.ended) return ReadStatus.NeedMore;
    const unread = source.end - source.start;
    if (unread > 0) {
      const begin = source.windowOffset + source.start;
      const end = source.windowOffset + source.end;
      this.description.warnings.push(
        `The capture is cut short at byte ${end}: the ${what} that begins at byte ${begin} needs ${wantedBytes} bytes, ${unread} are there.`,
      );
      source.stop();
    }
    return ReadStatus.End;
  }

  /** What stands at the window's `at` cannot be right, and where the next record begins is anyone's guess. */
  protected damaged(at: number, problem: string): ReadStatus {
    const byte = this.source.windowOffset + at;
    this.description.warnings.push(
      `The capture is damaged at byte ${byte}: ${problem}. What stands before it was read (packets: ${this.description.packets}), nothing after it.`,
    );
    this.source.stop();
    return ReadStatus.End;
  }

  private showWindow(): void {
    this.record.view = this.source.view;
    this.record.bytes = this.source.bytes;
    this.description.bytesRead = this.source.bytesRead;
  }
}
