import { difference, folded, sumOf } from './internet-sum.js';
import type { ChecksumSite, Stretch } from './packet-headers.js';

const ALL_ONES = 0xffff;

/**
 * Changes a checksum by what has changed of the bytes that it covers. What was wrong stays wrong by as much, what a sender
 * had left to its network card stays left, and bytes that were not captured, or stand in other fragments, need not be known.
 * @see RFC 1624
 */
export function repaired(site: ChecksumSite, before: Uint8Array, after: Uint8Array): void {
  const field = (before[site.field]! << 8) | before[site.field + 1]!;
  if (field === 0 && !isRightAsZero(site, before)) return;
  const pseudoBefore = addressSum(site, before);
  const pseudoAfter = addressSum(site, after);
  if (site.isTcp && isLeftToCard(site, field, pseudoBefore)) {
    put(site, after, folded(field + difference(pseudoBefore, pseudoAfter)));
    return;
  }
  const change = difference(
    folded(pseudoBefore + sumOf(before, site.from, site.to)),
    folded(pseudoAfter + sumOf(after, site.from, site.to)),
  );
  const checksum = ALL_ONES - folded(ALL_ONES - field + change);
  put(site, after, checksum === 0 && site.isOptional ? ALL_ONES : checksum);
}

/** A sum that comes out as zero, rather than a field that nobody filled in. */
function isRightAsZero(site: ChecksumSite, bytes: Uint8Array): boolean {
  if (site.isOptional) return false;
  const { pseudo } = site;
  if (pseudo !== null && site.to - site.from !== pseudo.length) return false;
  const rest = pseudo === null ? 0 : pseudo.protocol + folded(pseudo.length);
  return folded(addressSum(site, bytes) + rest + sumOf(bytes, site.from, site.to)) === ALL_ONES;
}

/** The field holds the pseudo-header's sum, with the length or without it, for the card to add the rest. */
function isLeftToCard({ pseudo }: ChecksumSite, field: number, addresses: number): boolean {
  const { protocol, length } = pseudo!;
  return field === folded(addresses + protocol) || field === folded(addresses + protocol + folded(length));
}

function addressSum({ pseudo }: ChecksumSite, bytes: Uint8Array): number {
  if (pseudo === null) return 0;
  const sum = ({ at, length }: Stretch) => sumOf(bytes, at, at + length);
  return folded(sum(pseudo.source) + sum(pseudo.destination));
}

function put({ field }: ChecksumSite, bytes: Uint8Array, value: number): void {
  bytes[field] = value >> 8;
  bytes[field + 1] = value & 0xff;
}
