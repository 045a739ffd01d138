import {
  FRAGMENT_WAIT_SECONDS,
  MAX_FRAGMENTS_PER_DATAGRAM,
  MAX_WAITING_DATAGRAMS,
  MAX_WAITING_FRAGMENT_BYTES,
} from '../../limits.js';
import type { Cursor, Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import type { Segment } from '../segment.js';
import { stepOfIpProtocol } from './protocol.js';

/** What keeping a fragment costs besides its bytes, about. */
const PIECE_COST = 256;
/** No IP datagram is longer; fragments beyond are an attack ("ping of death"). */
const MAX_DATAGRAM = 65535;
const MAX_AGE_NS = FRAGMENT_WAIT_SECONDS * 1e9;

interface Piece {
  offset: number;
  bytes: Uint8Array;
  packetNumber: number;
}

interface Datagram {
  startNs: number;
  /** In order of offset, and among equals of arrival. */
  pieces: Piece[];
  heldBytes: number;
  /** Known once the last fragment came, else -1. */
  length: number;
  /** The protocol that the first fragment names: in IPv6 that of later ones may differ (RFC 8200 §4.5). */
  protocol: number;
}

/**
 * Puts IP datagrams together again. The fragment that completes a datagram carries on the walk, in bytes of this object
 * which the next datagram overwrites. Where fragments overlap, the one that begins first wins, as in Wireshark.
 */
export class Fragments {
  /** Datagrams given up because too many, or too many bytes, were waiting. */
  evicted = 0;
  /** The packets whose fragments made up the datagram put together last, in the order of their offsets. */
  packets: readonly number[] = [];

  // Insertion order is order of age.
  #waiting = new Map<string, Datagram>();
  #cost = 0;
  #bytes = new Uint8Array(MAX_DATAGRAM);
  #view = new DataView(this.#bytes.buffer);

  /** Takes the fragment at the cursor. */
  take(cursor: Cursor, segment: Segment): Step {
    // Cut by the snapshot length: nothing to put together, but the first fragment may show the TCP header.
    if (cursor.end < cursor.wireEnd) {
      return cursor.fragmentOffset === 0 ? stepOfIpProtocol(cursor, cursor.protocol) : DecodeStatus.Fragment;
    }
    const offset = cursor.fragmentOffset;
    const length = cursor.end - cursor.offset;
    if (length <= 0 || offset + length > MAX_DATAGRAM) return DecodeStatus.Fragment;

    const key = keyOf(cursor, segment);
    const datagram = this.#find(key, segment.timeNs);
    if (!cursor.hasMoreFragments && datagram.length < 0) datagram.length = offset + length;
    if (offset === 0) datagram.protocol = cursor.protocol;
    const bytes = new Uint8Array(cursor.bytes.subarray(cursor.offset, cursor.end));
    insert(datagram, { offset, bytes, packetNumber: segment.packetNumber });
    datagram.heldBytes += length;
    this.#cost += length + PIECE_COST;

    if (!isWhole(datagram)) {
      if (datagram.pieces.length >= MAX_FRAGMENTS_PER_DATAGRAM) this.#evict(key, datagram);
      this.#makeRoom();
      return DecodeStatus.Fragment;
    }
    this.#remove(key, datagram);
    this.#assemble(datagram);
    this.packets = datagram.pieces.map(({ packetNumber }) => packetNumber);
    cursor.view = this.#view;
    cursor.bytes = this.#bytes;
    cursor.offset = 0;
    cursor.end = datagram.length;
    cursor.wireEnd = datagram.length;
    cursor.isReassembled = true;
    return stepOfIpProtocol(cursor, datagram.protocol);
  }

  /** The datagram of that key that still waits, or a new one; those whose time is over are dropped. */
  #find(key: string, timeNs: number): Datagram {
    const found = this.#waiting.get(key);
    if (found !== undefined && !(timeNs - found.startNs > MAX_AGE_NS)) return found;
    for (const [oldKey, old] of this.#waiting) {
      if (!(timeNs - old.startNs > MAX_AGE_NS)) break;
      this.#remove(oldKey, old);
    }
    if (found !== undefined) this.#remove(key, found);
    const datagram = { startNs: timeNs, pieces: [], heldBytes: 0, length: -1, protocol: 0 };
    this.#waiting.set(key, datagram);
    return datagram;
  }

  #makeRoom(): void {
    while (this.#waiting.size > MAX_WAITING_DATAGRAMS || this.#cost > MAX_WAITING_FRAGMENT_BYTES) {
      for (const [key, oldest] of this.#waiting) {
        this.#evict(key, oldest);
        break;
      }
    }
  }

  #evict(key: string, datagram: Datagram): void {
    this.evicted++;
    this.#remove(key, datagram);
  }

  #remove(key: string, datagram: Datagram): void {
    if (!this.#waiting.delete(key)) return;
    this.#cost -= datagram.heldBytes + datagram.pieces.length * PIECE_COST;
  }

  #assemble(datagram: Datagram): void {
    let filled = 0;
    for (const { offset, bytes } of datagram.pieces) {
      const last = Math.min(offset + bytes.length, datagram.length);
      if (last <= filled) continue;
      this.#bytes.set(bytes.subarray(filled - offset, last - offset), filled);
      filled = last;
    }
  }
}

/** What makes fragments one datagram: family, addresses, identification, and in IPv4 the protocol (RFC 791 §3.2). */
function keyOf(cursor: Cursor, segment: Segment): string {
  const { src0, src1, src2, src3, dst0, dst1, dst2, dst3 } = segment;
  return segment.family === 4
    ? `${src3} ${dst3} ${cursor.fragmentId} ${cursor.protocol}`
    : `${src0} ${src1} ${src2} ${src3} ${dst0} ${dst1} ${dst2} ${dst3} ${cursor.fragmentId}`;
}

function insert(datagram: Datagram, piece: Piece): void {
  const { pieces } = datagram;
  let at = pieces.length;
  while (at > 0 && pieces[at - 1]!.offset > piece.offset) at--;
  pieces.splice(at, 0, piece);
}

function isWhole({ pieces, heldBytes, length }: Datagram): boolean {
  if (length < 0 || heldBytes < length) return false;
  let filled = 0;
  for (const { offset, bytes } of pieces) {
    if (offset > filled) return false;
    filled = Math.max(filled, offset + bytes.length);
  }
  return filled >= length;
}
