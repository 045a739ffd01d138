import { displayWidth } from '../../format/display-width.js';
import { escapeTerminal } from '../../format/escape.js';
import type { Side } from '../../rows.js';
import type { Payload, PayloadChunk } from '../model.js';

/** One row of what both sides said. */
export type FollowRow =
  | { readonly kind: 'head'; readonly side: Side; readonly packet: number; readonly timeNs: number }
  | { readonly kind: 'missing'; readonly bytes: number }
  | { readonly kind: 'text'; readonly side: Side; readonly text: string };

export interface FollowView {
  readonly mode: 'text' | 'hex';
  readonly side: 'both' | Side;
  readonly width: number;
}

/** Chunks whose rows are kept: more than a screen shows at once, as a rule. */
const KEPT_CHUNKS = 64;
/** Sixteen bytes a row take 76 cells; narrower panes show eight. */
const WIDE_HEX = 76;

/** The payload of a connection as rows of a given width. Rows are made when they are asked for. */
export class FollowRows {
  readonly count: number;
  readonly #chunks: readonly PayloadChunk[];
  readonly #view: FollowView;
  /** The first row of each chunk. */
  readonly #starts: Float64Array;
  readonly #made = new Map<number, readonly FollowRow[]>();

  constructor(payload: Payload, view: FollowView) {
    this.#view = view;
    this.#chunks = payload.chunks.filter(({ side }) => view.side === 'both' || side === view.side);
    this.#starts = new Float64Array(this.#chunks.length + 1);
    for (let i = 0; i < this.#chunks.length; i++) {
      const rows = view.mode === 'hex' ? this.#hexCount(i) : this.#rowsOf(i).length;
      this.#starts[i + 1] = this.#starts[i]! + rows;
    }
    this.count = this.#starts[this.#chunks.length]!;
  }

  at(position: number): FollowRow {
    const chunk = this.#chunkAt(position);
    return this.#rowsOf(chunk)[position - this.#starts[chunk]!]!;
  }

  /** The next row that holds the text, case aside; -1 for none. */
  find(text: string, position: number, step: 1 | -1): number {
    const wanted = text.toLowerCase();
    for (let at = position + step; at >= 0 && at < this.count; at += step) {
      const row = this.at(at);
      if (row.kind === 'text' && row.text.toLowerCase().includes(wanted)) return at;
    }
    return -1;
  }

  #chunkAt(position: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #rowsOf(index: number): readonly FollowRow[] {
    const known = this.#made.get(index);
    if (known !== undefined) return known;
    const chunk = this.#chunks[index]!;
    const texts =
      this.#view.mode === 'hex'
        ? hexDump(chunk.bytes, this.#view.width)
        : textLines(chunk.bytes, this.#view.width);
    const rows: FollowRow[] = [
      ...(chunk.missingBefore > 0 ? [{ kind: 'missing' as const, bytes: chunk.missingBefore }] : []),
      ...(this.#hasHead(index)
        ? [{ kind: 'head' as const, side: chunk.side, packet: chunk.packet, timeNs: chunk.timeNs }]
        : []),
      ...texts.map((text) => ({ kind: 'text' as const, side: chunk.side, text })),
    ];
    if (this.#made.size >= KEPT_CHUNKS) this.#made.delete(this.#made.keys().next().value!);
    this.#made.set(index, rows);
    return rows;
  }

  #hexCount(index: number): number {
    const { bytes, missingBefore } = this.#chunks[index]!;
    return (
      Math.ceil(bytes.length / hexBytes(this.#view.width)) +
      (missingBefore > 0 ? 1 : 0) +
      (this.#hasHead(index) ? 1 : 0)
    );
  }

  /** Who speaks is said where the speaker changes. */
  #hasHead(index: number): boolean {
    return index === 0 || this.#chunks[index]!.side !== this.#chunks[index - 1]!.side;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text, harmless, in rows of at most `width` cells. What is no UTF-8 is no text: of it only ASCII is shown. */
export function textLines(bytes: Uint8Array, width: number): string[] {
  const lines = decoded(bytes).replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
  return lines.flatMap((text) => wrapCells(escapeTerminal(text.replaceAll('\t', '    ')), width));
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[^\n\r\t\x20-\x7e]/g, '.');
  }
}

/** Megabytes in one line are possible: characters are measured one by one, each once. */
function wrapCells(text: string, width: number): string[] {
  if (text.length <= width && displayWidth(text) <= width) return [text];
  const rows: string[] = [];
  let start = 0;
  let used = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const cells = cellsOf(code);
    if (used + cells > width && at > start) {
      rows.push(text.slice(start, at));
      start = at;
      used = 0;
    }
    used += cells;
    at += code > 0xffff ? 2 : 1;
  }
  rows.push(text.slice(start));
  return rows;
}

const knownCells = new Map<number, number>();

function cellsOf(code: number): number {
  if (code < 0x7f) return 1;
  let cells = knownCells.get(code);
  if (cells === undefined) {
    cells = displayWidth(String.fromCodePoint(code));
    knownCells.set(code, cells);
  }
  return cells;
}

/** As `hexdump -C` prints it: offset, sixteen bytes (or eight), their characters. */
export function hexDump(bytes: Uint8Array, width: number): string[] {
  const perRow = hexBytes(width);
  const hexWidth = perRow * 3 + (perRow > 8 ? 0 : -1);
  return Array.from({ length: Math.ceil(bytes.length / perRow) }, (_, row) => {
    const part = bytes.subarray(row * perRow, (row + 1) * perRow);
    const hex = Array.from(part, (byte) => byte.toString(16).padStart(2, '0'));
    const halves = [hex.slice(0, 8), hex.slice(8)]
      .map((half) => half.join(' '))
      .join('  ')
      .trimEnd();
    const shown = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
    return `${(row * perRow).toString(16).padStart(6, '0')}  ${halves.padEnd(hexWidth)}  ${shown.join('')}`;
  });
}

function hexBytes(width: number): number {
  return width >= WIDE_HEX ? 16 : 8;
}
