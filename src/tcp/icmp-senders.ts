import { formatAddress } from '../decode/ip/address.js';
import type { Segment } from '../decode/segment.js';

/** The addresses of those who sent ICMP errors, each once: as many as a 16-bit column can point to. */
export class IcmpSenders {
  /** By place; the first stands for those that found no room. */
  readonly addresses: string[] = [''];
  readonly #places = new Map<string, number>();

  placeOf(s: Segment): number {
    const address = formatAddress(s.icmpFamily, s.icmpSrc0, s.icmpSrc1, s.icmpSrc2, s.icmpSrc3);
    let place = this.#places.get(address);
    if (place === undefined) {
      if (this.addresses.length > 0xffff) return 0;
      place = this.addresses.push(address) - 1;
      this.#places.set(address, place);
    }
    return place;
  }
}
