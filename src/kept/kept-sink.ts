// Hot path: allocates nothing per packet.
import { formatAddress } from '../decode/ip/address.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { MAX_KEPT_COMMENT_CHARACTERS, MAX_KEPT_PACKETS, MAX_KEPT_SPANS } from '../limits.js';
import { ERRNOS, OUTCOMES, RESET_CAUSES, type Side, STATE_NAMES } from '../rows.js';
import type {
  ConnectionView,
  HeldConnections,
  MomentWatch,
  PacketView,
  Sink,
  StateVisitor,
} from '../sink.js';
import { Note } from '../tcp/notes.js';
import { busyPlaceOf, KeptFact } from './connection-chunk.js';
import { HostNumbering } from './host-table.js';
import { KeptTables, type TableName } from './kept-tables.js';
import { Links } from './links.js';
import {
  INITIATOR_STATE_SHIFT,
  type PacketChunk,
  PacketMark,
  RESPONDER_STATE_SHIFT,
} from './packet-chunk.js';
import { placeOf } from './shared-chunks.js';
import { SPAN_OF_RESPONDER } from './span-chunk.js';
import { Timeline } from './timeline.js';

const RETRANSMISSIONS =
  Note.RetransmissionTimeout |
  Note.RetransmissionFast |
  Note.RetransmissionSack |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionSpurious |
  Note.RetransmissionHandshake |
  Note.RetransmissionUnknown;
const CLOSERS = TcpFlag.Syn | TcpFlag.Fin | TcpFlag.Rst;
const BOTH_BASES = KeptFact.InitiatorBase | KeptFact.ResponderBase;
const SYN_COUNT = 1;
const RESET_COUNT = 2;
const RETRANSMISSION_COUNT = 3;
const ZERO_WINDOW_COUNT = 4;

/** Looking at connections that are still held may take this part of the time. */
const LOOKING_SHARE = 1 / 50;
/** Of the connections of one look so many are handed on: judging them would cost most of it. */
const MOST_JUDGED_EARLY = 256;

const OUTCOME_PLACES = new Map(OUTCOMES.map((outcome, place) => [outcome, place]));
const STATE_PLACES = new Map(STATE_NAMES.map((state, place) => [state, place]));
const ERRNO_PLACES = new Map<string, number>(ERRNOS.map((errno, place) => [errno, place]));
const CAUSE_PLACES = new Map(RESET_CAUSES.map((cause, place) => [cause, place]));

export interface KeptSinkOptions {
  /** Told of each new chunk before anything is written to it. */
  readonly announce: (table: TableName, buffer: SharedArrayBuffer) => void;
  /** Takes connections that leave, after their rows are written. */
  readonly left: (view: ConnectionView) => void;
  /** Takes connections that are still held and have changed, some of them. */
  readonly looked: (view: ConnectionView) => void;
  /** A clock for what looks cost, in milliseconds. */
  readonly now: () => number;
}

/** Keeps everything: a row for every packet, and a row for every connection, which is there while the connection is still held. */
export class KeptSink implements Sink, StateVisitor {
  readonly withoutRows = true;
  readonly withoutLabels = true;
  readonly withoutRecords = true;
  readonly tables = new KeptTables();
  readonly hosts = new HostNumbering();
  readonly links = new Links();
  readonly timeline = new Timeline();
  /** Comments on packets, by their rows. */
  readonly comments = new Map<number, string>();
  readonly moments: MomentWatch;
  /** The way to what the analysis holds; null before it begins. */
  held: HeldConnections | null = null;
  packetRows = 0;
  spanRows = 0;
  /** One more than the highest number of a connection. */
  connectionRows = 0;
  /** The latest time of a packet; NaN where there are no times. */
  lastNs = Number.NaN;
  /** Packets and spans for which there was no room. */
  unkeptPackets = 0;
  unkeptSpans = 0;
  readonly #options: KeptSinkOptions;
  /** 1 + the number of the newest connection of each flow. */
  #newestOfFlow = new Uint32Array(4096);
  /** 1 + our number of a host, by the number that the analysis gives it. */
  readonly #numberOfHost: number[] = [];
  #lookAtMs = 0;
  #commentCharacters = 0;
  #spanWhat = 0;
  #spanConnection = 0;

  constructor(options: KeptSinkOptions) {
    this.#options = options;
    const sink = this;
    this.moments = {
      nextNs: Number.POSITIVE_INFINITY,
      betweenReads: true,
      begin: (held) => {
        this.held = held;
      },
      get nextPacket() {
        return options.now() >= sink.#lookAtMs ? 0 : Number.MAX_SAFE_INTEGER;
      },
      look: (changed, _packets, lastNs, untilNs) => this.#look(changed, lastNs, untilNs),
    };
  }

