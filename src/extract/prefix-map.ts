import { createCipheriv } from 'node:crypto';
import { MAX_MAPPED_ADDRESSES } from '../limits.js';

const BLOCK = 16;

/** The first so many bits of an address that are left alone, and with them all that leads there. */
export interface KeptPrefix {
  bytes: readonly number[];
  bits: number;
}

/**
 * Maps addresses one to one, so that two that share their first n bits share just n afterwards (Crypto-PAn). Whether a bit is
 * turned over hangs on the bits before it and the key. The bits that lead to a kept prefix are not turned: what was
 * private, loopback or multicast stays so, and nothing else becomes it.
 * @see Xu, Fan, Ammar, Moon: Prefix-Preserving IP Address Anonymization (ICNP 2002)
 */
export class PrefixMap {
  readonly #length: number;
  readonly #kept: readonly KeptPrefix[];
  readonly #pad: Uint8Array;
  readonly #encrypt: (blocks: Uint8Array) => Uint8Array;
  /** All prefixes of one address, from the shortest, each filled up from the pad. */
  readonly #blocks: Uint8Array;
  readonly #known = new Map<string, Uint8Array>();

  /** @param key 32 bytes: half of them for the cipher, half for the pad. */
  constructor(length: 4 | 16, key: Uint8Array, kept: readonly KeptPrefix[]) {
    this.#length = length;
    this.#kept = kept;
    const cipher = createCipheriv('aes-128-ecb', key.subarray(0, BLOCK), null).setAutoPadding(false);
    this.#encrypt = (blocks) => cipher.update(blocks);
    this.#pad = this.#encrypt(key.subarray(BLOCK, 2 * BLOCK));
    this.#blocks = new Uint8Array(8 * length * BLOCK);
  }

  /** The bytes are the map's own. */
  map(address: Uint8Array): Uint8Array {
    const key = String.fromCharCode(...address);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const mapped = this.#work(address);
    // What was forgotten comes out the same again.
    if (this.#known.size >= MAX_MAPPED_ADDRESSES) this.#known.clear();
    this.#known.set(key, mapped);
    return mapped;
  }

  #work(address: Uint8Array): Uint8Array {
    const bits = 8 * this.#length;
    const block = Uint8Array.from(this.#pad);
    for (let bit = 0; bit < bits; bit++) {
      this.#blocks.set(block, bit * BLOCK);
      const mask = 0x80 >> (bit & 7);
      const at = bit >> 3;
      block[at] = (block[at]! & ~mask) | (address[at]! & mask);
    }
    const turned = this.#encrypt(this.#blocks);
    const mapped = Uint8Array.from(address);
    for (let bit = this.#keptBits(address); bit < bits; bit++) {
      mapped[bit >> 3]! ^= (turned[bit * BLOCK]! & 0x80) >> (bit & 7);
    }
    return mapped;
  }

  /** Bits that are decided while the address may still lie under a kept prefix. */
  #keptBits(address: Uint8Array): number {
    let most = 0;
    for (const { bytes, bits } of this.#kept) {
      let common = 0;
      while (common < bits && bitAt(bytes, common) === bitAt(address, common)) common++;
      most = Math.max(most, Math.min(bits, common + 1));
    }
    return most;
  }
}

function bitAt(bytes: ArrayLike<number>, bit: number): number {
  return (bytes[bit >> 3]! >> (7 - (bit & 7))) & 1;
}
