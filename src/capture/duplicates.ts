// Hot path: allocates nothing per packet.
import { MAX_SIMULTANEOUS_PACKETS } from '../limits.js';
import type { PacketRecord } from './packet-record.js';

/** Twice as many places as there may be entries, two for each packet. */
const PLACES = 4 * MAX_SIMULTANEOUS_PACKETS;
/** The owner of the entry that counts what was given, whichever capture it came from. */
const TIMELINE = -1;

/**
 * Knows the packets of one moment, so that a packet that stands in two captures (overlapping ones, or one file under two
 * names) is given once. The same packet twice in one capture is two packets: of each, the timeline gets as many as the capture
 * that has most of them. Packets are told apart by 64 bits of hash over their bytes, beside time, length and link type.
 */
export class Duplicates {
  private seconds = Number.NaN;
  private nanoseconds = 0;
  /** An open-addressing table; entries of earlier moments count as free. */
  private moment = 0;
  private packets = 0;
  private readonly momentOf = new Uint32Array(PLACES);
  private readonly first = new Int32Array(PLACES);
  private readonly second = new Int32Array(PLACES);
  private readonly owner = new Int32Array(PLACES);
  private readonly count = new Uint32Array(PLACES);
  private hashFirst = 0;
  private hashSecond = 0;

  /** Whether the packet's moment is the one that was asked about last. */
  isAt(seconds: number, nanoseconds: number): boolean {
    return this.seconds === seconds && this.nanoseconds === nanoseconds;
  }

  /** Takes note of the packet; true when the timeline has it already, from another capture. */
  has(record: PacketRecord): boolean {
    // Printed packets have no bytes to be told apart by.
    if (record.printed !== null) return false;
    if (!this.isAt(record.seconds, record.nanoseconds)) {
      this.seconds = record.seconds;
      this.nanoseconds = record.nanoseconds;
      this.moment++;
      this.packets = 0;
    }
    if (this.packets++ >= MAX_SIMULTANEOUS_PACKETS) return false;
    this.hash(record);
    const own = ++this.count[this.place(record.capture)]!;
    const given = this.place(TIMELINE);
    if (own <= this.count[given]!) return true;
    this.count[given] = own;
    return false;
  }

  /** Two lanes, each a multiplicative hash over words. */
  private hash(record: PacketRecord): void {
    const { view, offset, capturedLength } = record;
    const end = offset + capturedLength;
    const wholeWords = end - (capturedLength & 3);
    let first = Math.imul(record.originalLength ^ record.linkType, 0x9e3779b1);
    let second = capturedLength;
    let at = offset;
    for (; at < wholeWords; at += 4) {
      const word = view.getInt32(at, true);
      first = Math.imul(first ^ word, 0x01000193) ^ (first >>> 15);
      second = Math.imul(second ^ word, 0x85ebca6b) ^ (second >>> 13);
    }
    for (; at < end; at++) {
      first = Math.imul(first ^ view.getUint8(at), 0x01000193) ^ (first >>> 15);
      second = Math.imul(second ^ view.getUint8(at), 0x85ebca6b) ^ (second >>> 13);
    }
    this.hashFirst = first;
    this.hashSecond = second;
  }

  /** Where the owner's count of the packet just hashed stands; a new count begins at 0. */
  private place(owner: number): number {
    const { moment, momentOf, hashFirst, hashSecond } = this;
    let place = (Math.imul(hashFirst ^ owner, 0x9e3779b1) >>> 0) % PLACES;
    while (momentOf[place] === moment) {
      const isSame = this.first[place] === hashFirst && this.second[place] === hashSecond;
      if (isSame && this.owner[place] === owner) return place;
      place = (place + 1) % PLACES;
    }
    momentOf[place] = moment;
    this.first[place] = hashFirst;
    this.second[place] = hashSecond;
    this.owner[place] = owner;
    this.count[place] = 0;
    return place;
  }
}
