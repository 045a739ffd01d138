// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { peerOf } from '../flow/direction.js';
import type { EndpointColumns } from './endpoint-columns.js';

/** Places for packets of all connections together, 24 bytes each: they fit the processor's cache. A power of two. */
const PLACES_BITS = 13;
/** 32-bit words of a place: hash, sequence number, TTL, a spare one; then the time, a double. */
const WORDS = 6;

/** How long a packet may wait in a router between two interfaces, or in a mirror port's queue. */
const SAME_ID_NS = 5e7;
/** Without an IP id copies that took no hop are told from repeats only by following at once: no loss is noticed and mended so fast. */
const AT_ONCE_NS = 1e5;
/** Routers that a packet may pass between the two points at which it was captured. */
const MAX_HOPS = 4;

/**
 * The packets that passed by last, as hashes of their headers, each kept until another takes its place: enough to tell a packet
 * that the capture holds twice (a mirror port that copies both ways, all interfaces of a router, two captures merged)
 * from one that was sent twice. What is sent again has another IP id; where there is none (IPv6, some of IPv4), it has another timestamp,
 * and a copy that was forwarded in between has a lower TTL.
 */
export class CaptureCopies {
  readonly #words: Int32Array;
  readonly #times: Float64Array;
  /** TTL of the original that the latest copy was of. */
  originalTtl = 0;

  constructor() {
    const buffer = new ArrayBuffer((WORDS * 4) << PLACES_BITS);
    this.#words = new Int32Array(buffer);
    this.#times = new Float64Array(buffer);
  }

  /** True when the segment of endpoint `e` is a copy of one before it; else it is remembered. */
  holds(ends: EndpointColumns, e: number, s: Segment): boolean {
    const words = this.#words;
    const times = this.#times;
    const hash = hashOf(e, s);
    const at = (hash >>> (32 - PLACES_BITS)) * WORDS;
    const ns = s.timeNs - times[(at >> 1) + 2]!;
    if (words[at] === hash && words[at + 1] === s.seq && ns >= 0 && ns <= SAME_ID_NS) {
      this.originalTtl = words[at + 2]!;
      if (isCopy(ends, e, s, ns, this.originalTtl - s.ttl)) return true;
    }
    words[at] = hash;
    words[at + 1] = s.seq;
    words[at + 2] = s.ttl;
    times[(at >> 1) + 2] = s.timeNs;
    return false;
  }
}

function isCopy(ends: EndpointColumns, e: number, s: Segment, ns: number, hops: number): boolean {
  if (hops < 0 || hops > MAX_HOPS) return false;
  if (s.ipId > 0) return true;
  if (!(s.optionBits & OptionBit.Timestamps)) return false;
  if (hops > 0) return true;
  if (ns > AT_ONCE_NS) return false;
  // Duplicate ACKs may be alike to the last bit, but for the SACK blocks that tell what each is for.
  const isPureAck = s.payloadLength === 0 && (s.flags & NOT_BARE) === 0;
  return !isPureAck || (ends.offered[e]! & ends.offered[peerOf(e)]! & OptionBit.SackPermitted) !== 0;
}

const NOT_BARE = TcpFlag.Syn | TcpFlag.Fin | TcpFlag.Rst;

/** Over all that a copy has in common with its original; a hash is never 0, so that a fresh place matches none. */
function hashOf(e: number, s: Segment): number {
  let hash = Math.imul(e, 0x9e3779b1) ^ s.seq;
  hash = mixed(hash ^ s.ack);
  hash = mixed(hash ^ ((s.flags << 16) | s.window));
  hash = mixed(hash ^ s.payloadLength ^ (s.ipId << 16));
  if (s.payloadSum >= 0) hash = mixed(hash ^ s.payloadSum);
  if (s.optionBits & OptionBit.Timestamps) hash = mixed(mixed(hash ^ s.tsVal) ^ s.tsEcr);
  if (s.sackCount > 0) hash = mixed(mixed(hash ^ s.sackLeft0) ^ s.sackRight0);
  return hash | 1;
}

function mixed(hash: number): number {
  const product = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return product ^ (product >>> 13);
}
