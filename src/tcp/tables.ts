import type { Segment } from '../decode/segment.js';
import { ConnectionColumns } from '../flow/connection-columns.js';
import { endpointOf } from '../flow/direction.js';
import { ROW_SPAN } from '../memory/rows.js';
import { BeatColumns } from './beats.js';
import { CaptureCopies } from './capture-copies.js';
import { EndpointColumns, Known, RST_BIT } from './endpoint-columns.js';
import { Observations, SILENCE_NS } from './observations.js';
import { PaceColumns } from './pace-columns.js';
import { PayloadSums } from './payload-sums.js';
import { ResetLog } from './reset-log.js';
import { RttHistograms } from './rtt-histograms.js';
import { StateHistory } from './state-history.js';
import { TimeSpentColumns } from './time-spent.js';
import { ZeroWindows } from './zero-windows.js';

/** A table of another stage whose rows go along with the slots. */
interface Companion {
  grow(capacity: number): void;
  clearRows(row: number, count: number): void;
}

/** Slots cleared at once: their rows still are in the processor's cache when the last of them is handed out. */
const CLEARED_TOGETHER = 64;

/** All that is held of the connections being tracked. Slot numbers are rows of `connections`. */
export class TcpTables {
  readonly connections = new ConnectionColumns();
  readonly endpoints = new EndpointColumns();
  readonly history = new StateHistory(this.endpoints);
  /** Our judgement on the packet being tracked, `Note` bits; to be cleared before each. */
  notes = 0;
  /** Whether its sender's window closed with it, or opened: an `Observed` bit; likewise. */
  turned = 0;
  /** Since when nobody had spoken before it, where that is long; Infinity elsewhere. A double from the start, as `touched`. */
  silentSinceNs = Number.POSITIVE_INFINITY;
  readonly resets = new ResetLog();
  readonly rttHistograms = new RttHistograms();
  readonly payloadSums = new PayloadSums();
  readonly copies = new CaptureCopies();
  readonly zeroWindows = new ZeroWindows(this.endpoints);
  /** Evidence for findings; null when nobody asks for any. */
  observations: Observations | null = null;
  /** How connections go on in time, and messages at regular intervals; null likewise. */
  pace: PaceColumns | null = null;
  beats: BeatColumns | null = null;
  /** What time was spent on; null when nobody takes whole rows. */
  timeSpent: TimeSpentColumns | null = null;
  #companions: { columns: Companion; rowsPerSlot: 1 | 2 }[] = [];
  /** What `touch` read: kept, so that reading is not left out. A double from the start. */
  touched = 0.5;
  /** Slots given back, from `#freeFrom` on: a queue, see `allocate`. */
  #free: number[] = [];
  #freeFrom = 0;
  /** How many of those next in the queue have been cleared already. */
  #clearedAhead = 0;
  #used = 0;

  /**
   * Lets a table of a later stage go along with the slots: it grows with them, and its rows of a slot (one, or one per
   * endpoint) are all zeros whenever the slot is handed out.
   */
  accompany(columns: Companion, rowsPerSlot: 1 | 2): void {
    columns.grow(this.connections.capacity * rowsPerSlot);
    this.#companions.push({ columns, rowsPerSlot });
  }

  /** From now on evidence is kept for findings; for whole rows also what time was spent on. */
  observe(forRows: boolean): void {
    this.observations = new Observations();
    this.accompany(this.observations.lists, 1);
    this.pace = new PaceColumns();
    this.accompany(this.pace, 1);
    this.beats = new BeatColumns();
    if (!forRows) return;
    this.timeSpent = new TimeSpentColumns();
    this.accompany(this.timeSpent, 1);
  }

  /** Slots handed out and not given back. */
  get held(): number {
    return this.#used - (this.#free.length - this.#freeFrom);
  }

  /** Slots up to here may be in use; `connections.used` tells. */
  get slots(): number {
    return this.#used;
  }

  /** True when the next `allocate` has to make the columns larger. */
  get isFull(): boolean {
    return this.#free.length === this.#freeFrom && this.#used === this.connections.capacity;
  }

