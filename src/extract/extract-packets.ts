import { completeUntil } from '../capture/complete-until.js';
import { openCaptures } from '../capture/merge.js';
import type { RandomBytes } from '../capture/packet-bytes.js';
import { ReadStatus } from '../capture/packet-record.js';
import { StagedOutput } from '../output/staged-output.js';
import type { TextOutput } from '../output/text-output.js';
import type { CaptureRow } from '../rows.js';
import type { CaptureWriter } from './capture-writer.js';
import type { ExtractFormat } from './formats.js';
import { type EditOptions, PacketEditor } from './packet-editor.js';
import type { ChosenPackets } from './packet-log.js';
import { PcapWriter } from './pcap-writer.js';
import { PcapngWriter } from './pcapng-writer.js';

export interface ExtractOptions extends EditOptions {
  /** What the first pass said of the captures, in their order. */
  captures: readonly CaptureRow[];
  /** What it kept of those that cannot be read again, by path. */
  kept: ReadonlyMap<string, RandomBytes>;
  packets: ChosenPackets;
  format: ExtractFormat;
  /** Some of their times have a finer part than microseconds. */
  isNanoseconds: boolean;
}

/** What became of the packets. */
export interface Extracted {
  written: number;
  /** Of those that were chosen: they might have shown an address. */
  leftOut: number;
  /** Comments that the format has no room for. */
  commentsLost: number;
}

/**
 * Reads the captures again and writes the chosen packets, with their bytes and times as they are, apart from what was asked to be
 * changed.
 * @throws UsageError for what the format cannot hold
 */
export async function extractPackets(output: TextOutput, options: ExtractOptions): Promise<Extracted> {
  const { captures, packets, format } = options;
  const stage = new StagedOutput(output);
  const editor = new PacketEditor(options);
  const pcapng = format === 'pcapng' ? pcapngWriter(stage, editor, options) : null;
  const writer: CaptureWriter =
    pcapng ?? new PcapWriter(stage, { isNanoseconds: options.isNanoseconds, snaplen: snaplenOf(captures) });
  const reader = await openCaptures(
    captures.map(({ path }) => path),
    { kept: options.kept, ...(pcapng && { blocks: pcapng }) },
  );
  const { record } = reader;
  const extracted: Extracted = { written: 0, leftOut: 0, commentsLost: 0 };
  try {
    for (let packet = 1; ; ) {
      const status = reader.next();
      if (status === ReadStatus.End) break;
      if (status === ReadStatus.NeedMore) {
        await reader.fill();
        continue;
      }
      if (!packets.has(packet++)) continue;
      const bytes = editor.edit(record);
      if (bytes === null) continue;
      writer.packet(record, bytes);
      extracted.written++;
      if (pcapng === null && record.comment !== '') extracted.commentsLost++;
    }
  } finally {
    await reader.close();
  }
  stage.flush();
  extracted.leftOut = editor.leftOut;
  return extracted;
}

function pcapngWriter(stage: StagedOutput, editor: PacketEditor, options: ExtractOptions): PcapngWriter {
  const { captures, addresses, packets } = options;
  const packetsInAll = captures.reduce((sum, { packets: count }) => sum + count, 0);
  return new PcapngWriter(stage, {
    isOneCapture: captures.length === 1 && captures[0]!.format.startsWith('pcapng'),
    comments: captures.flatMap(({ comments }) => comments),
    completeUntil: endOf(captures, packets.last < packetsInAll),
    isEdited: !editor.isIdle,
    isAnonymous: addresses !== null,
  });
}

/** When the last of them ended, or was said to have; null where nobody knows, and where the packets that are written tell. */
function endOf(captures: readonly CaptureRow[], isLastLeftOut: boolean): string | null {
  const comments = captures.flatMap(({ comments }) => comments);
  const stated = completeUntil(comments);
  if (stated === null && !isLastLeftOut) return null;
  const times = captures.flatMap(({ lastTime }) => (lastTime === null ? [] : [lastTime]));
  if (stated !== null) times.push(`${stated.seconds}.${String(stated.nanoseconds).padStart(9, '0')}`);
  return times.sort((a, b) => Number(a) - Number(b)).at(-1) ?? null;
}

function snaplenOf(captures: readonly CaptureRow[]): number | null {
  const stated = captures.map(({ snaplen }) => snaplen);
  return stated.includes(null) ? null : Math.max(...(stated as number[]));
}
