import { type FileHandle, open } from 'node:fs/promises';
import { MAX_STATED_PACKET_BYTES } from '../limits.js';
import { unreadableReason } from './errors.js';
import type { Spool } from './spool.js';

/** Enough of a record to tell where its packet's bytes are, in every format. */
export const RECORD_HEAD_BYTES = 32;

/** Where the bytes of a packet stand, counted from its record's first byte. */
export interface PacketExtent {
  offset: number;
  length: number;
}

/** Something that can be read at any place: the capture itself, or what was kept of it. */
export interface RandomBytes {
  /** Puts what stands at `position` into `target` and returns how much of it there is. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** Why bytes may be missing, as a sentence's end; null when nothing is. */
  readonly refusal: string | null;
  close(): Promise<void>;
}

/** One capture of a timeline whose packets are to be read again. */
export interface KeptCapture {
  readonly path: string;
  readonly bytes: RandomBytes;
  /** What the format says of the record that begins with these bytes; null where no packet does. */
  extentOf(head: DataView): PacketExtent | null;
}

/** Reads packets again, by the place of their record: `PacketRecord.capture` and `fileOffset`. It outlives the reader. */
export class PacketBytes {
  readonly #captures: readonly (KeptCapture | null)[];

  constructor(captures: readonly (KeptCapture | null)[]) {
    this.#captures = captures;
  }

  /** The captured bytes of a packet, a copy; null where they are unavailable. */
  async read(capture: number, fileOffset: number): Promise<Uint8Array | null> {
    const kept = this.#captures[capture];
    if (kept == null || !(fileOffset >= 0)) return null;
    const head = await readAt(kept.bytes, fileOffset, RECORD_HEAD_BYTES);
    const extent = kept.extentOf(new DataView(head.buffer, 0, head.length));
    if (extent === null || extent.length > MAX_STATED_PACKET_BYTES) return null;
    const bytes = await readAt(kept.bytes, fileOffset + extent.offset, extent.length);
    return bytes.length === extent.length ? bytes : null;
  }

  /** For reading many packets in the order in which they were captured. */
  inOrder(): PacketsInOrder {
    return new PacketsInOrder(this.#captures);
  }

  /** What was kept of each capture, by its path, for reading all of it again. */
  byPath(): ReadonlyMap<string, RandomBytes> {
    return new Map(this.#captures.flatMap((kept) => (kept === null ? [] : [[kept.path, kept.bytes]])));
  }

  /** Why packet bytes are unavailable, wholly or in part: a sentence for each capture that this is true of. */
  refusals(): string[] {
    return this.#captures.flatMap((kept) =>
      kept === null || kept.bytes.refusal === null
        ? []
        : [`${kept.path}: packet bytes are unavailable: ${kept.bytes.refusal}`],
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#captures.map((kept) => kept?.bytes.close()));
  }
}

/** What is read at once where many packets are wanted. */
const WINDOW_BYTES = 64 * 1024;

/** A stretch of one capture that has been read. */
interface ReadWindow {
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** Reads packets one after the other; what lies side by side in a capture is read at once. */
export class PacketsInOrder {
  readonly #captures: readonly (KeptCapture | null)[];
  readonly #windows: (ReadWindow | undefined)[] = [];

  constructor(captures: readonly (KeptCapture | null)[]) {
    this.#captures = captures;
  }

  /** The captured bytes of a packet, where they are at hand; null: `fetch` them. They stay until the capture's next `fetch`. */
  at(capture: number, fileOffset: number): Uint8Array | null {
    const window = this.#windows[capture];
    if (window === undefined || !(fileOffset >= window.from)) return null;
    const at = fileOffset - window.from;
    const head = window.bytes.subarray(at, at + RECORD_HEAD_BYTES);
    const extent = this.#extentOf(capture, head);
    if (extent === null || at + extent.offset + extent.length > window.bytes.length) return null;
    return window.bytes.subarray(at + extent.offset, at + extent.offset + extent.length);
  }

  /** False where the packet's bytes cannot be had. */
  async fetch(capture: number, fileOffset: number): Promise<boolean> {
    const kept = this.#captures[capture];
    if (kept == null || !(fileOffset >= 0)) return false;
    let bytes = await readAt(kept.bytes, fileOffset, WINDOW_BYTES);
    const extent = this.#extentOf(capture, bytes.subarray(0, RECORD_HEAD_BYTES));
    if (extent === null || extent.length > MAX_STATED_PACKET_BYTES) return false;
    const wanted = extent.offset + extent.length;
    if (bytes.length < wanted) bytes = await readAt(kept.bytes, fileOffset, wanted);
    this.#windows[capture] = { from: fileOffset, bytes };
    return bytes.length >= wanted;
  }

  #extentOf(capture: number, head: Uint8Array): PacketExtent | null {
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    return this.#captures[capture]?.extentOf(view) ?? null;
  }
}

/** An ordinary file, opened for itself: the reader closes its own handle when it is done. */
export class FileBytes implements RandomBytes {
  refusal: string | null = null;
  #handle: FileHandle | null = null;

  static async open(path: string): Promise<FileBytes> {
    const file = new FileBytes();
    try {
      file.#handle = await open(path, 'r');
    } catch (error) {
      file.refusal = unreadableReason(error);
    }
    return file;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    if (this.#handle === null) return 0;
    try {
      return (await this.#handle.read(target, 0, target.length, position)).bytesRead;
    } catch (error) {
      this.refusal = unreadableReason(error);
      return 0;
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }
}

/** What can be read again of an input: what was spooled of it, else the file itself. */
export async function randomBytesOf(path: string, spool: Spool | null): Promise<RandomBytes> {
  return spool ?? FileBytes.open(path);
}

/** Fewer bytes where fewer are there. */
async function readAt(from: RandomBytes, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let have = 0;
  while (have < length) {
    const arrived = await from.read(bytes.subarray(have), position + have);
    if (arrived === 0) break;
    have += arrived;
  }
  return bytes.subarray(0, have);
}