  /** How long until the next look at connections that are still held, in milliseconds. */
  get nextLookMs(): number {
    return Math.max(0, this.#lookAtMs - this.#options.now());
  }

  packet(view: PacketView): void {
    const s = view.segment;
    const number = view.connection;
    this.#reserveConnection(number);
    const c = this.tables.connections.of(number);
    const at = busyPlaceOf(number);
    if (c.rows[at] === 0 && c.facts[at] === 0) this.#chainLives(number, view.flow);
    if (!(s.timeNs <= this.lastNs)) this.lastNs = s.timeNs;
    const isIcmp = s.icmpType >= 0;
    if (!isIcmp) this.#count(view);
    if (this.packetRows >= MAX_KEPT_PACKETS) {
      this.unkeptPackets++;
      c.facts[at]! |= KeptFact.PacketsMissing;
      return;
    }

    const row = this.packetRows++;
    const place = placeOf(row);
    if (place === 0) this.#options.announce('packets', this.tables.packets.extend());
    const p = this.tables.packets.of(row);
    p.timeNs[place] = s.timeNs;
    p.packet[place] = s.packetNumber;
    p.connection[place] = number;
    p.seq[place] = s.seq;
    p.length[place] = s.payloadLength;
    p.wireLength[place] = s.originalLength;
    p.marks[place] = this.#marksOf(view);
    this.#noteRecord(p, place, view);
    if (view.origin.comment !== '') this.#keepComment(row, view.origin.comment);
    if (isIcmp) {
      const sender = formatAddress(s.icmpFamily, s.icmpSrc0, s.icmpSrc1, s.icmpSrc2, s.icmpSrc3);
      p.ack[place] = this.hosts.numberOf(sender, null);
      p.window[place] = (s.icmpType << 8) | s.icmpCode;
      p.notes[place] = s.icmpMtu;
      c.facts[at]! |= KeptFact.HasIcmp;
    } else {
      p.ack[place] = s.ack;
      p.window[place] = s.window;
      p.notes[place] = view.notes;
      if (p.marks[place]! & PacketMark.Fragmented) c.facts[at]! |= KeptFact.Fragmented;
      if ((c.facts[at]! & BOTH_BASES) !== BOTH_BASES || s.flags & TcpFlag.Syn) this.#noteBases(number, view);
      if (!(s.flags & TcpFlag.Syn)) this.#noteWindowShift(number, view);
    }

    p.former[place] = c.lastRow[at]!;
    c.lastRow[at] = row + 1;
    c.rows[at]!++;
  }

  /** It leaves: its row is as it stays. */
  connection(view: ConnectionView): void {
    this.#write(view, true);
    this.#addSpans(view, 'initiator', 0);
    if (!view.isSelfConnected) this.#addSpans(view, 'responder', SPAN_OF_RESPONDER);
    this.#options.left(view);
  }

  /** One state of the side whose spans are being added. */
  state(state: number, sinceNs: number, untilNs: number): void {
    if (this.spanRows >= MAX_KEPT_SPANS) {
      this.unkeptSpans++;
      return;
    }
    const row = this.spanRows++;
    const place = placeOf(row);
    if (place === 0) this.#options.announce('spans', this.tables.spans.extend());
    const spans = this.tables.spans.of(row);
    spans.sinceNs[place] = sinceNs;
    spans.untilNs[place] = untilNs;
    spans.connection[place] = this.#spanConnection;
    spans.what[place] = this.#spanWhat | state;
  }

  #addSpans(view: ConnectionView, side: Side, what: number): void {
    this.#spanConnection = view.connection;
    this.#spanWhat = what;
    view.lastingStates(side, 0, this);
  }

