// Hot path: allocates nothing per packet, as long as addresses come again.

const PLACES = 1 << 12;
/** Longer words come too seldom to be kept. */
const LONGEST_KEPT = 64;

/** Words of a text as strings: one that was seen before is given again, not made anew. */
export class SeenText {
  readonly #kept: string[] = new Array(PLACES).fill('');

  take(bytes: Uint8Array, from: number, to: number): string {
    let hash = to - from;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const place = (hash ^ (hash >>> 12)) & (PLACES - 1);
    const kept = this.#kept[place]!;
    if (isThere(kept, bytes, from, to)) return kept;
    const made = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
    if (to - from <= LONGEST_KEPT) this.#kept[place] = made;
    return made;
  }
}

function isThere(word: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
