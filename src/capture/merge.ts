// Hot path: allocates nothing per packet.
import { UsageError } from '../errors.js';
import { MAX_CAPTURES, MAX_WINDOW_BYTES } from '../limits.js';
import type { ByteSourceOptions } from './byte-source.js';
import { openCapture } from './open-capture.js';
import {
  type CaptureDescription,
  type CaptureReader,
  emptyRecord,
  type PacketRecord,
  ReadStatus,
} from './packet-record.js';

/** Several captures read as one; `descriptions` are theirs, in the order of the paths. */
export interface TimelineReader extends CaptureReader {
  readonly descriptions: readonly CaptureDescription[];
}

/**
 * Opens captures as one timeline: the earliest packet first, among equals that of the first path. A packet without a
 * time follows the one before it in its capture. A single capture is read as it is, in file order.
 * @throws as `openCapture`, for the first path that cannot be opened.
 */
export async function openCaptures(
  paths: readonly string[],
  options: ByteSourceOptions = {},
): Promise<TimelineReader> {
  if (paths.length > MAX_CAPTURES) {
    throw new UsageError(
      `${paths.length} captures are too many for one timeline: at most ${MAX_CAPTURES} can be read`,
    );
  }
  if (paths.filter((path) => path === '-').length > 1) {
    throw new UsageError('standard input (-) is given more than once: it can be read only once');
  }
  const readers: CaptureReader[] = [];
  try {
    for (const [captureIndex, path] of paths.entries()) {
      readers.push(await openCapture(path, { ...sharing(paths.length), ...options, captureIndex }));
    }
  } catch (error) {
    await Promise.all(readers.map((reader) => reader.close()));
    throw error;
  }
  const [only] = readers;
  if (readers.length === 1) return Object.assign(only!, { descriptions: [only!.description] });
  return new MergedReader(readers);
}

/** Many captures share the room for windows; few read in chunks of the usual size. */
function sharing(captures: number): ByteSourceOptions {
  // Two windows each.
  const chunkBytes = Math.floor(MAX_WINDOW_BYTES / (2 * captures));
  return captures > 8 ? { chunkBytes } : {};
}

/** Holds the next packet of each capture ready and gives the earliest. */
class MergedReader implements TimelineReader {
  readonly record: PacketRecord = emptyRecord();
  readonly descriptions: readonly CaptureDescription[];
  private readonly readers: readonly CaptureReader[];
  /** The time by which each capture's ready packet is sorted. */
  private readonly seconds: Float64Array;
  private readonly nanoseconds: Float64Array;
  /** A binary heap of the captures that have a packet ready, the earliest at its root. */
  private readonly heap: Int32Array;
  private heapLength = 0;
  /** Captures from `unread` on have not been looked into yet. */
  private unread = 0;
  /** The packet at the root was given: its capture owes the next one. */
  private isRootGiven = false;

  constructor(readers: readonly CaptureReader[]) {
    this.readers = readers;
    this.descriptions = readers.map((reader) => reader.description);
    this.seconds = new Float64Array(readers.length).fill(-Infinity);
    this.nanoseconds = new Float64Array(readers.length);
    this.heap = new Int32Array(readers.length);
  }

  get description(): CaptureDescription {
    return combined(this.descriptions);
  }

  next(): ReadStatus {
    if (this.unread < this.readers.length && !this.readFirstPackets()) return ReadStatus.NeedMore;
    if (this.isRootGiven) {
      const capture = this.heap[0]!;
      const status = this.readers[capture]!.next();
      if (status === ReadStatus.NeedMore) return status;
      if (status === ReadStatus.Packet) this.noteTime(capture);
      else this.heap[0] = this.heap[--this.heapLength]!;
      this.siftDown();
      this.isRootGiven = false;
    }
    if (this.heapLength === 0) return ReadStatus.End;
    copyRecord(this.readers[this.heap[0]!]!.record, this.record);
    this.isRootGiven = true;
    return ReadStatus.Packet;
  }

  async fill(): Promise<void> {
    const capture = this.unread < this.readers.length ? this.unread : this.heap[0]!;
    await this.readers[capture]!.fill();
  }

  async close(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.close()));
  }

  /** False when one of them must be filled before it can give a packet. */
  private readFirstPackets(): boolean {
    for (; this.unread < this.readers.length; this.unread++) {
      const status = this.readers[this.unread]!.next();
      if (status === ReadStatus.NeedMore) return false;
      if (status === ReadStatus.Packet) {
        this.noteTime(this.unread);
        this.siftUp(this.unread);
      }
    }
    return true;
  }

  private noteTime(capture: number): void {
    const { seconds, nanoseconds } = this.readers[capture]!.record;
    if (Number.isNaN(seconds)) return;
    this.seconds[capture] = seconds;
    this.nanoseconds[capture] = nanoseconds;
  }

  private isBefore(one: number, other: number): boolean {
    const seconds = this.seconds[one]! - this.seconds[other]!;
    if (seconds !== 0 && !Number.isNaN(seconds)) return seconds < 0;
    const nanoseconds = this.nanoseconds[one]! - this.nanoseconds[other]!;
    return nanoseconds === 0 ? one < other : nanoseconds < 0;
  }

  private siftUp(capture: number): void {
    const { heap } = this;
    let place = this.heapLength++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(capture, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = capture;
  }

  private siftDown(): void {
    const { heap, heapLength } = this;
    const capture = heap[0]!;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heapLength) break;
      if (child + 1 < heapLength && this.isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!this.isBefore(heap[child]!, capture)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = capture;
  }
}

function copyRecord(from: PacketRecord, to: PacketRecord): void {
  to.view = from.view;
  to.bytes = from.bytes;
  to.offset = from.offset;
  to.capturedLength = from.capturedLength;
  to.originalLength = from.originalLength;
  to.seconds = from.seconds;
  to.nanoseconds = from.nanoseconds;
  to.linkType = from.linkType;
  to.interfaceIndex = from.interfaceIndex;
  to.capture = from.capture;
  to.packetInCapture = from.packetInCapture;
  to.fileOffset = from.fileOffset;
  to.comment = from.comment;
  to.printed = from.printed;
}

/** What can be said of all of them at once; null where one of them does not know. */
function combined(descriptions: readonly CaptureDescription[]): CaptureDescription {
  const known = (values: (number | null)[]) => values.filter((value) => value !== null);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const snaplens = known(descriptions.map(({ snaplen }) => snaplen));
  const drops = known(descriptions.map(({ dropped }) => dropped));
  const sizes = known(descriptions.map(({ bytes }) => bytes));
  return {
    path: descriptions.map(({ path }) => path).join(', '),
    format: [...new Set(descriptions.map(({ format }) => format))].join(', '),
    packets: sum(descriptions.map(({ packets }) => packets)),
    bytesRead: sum(descriptions.map(({ bytesRead }) => bytesRead)),
    bytes: sizes.length === descriptions.length ? sum(sizes) : null,
    linkTypes: [...new Set(descriptions.flatMap(({ linkTypes }) => linkTypes))],
    snaplen: snaplens.length > 0 ? Math.max(...snaplens) : null,
    dropped: drops.length > 0 ? sum(drops) : null,
    clock: descriptions.some(({ clock }) => clock === 'absolute') ? 'absolute' : 'none',
    warnings: descriptions.flatMap(({ path, warnings }) => warnings.map((warning) => `${path}: ${warning}`)),
  };
}