  /**
   * Gives a slot whose rows are all zeros. Those given back first are used first: then connections of the same age, and
   * so those that are alive, stand side by side, in few pages of memory. (Last in, first out took half as long again.)
   */
  allocate(): number {
    let slot = this.#takeFree();
    if (slot === undefined) {
      if (this.#used === this.connections.capacity) {
        this.connections.grow(this.#used * 2);
        this.endpoints.grow(this.#used * 4);
        for (const { columns, rowsPerSlot } of this.#companions) columns.grow(this.#used * 2 * rowsPerSlot);
      }
      slot = this.#used++;
    }
    this.connections.used[slot] = 1;
    return slot;
  }

  /**
   * Reads from each cache line that a packet of the connection is going to need. The reads depend on nothing, so the processor
   * waits for all of them at once instead of for one after the other: a tenth of the whole time.
   */
  touch(slot: number): void {
    const e = this.endpoints;
    const lower = endpointOf(slot, 0);
    const upper = endpointOf(slot, 1);
    this.touched =
      e.lastSpokeNs[lower]! +
      e.lastSpokeNs[upper]! +
      e.timedNs[lower]! +
      e.timedNs[upper]! +
      (e.sndNxt[lower]! ^
        e.sndNxt[upper]! ^
        e.known[lower]! ^
        e.state[lower]! ^
        e.timedEnd[lower]! ^
        e.timedEnd[upper]! ^
        this.connections.facts[slot]!);
    const pace = this.pace;
    if (pace !== null) this.touched += pace.lastNs[slot * ROW_SPAN]!;
  }

  /** TCP packets of the connection, both ways. */
  packetsOf(slot: number): number {
    const packets = this.endpoints.packets;
    return packets[endpointOf(slot, 0)]! + packets[endpointOf(slot, 1)]!;
  }

  lastPacketOf(slot: number): number {
    return Math.max(this.#lastNumberOf(endpointOf(slot, 0)), this.#lastNumberOf(endpointOf(slot, 1)));
  }

  /**
   * Notes since when nobody had spoken, in `silentSinceNs`, where that is at least `SILENCE_NS` before the segment; to be called
   * before the segment is counted. Nothing is given back: a double would be put on the heap for every packet.
   */
  noteSilence(slot: number, s: Segment, isFirst: boolean): void {
    this.silentSinceNs = Number.POSITIVE_INFINITY;
    // This does not tell of packets that the capture holds twice, the others not of RSTs.
    const latestNs = this.pace!.lastNs[slot * ROW_SPAN]!;
    if (isFirst || s.timeNs - latestNs < SILENCE_NS) return;
    const { lastSpokeNs } = this.endpoints;
    const spokeNs = Math.max(lastSpokeNs[endpointOf(slot, 0)]!, lastSpokeNs[endpointOf(slot, 1)]!);
    const sinceNs = latestNs > spokeNs ? latestNs : spokeNs;
    if (s.timeNs - sinceNs >= SILENCE_NS) this.silentSinceNs = sinceNs;
  }

  /** Time of the connection's latest packet; where it has none of its own, when it came up. */
  endNsOf(slot: number): number {
    return Math.max(
      this.connections.startNs[slot]!,
      this.#lastNsOf(endpointOf(slot, 0)),
      this.#lastNsOf(endpointOf(slot, 1)),
    );
  }

  #lastNumberOf(e: number): number {
    return Math.max(this.endpoints.lastPacket[e]! >>> 0, this.endpoints.lastRstPacket[e]!);
  }

  #lastNsOf(e: number): number {
    const { known, packets, rareFlags, lastSpokeNs, lastRstNs } = this.endpoints;
    // Most have sent none, and the count of RSTs stands where few look.
    if (!(known[e]! & Known.SentRst)) return packets[e]! > 0 ? lastSpokeNs[e]! : Number.NEGATIVE_INFINITY;
    const hasSpoken = packets[e]! > rareFlags[e + RST_BIT]!;
    return hasSpoken ? Math.max(lastSpokeNs[e]!, lastRstNs[e]!) : lastRstNs[e]!;
  }

  #takeFree(): number | undefined {
    if (this.#freeFrom === this.#free.length) return undefined;
    if (this.#clearedAhead === 0) this.#clearAhead();
    this.#clearedAhead--;
    const slot = this.#free[this.#freeFrom++];
    if (this.#freeFrom > 1024 && this.#freeFrom * 2 > this.#free.length) {
      this.#free = this.#free.slice(this.#freeFrom);
      this.#freeFrom = 0;
    }
    return slot;
  }

  /** Clears the rows of the next free slot, and of those behind it in the queue that stand side by side with it: many at once cost little more than one. */
  #clearAhead(): void {
    const free = this.#free;
    const first = this.#freeFrom;
    const slot = free[first]!;
    let count = 1;
    while (count < CLEARED_TOGETHER && free[first + count] === slot + count) count++;
    this.connections.clearRows(slot, count);
    this.endpoints.clearRows(slot * 2, count * 2);
    for (const { columns, rowsPerSlot } of this.#companions)
      columns.clearRows(slot * rowsPerSlot, count * rowsPerSlot);
    this.#clearedAhead = count;
  }

  release(slot: number): void {
    this.history.release(endpointOf(slot, 0));
    this.history.release(endpointOf(slot, 1));
    for (let end = 0; end < 2; end++) {
      this.rttHistograms.release(this.endpoints.rttHistogram[endpointOf(slot, end)]!);
      this.zeroWindows.release(endpointOf(slot, end));
    }
    this.resets.release(this.connections.firstReset[slot]!, this.connections.lastReset[slot]!);
    this.observations?.release(slot);
    if (this.pace !== null) this.beats!.release(this.pace.beats[slot * ROW_SPAN]!);
    this.connections.used[slot] = 0;
    this.#free.push(slot);
  }
}
