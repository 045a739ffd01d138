import { MAX_HOST_NAMES } from '../limits.js';

/**
 * Names of addresses, as captures and people give them. An address is its four words in network order, IPv4 in the last.
 * The first name of an address stays: what a person states comes before what a capture says.
 */
export class HostNames {
  readonly #names = new Map<string, string>();
  #isFull = false;

  /** Some names were not kept. */
  get isFull(): boolean {
    return this.#isFull;
  }

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  add(family: number, w0: number, w1: number, w2: number, w3: number, name: string): void {
    const address = key(family, w0, w1, w2, w3);
    if (name === '' || this.#names.has(address)) return;
    if (this.#names.size >= MAX_HOST_NAMES) this.#isFull = true;
    else this.#names.set(address, name);
  }

  of(family: number, w0: number, w1: number, w2: number, w3: number): string | null {
    if (this.#names.size === 0) return null;
    return this.#names.get(key(family, w0, w1, w2, w3)) ?? null;
  }
}

/** A mapped IPv6 address is the IPv4 address in it. */
function key(family: number, w0: number, w1: number, w2: number, w3: number): string {
  const isIpv4 = family === 4 || (family === 6 && w0 === 0 && w1 === 0 && w2 === 0xffff);
  return isIpv4 ? String(w3 | 0) : `${w0 | 0} ${w1 | 0} ${w2 | 0} ${w3 | 0} ${family}`;
}
