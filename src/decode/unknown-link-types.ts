import { type LinkType, NOT_A_LINK_TYPE } from '../capture/link-type.js';
import { MAX_UNKNOWN_LINK_TYPES } from '../limits.js';

/** Packets of link types that are not read, by capture and link type. Those beyond the bound are counted as of none. */
export class UnknownLinkTypes {
  readonly #captures = new Map<number, Map<LinkType, number>>();

  count(capture: number, linkType: LinkType): void {
    const counts = this.#captures.get(capture) ?? new Map<LinkType, number>();
    this.#captures.set(capture, counts);
    const isTold = counts.has(linkType) || counts.size < MAX_UNKNOWN_LINK_TYPES;
    const key = isTold ? linkType : NOT_A_LINK_TYPE;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  /** Of one capture, in order of appearance; `NOT_A_LINK_TYPE` stands for those not told apart. */
  of(capture: number): ReadonlyMap<LinkType, number> {
    return this.#captures.get(capture) ?? new Map();
  }
}
