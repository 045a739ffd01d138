import { openCapture } from '../capture/open-capture.js';
import { type PacketRecord, ReadStatus } from '../capture/packet-record.js';
import type { TextOutput } from '../output/text-output.js';
import { ExportCopy } from './export-copy.js';

/** What becomes of an export's packets; each call writes to the copy. */
export interface PacketEdit {
  /** The copy stands where the packet begins, or at what was left unread of the one before it. */
  packet(copy: ExportCopy, record: Readonly<PacketRecord>): Promise<void>;
  /** No packet follows. */
  end?(copy: ExportCopy): Promise<void>;
}

/** Copies an export, and lets each packet be edited where its reader finds it, under the number that its reader gives it. */
export async function annotatePrinted(path: string, output: TextOutput, edit: PacketEdit): Promise<void> {
  const reader = await openCapture(path);
  try {
    const copy = await ExportCopy.open(path, output);
    try {
      for (;;) {
        const status = reader.next();
        if (status === ReadStatus.End) break;
        if (status === ReadStatus.NeedMore) await reader.fill();
        else await edit.packet(copy, reader.record);
      }
      await edit.end?.(copy);
      await copy.finish();
    } finally {
      await copy.close();
    }
  } finally {
    await reader.close();
  }
}
