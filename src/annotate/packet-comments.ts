import { Comment } from './comment.js';
import { COMMENT_TAG, SIMPLE_PACKET_TAG } from './comment-tag.js';
import { remarkText } from './comments.js';
import { type RemarkCursor, saysOwnWords } from './remarks.js';

/** Most comments are one of a few hundred: state changes, and nothing else. */
const KEPT_COMMENTS = 4096;

/** Gives the comments of packets, as they are asked for in rising order. */
export class PacketComments {
  readonly #cursor: RemarkCursor;
  readonly #kept = new SaidBefore();
  #places = 0;

  constructor(cursor: RemarkCursor) {
    this.#cursor = cursor;
  }

  /** The next packet with a comment. */
  get nextPacket(): number {
    return this.#cursor.nextPacket;
  }

  /** The comment on this packet; null where there is none. */
  take(packet: number): Comment | null {
    if (this.#cursor.seek(packet) === 0) return null;
    const place = this.#placeOf();
    if (place === null) return this.#made();
    if (place.comment === undefined) place.comment = this.#made();
    return place.comment;
  }

  /** The comment taken last, as it must begin on what was a simple packet. */
  forSimplePacket(): Comment {
    return new Comment(SIMPLE_PACKET_TAG + remarkText(this.#cursor.remark()));
  }

  #made(): Comment | null {
    const text = remarkText(this.#cursor.remark());
    return text === '' ? null : new Comment(COMMENT_TAG + text);
  }

  /** Where a comment of the same entries is kept; null for one that is unlikely to have any like it, or where too many are. */
  #placeOf(): SaidBefore | null {
    const cursor = this.#cursor;
    let place = this.#kept;
    for (let i = 0; i < cursor.count; i++) {
      const entry = cursor.entry(i);
      if (saysOwnWords(entry)) return null;
      let next = place.next.get(entry);
      if (next === undefined) {
        if (this.#places === KEPT_COMMENTS) return null;
        this.#places++;
        next = new SaidBefore();
        place.next.set(entry, next);
      }
      place = next;
    }
    return place;
  }
}

/** A tree of comments: each step from its root is one more thing that is said of a packet. */
class SaidBefore {
  /** Null where these entries have no words; undefined as long as no packet has had just them. */
  comment: Comment | null | undefined = undefined;
  readonly next = new Map<number, SaidBefore>();
}
