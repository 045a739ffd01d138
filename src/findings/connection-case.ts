import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf, endpointOf, peerOf } from '../flow/direction.js';
import { ROW_SPAN } from '../memory/rows.js';
import type {
  ApplicationRow,
  HandshakeKind,
  Outcome,
  ResetCause,
  ResetEffect,
  Side,
  TeardownKind,
} from '../rows.js';
import { RESET_CAUSES } from '../rows.js';
import { type EndpointColumns, Known } from '../tcp/endpoint-columns.js';
import { ERRNO_NAMES } from '../tcp/errno.js';
import { Note } from '../tcp/notes.js';
import { bitOf, COUNTED_NOTES, SILENCE_NS, UNLISTED } from '../tcp/observations.js';
import { isOneWay } from '../tcp/one-way.js';
import { handshakeKind, teardownKind } from '../tcp/outcome.js';
import { EFFECT_NAMES } from '../tcp/reset-log.js';
import { distance } from '../tcp/sequence.js';
import { applicationResults } from '../tcp/socket-results.js';
import { TcpState } from '../tcp/state.js';
import { type By, Sure } from '../tcp/state-history.js';
import type { TcpTables } from '../tcp/tables.js';
import { Spent } from '../tcp/time-spent.js';
import { SHORTEST_RETRY_SECONDS } from './thresholds.js';

/** Most connections have no observations: they share this. */
const NO_OBSERVATIONS: readonly Observation[] = [];

/** A segment that was noted on its way. */
export interface Observation {
  /** `Note` and `Observed` bits. */
  what: number;
  packet: number;
  timeNs: number;
  side: Side;
  /** Payload bytes; of an ICMP error 256 times its type, plus its code. */
  value: number;
  seq: number;
  flags: number;
  /** Who sent the ICMP error; '' for a segment. */
  sender: string;
}

/** A state that a side came into. */
export interface Entry {
  timeNs: number;
  /** 0 where time alone brought it. */
  packet: number;
  by: By;
  isSeen: boolean;
}

/** One RST, as it is logged. */
export interface Reset {
  packet: number;
  timeNs: number;
  side: Side;
  cause: ResetCause;
  effect: ResetEffect;
  /** `ResetTest` bits. */
  tests: number;
}

/** A wait with work to do, the longest of the connection. */
export interface LongWait {
  ns: number;
  /** When it ended, and the packet that ended it. */
  endNs: number;
  packet: number;
  cause: 'initiatorThink' | 'responderThink' | 'windowClosed' | 'lossRecovery';
}

/**
 * One connection as the rules see it: a window on the tables that moves from one to the next. Everything is read when it is
 * asked for, so a rule pays only for what it looks at.
 */
export class ConnectionCase {
  readonly tables: TcpTables;
  /** The latest packet of the capture. */
  captureEndNs = 0;
  slot = 0;
  /** Rows of the two sides among the endpoints. */
  i = 0;
  r = 0;
  outcome: Outcome = 'open';

  readonly #isIpv6: (slot: number) => boolean;

  /** @param isIpv6 tells the family of a slot's addresses */
  constructor(tables: TcpTables, isIpv6: (slot: number) => boolean) {
    this.tables = tables;
    this.#isIpv6 = isIpv6;
  }

  /** Moves to the connection in `slot`; its outcome is known to whoever asks. */
  at(slot: number, captureEndNs: number, outcome: Outcome): this {
    this.slot = slot;
    this.captureEndNs = captureEndNs;
    this.i = endpointOf(slot, this.tables.connections.initiatorEnd[slot]!);
    this.r = peerOf(this.i);
    this.outcome = outcome;
    return this;
  }

