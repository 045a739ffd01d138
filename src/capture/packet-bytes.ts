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
