import type { RecordOrigin } from '../capture/packet-record.js';

/** How a packet was captured: what it takes to decode its bytes again. */
export interface Link {
  readonly capture: number;
  readonly interfaceIndex: number;
  /** `PRINTED` where it was not captured but printed. */
  readonly linkType: number;
}

/** The link type of packets that have no bytes. */
export const PRINTED = -1;

/** The last place stands for all that have none of their own. */
const MAX_LINKS = 0xffff;

/** The combinations of capture, interface and link type that have come, as small numbers. */
export class Links {
  readonly list: Link[] = [];
  readonly #places = new Map<number, number>();
  #last = -1;

  placeOf(origin: Readonly<RecordOrigin>): number {
    const { capture, interfaceIndex } = origin;
    const linkType = origin.printed === null ? origin.linkType : PRINTED;
    const last = this.list[this.#last];
    if (last?.capture === capture && last.interfaceIndex === interfaceIndex && last.linkType === linkType)
      return this.#last;
    const key = (capture * 0x10000 + interfaceIndex) * 0x100000 + linkType + 1;
    let place = this.#places.get(key);
    if (place === undefined) {
      if (this.list.length >= MAX_LINKS) return MAX_LINKS;
      place = this.list.push({ capture, interfaceIndex, linkType }) - 1;
      this.#places.set(key, place);
    }
    this.#last = place;
    return place;
  }
}