  #marksOf(view: PacketView): number {
    const s = view.segment;
    let marks = s.flags & PacketMark.Flags;
    if (view.sender === 'responder') marks |= PacketMark.FromResponder;
    if (s.icmpType >= 0) marks |= PacketMark.Icmp;
    else if (s.tcpOffset < 0 && view.origin.printed === null) marks |= PacketMark.Fragmented;
    if (view.isLate) marks |= PacketMark.Late;
    marks |= view.statePlaceOf('initiator') << INITIATOR_STATE_SHIFT;
    marks |= view.statePlaceOf('responder') << RESPONDER_STATE_SHIFT;
    return marks;
  }

  #keepComment(row: number, comment: string): void {
    this.#commentCharacters += comment.length;
    if (this.#commentCharacters <= MAX_KEPT_COMMENT_CHARACTERS) this.comments.set(row, comment);
  }

  #noteRecord(p: PacketChunk, place: number, { origin }: PacketView): void {
    p.offsetLow[place] = origin.fileOffset;
    p.offsetHigh[place] = origin.fileOffset / 0x1_0000_0000;
    p.link[place] = this.links.placeOf(origin);
  }

  #noteWindowShift(number: number, view: PacketView): void {
    const { windowShifts } = this.tables.connections.of(number);
    const at = busyPlaceOf(number);
    const half = view.sender === 'responder' ? 4 : 0;
    // Once known it stays: both SYNs have passed by.
    if (((windowShifts[at]! >> half) & 15) === 0) windowShifts[at]! |= (view.windowShift + 1) << half;
  }

  #noteBases(number: number, view: PacketView): void {
    const c = this.tables.connections.of(number);
    const at = placeOf(number);
    const initiator = view.baseOf('initiator');
    const responder = view.baseOf('responder');
    if (initiator !== null) {
      c.initiatorBase[at] = initiator;
      c.facts[busyPlaceOf(number)]! |= KeptFact.InitiatorBase;
    }
    if (responder !== null) {
      c.responderBase[at] = responder;
      c.facts[busyPlaceOf(number)]! |= KeptFact.ResponderBase;
    }
  }

  #count({ segment, notes }: PacketView): void {
    const { flags, window } = segment;
    const bin = this.timeline.binOf(segment.timeNs);
    this.timeline.count(0, bin);
    if (flags & TcpFlag.Rst) this.timeline.count(RESET_COUNT, bin);
    else if (flags & TcpFlag.Syn && !(flags & TcpFlag.Ack)) this.timeline.count(SYN_COUNT, bin);
    if (notes & RETRANSMISSIONS) this.timeline.count(RETRANSMISSION_COUNT, bin);
    if (window === 0 && !(flags & CLOSERS)) this.timeline.count(ZERO_WINDOW_COUNT, bin);
  }

  #reserveConnection(number: number): void {
    while (number >= this.tables.connections.capacity)
      this.#options.announce('connections', this.tables.connections.extend());
    if (number >= this.connectionRows) this.connectionRows = number + 1;
  }

  /** Ties a connection to the one that its flow had before. */
  #chainLives(number: number, flow: number): void {
    if (flow >= this.#newestOfFlow.length) {
      const larger = new Uint32Array(Math.max(flow + 1, this.#newestOfFlow.length * 2));
      larger.set(this.#newestOfFlow);
      this.#newestOfFlow = larger;
    }
    const former = this.#newestOfFlow[flow]!;
    const c = this.tables.connections.of(number);
    c.former[placeOf(number)] = former;
    if (former !== 0) this.tables.connections.of(former - 1).later[placeOf(former - 1)] = number + 1;
    this.#newestOfFlow[flow] = number + 1;
  }

  #look(changed: Iterable<ConnectionView>, lastNs: number, untilNs: number): void {
    if (!(lastNs <= this.lastNs)) this.lastNs = lastNs;
    // Where the packets end, all that are left come by themselves.
    if (untilNs === Number.POSITIVE_INFINITY) return;
    const begunMs = this.#options.now();
    let looked = 0;
    for (const view of changed) {
      if (view.packets === 0) continue;
      this.#write(view, false);
      if (looked++ < MOST_JUDGED_EARLY) this.#options.looked(view);
    }
    const endMs = this.#options.now();
    this.#lookAtMs = endMs + (endMs - begunMs) / LOOKING_SHARE;
  }

  #write(view: ConnectionView, isFinal: boolean): void {
    const number = view.connection;
    this.#reserveConnection(number);
    const c = this.tables.connections.of(number);
    const at = placeOf(number);
    c.startNs[at] = view.startNs;
    c.endNs[at] = view.endNs;
    c.judgedNs[at] = this.lastNs;
    c.initiatorBytes[at] = view.bytesFrom('initiator');
    c.responderBytes[at] = view.bytesFrom('responder');
    c.initiatorHost[at] = this.#hostOf(view, 'initiator');
    c.responderHost[at] = this.#hostOf(view, 'responder');
    c.initiatorPort[at] = this.#portOf(view, 'initiator');
    c.responderPort[at] = this.#portOf(view, 'responder');
    c.firstPacket[at] = view.firstPacket;
    c.lastPacket[at] = view.lastPacket;
    c.packets[at] = view.packets;
    c.flow[at] = view.flow;
    c.incarnation[at] = view.incarnation;
    c.outcome[at] = OUTCOME_PLACES.get(view.outcome)!;
    c.states[at] = STATE_PLACES.get(view.initiatorState)! | (STATE_PLACES.get(view.responderState)! << 4);
    c.errnos[at] = bitsOf(view.errnos, ERRNO_PLACES);
    c.causes[at] = bitsOf(view.causes, CAUSE_PLACES);
    c.facts[busyPlaceOf(number)]! |= KeptFact.Known | (isFinal ? KeptFact.Final : 0);
  }

  /** Most hosts are known by a number already: their addresses need not be printed to be found. */
  #hostOf(view: ConnectionView, side: Side): number {
    const isInitiator = side === 'initiator';
    const name = isInitiator ? view.initiatorName : view.responderName;
    const place = view.hostOf(side);
    const known = this.#numberOfHost[place] ?? 0;
    if (place !== 0 && known !== 0 && name === null) return known - 1;
    const number = this.hosts.numberOf(isInitiator ? view.initiatorAddress : view.responderAddress, name);
    this.#numberOfHost[place] = number + 1;
    return number;
  }

  #portOf(view: ConnectionView, side: Side): number {
    const port = view.portNumberOf(side);
    if (port > 0xffff)
      this.hosts.notePort(port, String(side === 'initiator' ? view.initiatorPort : view.responderPort));
    return port;
  }
}

function bitsOf<Word>(words: readonly Word[], places: ReadonlyMap<Word, number>): number {
  let bits = 0;
  for (const word of words) bits |= 1 << places.get(word)!;
  return bits;
}
