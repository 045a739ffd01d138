import { type AnalyzeOptions, analyze, type Timeline } from '../analyze.js';
import { TraceError } from '../errors.js';
import { keptText } from '../format/messages/en/kept.js';
import type { Sink } from '../sink.js';
import { busyPlaceOf, KeptFact } from './connection-chunk.js';
import type { KeptTables } from './kept-tables.js';
import { PRINTED } from './links.js';
import { PacketMark } from './packet-chunk.js';
import { ReplayReader, type ReplaySource } from './replay-reader.js';
import { placeOf } from './shared-chunks.js';

/** What a replay tells its sink of where it is. */
export interface ReplayPlace {
  /** The number that a connection has in the whole timeline: within the replay it is another one. */
  numberOf(view: { readonly connection: number }): number;
  /** Enough was seen: what is left is not read. */
  stop(): void;
}

/** How the captures can be read once more from the beginning; null where they cannot. */
export type OpenAgain = (() => Promise<Timeline>) | null;

/**
 * Tracks some of the connections again, from the bytes of their own packets: so everything can be told of them without
 * having been kept. Printed packets, and what came in fragments, want the whole capture to be read again.
 */
export class Replay {
  readonly #source: ReplaySource;
  readonly #options: AnalyzeOptions;
  readonly #openAgain: OpenAgain;
  /** Resolves when the captures have been read. */
  readonly #read: Promise<void>;
  /** Whether packets of a link can be read again, as far as one was tried. */
  readonly #readable = new Map<number, boolean>();

  constructor(source: ReplaySource, options: AnalyzeOptions, openAgain: OpenAgain, read: Promise<void>) {
    this.#source = source;
    this.#options = options;
    this.#openAgain = openAgain;
    this.#read = read;
  }

  get tables(): KeptTables {
    return this.#source.tables;
  }

  /**
   * @param endNs how late it had become: what time alone does is judged by it
   * @throws {TraceError} where neither bytes nor captures can be had
   */
  async run(numbers: readonly number[], endNs: number, sinkAt: (place: ReplayPlace) => Sink): Promise<void> {
    if (await this.#haveBytes(numbers)) return this.#replay(numbers, endNs, sinkAt);
    if (this.#openAgain === null) throw new TraceError('no-bytes', keptText.cannotReadAgain);
    await this.#read;
    await this.#readAgain(this.#openAgain, sinkAt);
  }

  async #replay(
    numbers: readonly number[],
    endNs: number,
    sinkAt: (place: ReplayPlace) => Sink,
  ): Promise<void> {
    const reader = new ReplayReader(this.#source, rowsOf(this.tables, numbers), endNs);
    const originals = new Map<number, number>();
    const sink = sinkAt({
      numberOf: ({ connection }) => originals.get(connection) ?? -1,
      stop: () => void reader.close(),
    });
    const { packets } = this.tables;
    const numbered: Sink = {
      ...sink,
      withoutLabels: sink.withoutLabels ?? sink.packet === undefined,
      packet: (view) => {
        if (!originals.has(view.connection))
          originals.set(view.connection, packets.of(reader.row).connection[placeOf(reader.row)]!);
        sink.packet?.(view);
      },
    };
    await analyze(reader, numbered, this.#options);
  }

  async #readAgain(openAgain: () => Promise<Timeline>, sinkAt: (place: ReplayPlace) => Sink): Promise<void> {
    const reader = await openAgain();
    const sink = sinkAt({ numberOf: ({ connection }) => connection, stop: () => void reader.close() });
    await analyze(reader, sink, this.#options);
  }

  async #haveBytes(numbers: readonly number[]): Promise<boolean> {
    for (const number of numbers) if (!(await this.#hasBytes(number))) return false;
    return true;
  }

  async #hasBytes(number: number): Promise<boolean> {
    const { connections, packets } = this.tables;
    const at = busyPlaceOf(number);
    const c = connections.of(number);
    if (c.facts[at]! & (KeptFact.Fragmented | KeptFact.PacketsMissing)) return false;
    let row = c.lastRow[at]! - 1;
    if (row < 0) return false;
    // The first one: of an input that cannot be read twice, the latest packets may not have been set aside.
    for (let former = row + 1; former !== 0; former = packets.of(row).former[placeOf(row)]!) row = former - 1;
    const p = packets.of(row);
    const link = p.link[placeOf(row)]!;
    this.#readable.set(link, this.#readable.get(link) ?? (await this.#isReadable(row)));
    return this.#readable.get(link)!;
  }

  /** A printed packet may have bytes, but none that can be read at its place. */
  async #isReadable(row: number): Promise<boolean> {
    const p = this.tables.packets.of(row);
    const at = placeOf(row);
    const link = this.#source.links[p.link[at]!];
    if (link === undefined || link.linkType === PRINTED) return false;
    const offset = p.offsetHigh[at]! * 0x1_0000_0000 + p.offsetLow[at]!;
    return (await this.#source.bytes.read(link.capture, offset)) !== null;
  }
}

/** The rows of the connections and of all others on their flows, which may have to do with each other; late ones are left out. */
export function rowsOf(tables: KeptTables, numbers: readonly number[]): Uint32Array {
  const { connections, packets } = tables;
  const lives = new Set<number>();
  for (const number of numbers) {
    if (lives.has(number)) continue;
    let first = number;
    for (let former = number + 1; former !== 0; former = connections.of(first).former[placeOf(first)]!)
      first = former - 1;
    for (let life = first + 1; life !== 0; life = connections.of(life - 1).later[placeOf(life - 1)]!)
      lives.add(life - 1);
  }
  const rows: number[] = [];
  for (const life of lives) {
    let row = connections.of(life).lastRow[busyPlaceOf(life)]!;
    for (; row !== 0; row = packets.of(row - 1).former[placeOf(row - 1)]!) {
      if (!(packets.of(row - 1).marks[placeOf(row - 1)]! & PacketMark.Late)) rows.push(row - 1);
    }
  }
  return Uint32Array.from(rows).sort();
}