  get ends(): EndpointColumns {
    return this.tables.endpoints;
  }
  /** `ConnectionFact` bits. */
  get facts(): number {
    return this.tables.connections.facts[this.slot]!;
  }
  has(fact: number): boolean {
    return (this.facts & fact) !== 0;
  }
  get isSelfConnected(): boolean {
    return this.has(ConnectionFact.SelfConnected);
  }
  get handshake(): HandshakeKind {
    return handshakeKind(this.tables, this.slot);
  }
  get teardown(): TeardownKind {
    return teardownKind(this.tables, this.slot, this.outcome);
  }
  /** Only one side's packets were captured, and they show that the other side spoke too. */
  get isOneWay(): boolean {
    return isOneWay(this.tables, this.slot);
  }
  get number(): number {
    return this.tables.connections.number[this.slot]!;
  }
  get incarnation(): number {
    return this.tables.connections.incarnation[this.slot]!;
  }
  get packets(): number {
    return this.tables.packetsOf(this.slot);
  }
  get firstPacket(): number {
    return this.tables.connections.firstPacket[this.slot]!;
  }
  get lastPacket(): number {
    return this.tables.lastPacketOf(this.slot);
  }
  /** False where the addresses are IPv4, or names. */
  get isIpv6(): boolean {
    return this.#isIpv6(this.slot);
  }
  get startNs(): number {
    return this.tables.connections.startNs[this.slot]!;
  }
  get endNs(): number {
    return this.tables.endNsOf(this.slot);
  }
  /** SYN to the ACK that completes the handshake; NaN where one of them is missing. */
  get handshakeNs(): number {
    const c = this.tables.connections;
    const isWhole = this.has(ConnectionFact.HandshakeAckSeen) && (this.known('initiator') & Known.Syn) !== 0;
    return isWhole ? c.handshakeAckNs[this.slot]! - c.synNs[this.slot]! : Number.NaN;
  }

  /** Seconds since the connection began; null where its beginning was not captured. */
  secondsIn(timeNs: number): number | null {
    const hasBegun = (this.ends.known[this.i]! | this.ends.known[this.r]!) & (Known.Syn | Known.SynAck);
    return hasBegun ? (timeNs - this.startNs) / 1e9 : null;
  }

  /** Row of a side among the endpoints. */
  row(side: Side): number {
    return side === 'initiator' ? this.i : this.r;
  }
  known(side: Side): number {
    return this.ends.known[this.row(side)]!;
  }
  state(side: Side): TcpState {
    return this.ends.state[this.row(side)]! as TcpState;
  }
  socketError(side: Side): string | null {
    return ERRNO_NAMES[this.ends.socketError[this.row(side)]!] ?? null;
  }
  application(side: Side): ApplicationRow {
    return applicationResults(this.tables, this.row(side), side === 'initiator');
  }
  sideOfEnd(end: number): Side {
    return end === endOf(this.i) ? 'initiator' : 'responder';
  }
  /** The side that sent the first FIN; null where none was seen. */
  get closedFirst(): Side | null {
    if (!this.has(ConnectionFact.FirstFinSeen)) return null;
    return this.sideOfEnd(this.has(ConnectionFact.FirstFinFromUpper) ? 1 : 0);
  }

