// Hot path: allocates nothing per packet.
import { TraceError, UsageError } from '../errors.js';
import { MAX_CAPTURES, MAX_WINDOW_BYTES } from '../limits.js';
import type { ByteSourceOptions } from './byte-source.js';
import { Duplicates } from './duplicates.js';
import { CaptureFormatError, CaptureUnreadableError } from './errors.js';
import { HostNames } from './host-names.js';
import { namesOf } from './input-paths.js';
import { type OpenCaptureOptions, openCapture } from './open-capture.js';
import { PacketBytes } from './packet-bytes.js';
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
  /** Sentences on what was left out of the timeline. */
  readonly remarks: readonly string[];
  /** The names given to addresses, by the captures and by whoever opened them. */
  readonly names: HostNames;
  /** Reads packets again, when `spool` asked for it; whoever asked closes it. */
  readonly packetBytes: PacketBytes | null;
}

export interface OpenCapturesOptions extends Omit<OpenCaptureOptions, 'captureIndex'> {
  /** Paths that are passed over where they turn out to be no captures: they only stood in a folder that was named. */
  fromFolders?: ReadonlySet<string>;
}

/**
 * Opens captures as one timeline: the earliest packet first, among equals that of the first path. A packet without a
 * time follows the one before it in its capture. A packet that stands in several captures is given once. A single capture is read as
 * it is, in file order. Of several, those that cannot be opened are left out, with a remark.
 * @throws as `openCapture`, for the first path, when none can be opened.
 */
export async function openCaptures(
  paths: readonly string[],
  options: OpenCapturesOptions = {},
): Promise<TimelineReader> {
  if (paths.length > MAX_CAPTURES) {
    throw new UsageError(
      `${paths.length} captures are too many for one timeline: at most ${MAX_CAPTURES} can be read`,
    );
  }
  if (paths.filter((path) => path === '-').length > 1) {
    throw new UsageError('standard input (-) is given more than once: it can be read only once');
  }
  const names = options.names ?? new HostNames();
  const { readers, remarks } = await openAll(paths, { ...options, names });
  const packetBytes = options.spool ? await packetBytesOf(readers) : null;
  const [only] = readers;
  if (readers.length === 1) {
    return Object.assign(only!, { descriptions: [only!.description], remarks, packetBytes, names });
  }
  return new MergedReader(readers, { remarks, packetBytes, names });
}

async function openAll(
  paths: readonly string[],
  { fromFolders, ...options }: OpenCapturesOptions,
): Promise<{ readers: CaptureReader[]; remarks: string[] }> {
  const readers: CaptureReader[] = [];
  const remarks: string[] = [];
  const passedOver: string[] = [];
  let failure: unknown = new CaptureUnreadableError('no capture', new Error('none was given'));
  try {
    for (const path of paths) {
      try {
        const captureIndex = readers.length;
        readers.push(await openCapture(path, { ...sharing(paths.length), ...options, captureIndex }));
      } catch (error) {
        if (!(error instanceof TraceError)) throw error;
        if (readers.length === 0 && remarks.length + passedOver.length === 0) failure = error;
        if (error instanceof CaptureFormatError && fromFolders?.has(path)) passedOver.push(path);
        else remarks.push(`${error.message}; it was left out`);
      }
    }
    if (readers.length === 0) throw failure;
  } catch (error) {
    await Promise.all(readers.map((reader) => reader.close()));
    throw error;
  }
  if (passedOver.length > 0) remarks.push(`no captures, and so passed over: ${namesOf(passedOver)}`);
  return { readers, remarks };
}

async function packetBytesOf(readers: readonly CaptureReader[]): Promise<PacketBytes> {
  return new PacketBytes(
    await Promise.all(readers.map(async (reader) => (await reader.keepBytes?.()) ?? null)),
  );
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
  readonly remarks: readonly string[];
  readonly packetBytes: PacketBytes | null;
  readonly names: HostNames;
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
  private readonly duplicates = new Duplicates();
  /** Packets of each capture that were left out because another one had given them. */
  private readonly leftOut: Uint32Array;
  private ended = false;

  constructor(
    readers: readonly CaptureReader[],
    { remarks, packetBytes, names }: Pick<TimelineReader, 'remarks' | 'packetBytes' | 'names'>,
  ) {
    this.readers = readers;
    this.remarks = remarks;
    this.packetBytes = packetBytes;
    this.names = names;
    this.leftOut = new Uint32Array(readers.length);
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
    for (;;) {
      if (this.isRootGiven) {
        const capture = this.heap[0]!;
        const status = this.readers[capture]!.next();
        if (status === ReadStatus.NeedMore) return status;
        if (status === ReadStatus.Packet) this.noteTime(capture);
        else this.heap[0] = this.heap[--this.heapLength]!;
        this.siftDown();
        this.isRootGiven = false;
      }
      if (this.heapLength === 0) return this.end();
      const capture = this.heap[0]!;
      const { record } = this;
      copyRecord(this.readers[capture]!.record, record);
      this.isRootGiven = true;
      if (!this.mayBeDouble(capture) || !this.duplicates.has(record)) return ReadStatus.Packet;
      this.leftOut[capture]!++;
    }
  }

  async fill(): Promise<void> {
    const capture = this.unread < this.readers.length ? this.unread : this.heap[0]!;
    await this.readers[capture]!.fill();
  }

  async close(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.close()));
  }

  /** Only packets of one moment can be the same: most are alone at theirs, and need no closer look. */
  private mayBeDouble(capture: number): boolean {
    const { record } = this;
    if (record.capturedLength === 0 || record.printed !== null || Number.isNaN(record.seconds)) return false;
    if (this.duplicates.isAt(record.seconds, record.nanoseconds)) return true;
    for (let child = 1; child <= 2 && child < this.heapLength; child++) {
      const other = this.heap[child]!;
      if (this.seconds[other] !== this.seconds[capture]) continue;
      if (this.nanoseconds[other] === this.nanoseconds[capture]) return true;
    }
    return false;
  }

  private end(): ReadStatus {
    for (let capture = 0; capture < this.leftOut.length && !this.ended; capture++) {
      const count = this.leftOut[capture]!;
      if (count > 0) this.descriptions[capture]!.warnings.push(duplicateSentence(count));
    }
    this.ended = true;
    return ReadStatus.End;
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

function duplicateSentence(count: number): string {
  return count === 1
    ? 'One of its packets stands in another capture too (same time, same bytes): it was counted once.'
    : `${count} of its packets stand in other captures too (same time, same bytes): they were counted once.`;
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
    interfaces: descriptions.flatMap(({ interfaces }) => interfaces),
    comments: descriptions.flatMap(({ comments }) => comments),
    warnings: descriptions.flatMap(({ path, warnings }) => warnings.map((warning) => `${path}: ${warning}`)),
  };
}
