import { COMMENT_TAG, SIMPLE_PACKET_TAG } from './comment-tag.js';
import { remarkText } from './comments.js';
import type { Remark, RemarkCursor } from './remarks.js';

/** Most comments are one of a few hundred: state changes, and nothing else. */
const KEPT_COMMENTS = 4096;

/** Gives the comments of packets as bytes, as they are asked for in rising order. */
export class CommentBytes {
  readonly #cursor: RemarkCursor;
  readonly #kept = new Map<string, Uint8Array>();
  #remark: Remark | null = null;

  constructor(cursor: RemarkCursor) {
    this.#cursor = cursor;
  }

  /** The next packet with a comment. */
  get nextPacket(): number {
    return this.#cursor.nextPacket;
  }

  /** The comment on this packet; null where there is none. It stays as it is. */
  take(packet: number): Uint8Array | null {
    this.#remark = this.#cursor.take(packet);
    return this.#remark === null ? null : this.#bytesOf(this.#remark);
  }

  /** The comment taken last, as it must begin on what was a simple packet. */
  forSimplePacket(): Uint8Array {
    return Buffer.from(SIMPLE_PACKET_TAG + remarkText(this.#remark!));
  }

  #bytesOf(remark: Remark): Uint8Array | null {
    const key = keyOf(remark);
    const known = key === '' ? undefined : this.#kept.get(key);
    if (known !== undefined) return known;
    const text = remarkText(remark);
    if (text === '') return null;
    const bytes = Buffer.from(COMMENT_TAG + text);
    if (key !== '' && this.#kept.size < KEPT_COMMENTS) this.#kept.set(key, bytes);
    return bytes;
  }
}

/** Equal for remarks of equal words; empty for those that are unlikely to have any like them. */
function keyOf({ changes, notes, codes, sentences, ownNotes }: Remark): string {
  if (sentences.length > 0 || ownNotes.length > 0) return '';
  let key = `${notes}`;
  for (const { side, from, to } of changes) key += `,${side}${from}${to}`;
  for (const code of codes) key += `,${code}`;
  return key;
}