  /** When and how the side first came into a state that was not taken back; null where it never did. */
  entry(side: Side, state: TcpState): Entry | null {
    return this.#firstEntry(side, state, false);
  }
  /** The same, also where later evidence took it back: what passed by told so at that time. */
  everEntered(side: Side, state: TcpState): Entry | null {
    return this.#firstEntry(side, state, true);
  }
  #firstEntry(side: Side, state: TcpState, mayBeRetracted: boolean): Entry | null {
    // Most never were in most states: their lists need not be walked.
    if (!(this.ends.entered[this.row(side)]! & (1 << state))) return null;
    const h = this.tables.history;
    for (let entry = this.ends.firstEntry[this.row(side)]!; entry !== 0; entry = h.next[entry]!) {
      if (h.state[entry] !== state || (!mayBeRetracted && h.sure[entry] === Sure.Retracted)) continue;
      return {
        timeNs: h.entryTimeNs[entry]!,
        packet: h.packet[entry]!,
        by: h.by[entry]! as By,
        isSeen: h.sure[entry] === Sure.Seen,
      };
    }
    return null;
  }

  /** The packet with the side's first FIN; 0 where it is not known. */
  finPacket(side: Side): number {
    return (
      (this.everEntered(side, TcpState.FinWait1) ?? this.everEntered(side, TcpState.LastAck))?.packet ?? 0
    );
  }

  /** The ACK that completes the handshake had passed by before the SYN,ACK was sent again: it did not reach the responder, or was not wanted there. */
  get wasAckedBeforeRepeat(): boolean {
    if (this.ends.synAckRepeats[this.r] === 0 || !this.has(ConnectionFact.HandshakeAckSeen)) return false;
    // Each SYN is answered, also one sent again or copied on its way.
    if (this.ends.synAckRepeats[this.r]! <= this.ends.synRepeats[this.i]!) return false;
    const { handshakeAckNs, synAckNs } = this.tables.connections;
    const ackedNs = handshakeAckNs[this.slot]!;
    for (const again of this.observations(Note.RetransmissionHandshake)) {
      if (again.side !== 'responder' || !(again.timeNs > ackedNs) || this.isAfterBothFins(again.timeNs))
        continue;
      // Sooner it is no timer's doing but the path's: the same packet twice.
      if (again.timeNs - synAckNs[this.slot]! >= SHORTEST_RETRY_SECONDS * 1e9) return true;
    }
    return false;
  }
  /** The responder repeats its SYN,ACK, or denies the connection, although data had come after the ACK; it never acknowledged any. */
  get isBacklogFull(): boolean {
    const { ends, i, r } = this;
    const isPromised =
      (this.known('responder') & (Known.SynAck | Known.Connected)) === Known.SynAck &&
      (this.known('initiator') & Known.Data) !== 0 &&
      ends.ackSent[r] === ((ends.isn[i]! + 1) | 0) &&
      // The initiator acknowledges nothing but the SYN,ACK: else the responder spoke, and was not captured.
      ends.ackSent[i] === ((ends.isn[r]! + 1) | 0);
    return isPromised && (this.wasAckedBeforeRepeat || this.endingReset?.cause === 'backlog-overflow');
  }
  /** Whether both sides had sent their FIN by then: a RST that comes later harms nobody. */
  isAfterBothFins(timeNs: number): boolean {
    return (
      this.has(ConnectionFact.SecondFinSeen) && timeNs >= this.tables.connections.secondFinNs[this.slot]!
    );
  }
  /** Whether some data of the side was acknowledged. */
  isEverAcknowledged(side: Side): boolean {
    const { ends } = this;
    const [e, p] = side === 'initiator' ? [this.i, this.r] : [this.r, this.i];
    if (!(ends.known[p]! & Known.AckSent)) return false;
    return !(ends.known[e]! & Known.Isn) || distance(ends.ackSent[p]!, ends.isn[e]!) > 1;
  }
  /** Whether all data that the side sent was acknowledged, as far as was seen. */
  isAllAcknowledged(side: Side): boolean {
    const { ends } = this;
    const [e, p] = side === 'initiator' ? [this.i, this.r] : [this.r, this.i];
    if (!(ends.known[e]! & Known.SndNxt)) return true;
    const fin = ends.known[e]! & Known.Fin ? 1 : 0;
    return (ends.known[p]! & Known.AckSent) !== 0 && distance(ends.sndNxt[e]!, ends.ackSent[p]!) <= fin;
  }

  /** The RSTs, oldest first. */
  resets(): readonly Reset[] {
    const log = this.tables.resets;
    const found: Reset[] = [];
    for (let entry = this.tables.connections.firstReset[this.slot]!; entry !== 0; entry = log.next[entry]!) {
      found.push({
        packet: log.packet[entry]!,
        timeNs: log.timeNs[entry]!,
        side: this.sideOfEnd(log.end[entry]!),
        cause: RESET_CAUSES[log.cause[entry]!]!,
        effect: EFFECT_NAMES[log.effect[entry]!]!,
        tests: log.tests[entry]!,
      });
    }
    return found;
  }
  get hasResets(): boolean {
    return this.tables.connections.firstReset[this.slot] !== 0;
  }
  /** The RST that ended or refused the connection. */
  get endingReset(): Reset | null {
    for (const reset of this.resets()) {
      if (reset.effect === 'ended' || reset.effect === 'refused') return reset;
    }
    return null;
  }

  /** Bits that some observation of the connection has. */
  get observed(): number {
    return (this.tables.observations?.lists.kinds[this.slot] ?? 0) & ~UNLISTED;
  }
  /** What was noted with any of the bits, oldest first: the first of each kind and the latest are among them. */
  observations(what: number): readonly Observation[] {
    const log = this.tables.observations;
    if (log === null || (this.observed & what) === 0) return NO_OBSERVATIONS;
    const found: Observation[] = [];
    for (let entry = log.lists.first[this.slot]!; entry !== 0; entry = log.next[entry]!) {
      if ((log.what[entry]! & what) === 0) continue;
      found.push({
        what: log.what[entry]!,
        packet: log.packet[entry]!,
        timeNs: log.timeNs[entry]!,
        side: this.sideOfEnd(log.end[entry]!),
        value: log.value[entry]!,
        seq: log.seq[entry]!,
        flags: log.flags[entry]!,
        sender: log.senders.addresses[log.sender[entry]!]!,
      });
    }
    return found;
  }
  /** How many packets of the side bear the note, one of the sixteen lowest `Note` bits; counted up to 65,535. */
  count(side: Side, note: number): number {
    const log = this.tables.observations;
    if (log === null) return 0;
    return log.lists.counts[(this.slot * 2 + endOf(this.row(side))) * COUNTED_NOTES + bitOf(note)]!;
  }

  /** The longest wait of at least `LONG_WAIT_NS` while somebody had work to do; null where there was none. */
  get longestWait(): LongWait | null {
    const { pace } = this.tables;
    const row = this.slot * ROW_SPAN;
    if (pace === null || pace.longest[row] === 0) return null;
    const longest = pace.longest[row]!;
    const cause = longest % 16;
    return {
      ns: pace.longestNs[row]!,
      endNs: pace.longestEndNs[row]!,
      packet: Math.floor(longest / 16),
      cause:
        cause === Spent.WindowClosed
          ? 'windowClosed'
          : cause === Spent.LossRecovery
            ? 'lossRecovery'
            : this.sideOfEnd(cause === Spent.UpperThink ? 1 : 0) === 'initiator'
              ? 'initiatorThink'
              : 'responderThink',
    };
  }
  /** How long small segments waited for delayed ACKs in all. */
  get delayedAckNs(): number {
    return this.tables.pace?.delayedAckNs[this.slot * ROW_SPAN] ?? 0;
  }

  /** When the latest silence of at least `SILENCE_NS` ended; 0 where there was none. */
  get silenceEndNs(): number {
    return this.tables.observations?.lists.silenceEndNs[this.slot] ?? 0;
  }
  /** How long nobody had spoken when something came that the other side, last heard then, never answered; NaN where that was not long. */
  silenceAfter(lastHeardNs: number): number {
    const lists = this.tables.observations?.lists;
    if (lists === undefined) return Number.NaN;
    const silenceNs = lists.silenceNs[this.slot]!;
    const sinceNs = lists.silenceEndNs[this.slot]! - silenceNs;
    return silenceNs > 0 && sinceNs >= lastHeardNs && sinceNs < lastHeardNs + SILENCE_NS
      ? silenceNs
      : Number.NaN;
  }

  /** How many packets of the side filled the other side's window. */
  windowFulls(side: Side): number {
    const log = this.tables.observations;
    return log === null ? 0 : log.lists.windowFulls[this.slot * 2 + endOf(this.row(side))]!;
  }
  /** How long the side's window was closed in all, to the connection's end where it still is. */
  closedWindowNs(side: Side): number {
    const e = this.row(side);
    const sinceNs = this.ends.zeroWindowSinceNs[e]!;
    return this.ends.zeroWindowNs[e]! + (sinceNs === 0 ? 0 : Math.max(0, this.endNs - sinceNs));
  }
  /** Round trip as the side's own ACKs and the other side's tell: there and back over the whole way; NaN where unknown. */
  get roundTripNs(): number {
    const { ends, i, r } = this;
    const known = (e: number) => (ends.rttSamples[e]! > 0 ? ends.rttMinNs[e]! : 0);
    const sum = known(i) + known(r);
    return sum > 0 ? sum : this.handshakeNs;
  }
}

/** Both, for rules that hold for either. */
export const SIDES: readonly Side[] = ['initiator', 'responder'];

export function otherSide(side: Side): Side {
  return side === 'initiator' ? 'responder' : 'initiator';
}
