import type { HostNames } from '../capture/host-names.js';
import { formatAddress, formatPort } from '../decode/ip/address.js';
import type { ConnectionJudge } from '../findings/connection-judge.js';
import { type Ends, endpointText } from '../findings/facts.js';
import type { Judgement } from '../findings/finding.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import type { FlowTable } from '../flow/flow-table.js';
import { HostNumbers } from '../flow/host-numbers.js';
import { shownCompleteness } from '../labels/completeness.js';
import type { ZeekTables } from '../labels/zeek-columns.js';
import { zeekConnState, zeekHistory, zeekOriginatorEnd } from '../labels/zeek-state-word.js';
import type {
  ConnectionRow,
  EndpointRow,
  HandshakeKind,
  Outcome,
  ResetCause,
  ResetRow,
  RolesFrom as RolesFromName,
  Side,
  Socket,
  StateName,
} from '../rows.js';
import { RESET_CAUSES, STATE_NAMES } from '../rows.js';
import type { Clock, ConnectionView, SendQueue, StateSpan, StateVisitor } from '../sink.js';
import { Known, RST_BIT } from '../tcp/endpoint-columns.js';
import { ERRNO_NAMES } from '../tcp/errno.js';
import { isOneWay } from '../tcp/one-way.js';
import { handshakeKind, outcomeOf, teardownKind } from '../tcp/outcome.js';
import { RESET_TEST_NAMES } from '../tcp/reset-cause.js';
import { EFFECT_NAMES } from '../tcp/reset-log.js';
import { hasClosedWindow, repeatsWaiting, sentNotAcked } from '../tcp/send-queue.js';
import type { TcpTables } from '../tcp/tables.js';
import type { TimerSettings } from '../tcp/timers.js';
import { endpointRow } from './endpoint-row.js';
import { toSeconds } from './seconds.js';
import { stateSpans } from './state-spans.js';
import { timeSpentRow } from './time-spent-row.js';
import * as traffic from './traffic-facts.js';

/** By `RolesFrom`. */
const ROLES_FROM: readonly RolesFromName[] = ['syn', 'syn-ack', 'ports', 'first-packet'];

/** What most connections have of errors and resets. */
const NONE: readonly never[] = [];

/** One object looks at one connection after the other: `at` moves it. */
export class ConnectionWindow implements ConnectionView {
  readonly #t: TcpTables;
  readonly #zeek: ZeekTables | null;
  readonly #flows: FlowTable;
  readonly #clock: Clock;
  readonly #timers: TimerSettings;
  readonly #names: HostNames | null;
  readonly #judge: ConnectionJudge | null;
  readonly #hosts = new HostNumbers();
  #slot = 0;
  #captureEndNs = 0;
  /** What the rules said of the connection in `#slot`, once asked; and its outcome and beginning likewise, which all ask for. */
  #judgements: readonly Judgement[] | null = null;
  #outcome: Outcome | null = null;
  #handshake: HandshakeKind | null = null;
  /** Likewise the numbers of the initiator's and of the responder's host; -1 where nobody has asked. */
  readonly #hostNumbers = Int32Array.of(-1, -1);

  constructor(
    tables: TcpTables,
    zeek: ZeekTables | null,
    flows: FlowTable,
    clock: Clock,
    timers: TimerSettings,
    names: HostNames | null,
    judge: ConnectionJudge | null,
  ) {
    this.#names = names;
    this.#t = tables;
    this.#zeek = zeek;
    this.#timers = timers;
    this.#flows = flows;
    this.#clock = clock;
    this.#judge = judge;
  }

  /** @param captureEndNs the latest packet so far: how long a state has lasted is judged by it */
  at(slot: number, captureEndNs: number): this {
    this.#slot = slot;
    this.#captureEndNs = captureEndNs;
    this.#judgements = null;
    this.#outcome = null;
    this.#handshake = null;
    this.#hostNumbers[0] = this.#hostNumbers[1] = -1;
    return this;
  }

  get judgements(): readonly Judgement[] {
    this.#judgements ??= this.#rules().judgements(this.#slot, this.#captureEndNs, this.outcome);
    return this.#judgements;
  }

  get verdict(): string {
    const judgements = this.judgements;
    return this.#rules().verdict(this.#slot, this.#captureEndNs, this.outcome, this.#ends(), judgements);
  }

  #rules(): ConnectionJudge {
    if (this.#judge === null) throw new Error('a sink asks for judgements and does not say that it `judges`');
    return this.#judge;
  }

  #ends(): Ends {
    const { initiatorAddress, responderAddress } = this;
    return {
      initiator: endpointText(initiatorAddress, this.initiatorPort),
      initiatorHost: initiatorAddress,
      responder: endpointText(responderAddress, this.responderPort),
      responderHost: responderAddress,
    };
  }

  get connection(): number {
    return this.#t.connections.number[this.#slot]!;
  }
  get flow(): number {
    return this.#flows.number[this.#t.connections.flow[this.#slot]!]!;
  }
  get incarnation(): number {
    return this.#t.connections.incarnation[this.#slot]!;
  }
  get initiatorAddress(): string {
    return addressOf(this.#flows, this.#t.connections.flow[this.#slot]!, this.#initiatorEnd());
  }
  get initiatorPort(): number | string {
    return formatPort(this.#flows.port(this.#t.connections.flow[this.#slot]!, this.#initiatorEnd()));
  }
  get responderAddress(): string {
    return addressOf(this.#flows, this.#t.connections.flow[this.#slot]!, other(this.#initiatorEnd()));
  }
  get responderPort(): number | string {
    return formatPort(this.#flows.port(this.#t.connections.flow[this.#slot]!, other(this.#initiatorEnd())));
  }
  get initiatorName(): string | null {
    return nameOf(this.#names, this.#flows, this.#t.connections.flow[this.#slot]!, this.#initiatorEnd());
  }
  get responderName(): string | null {
    return nameOf(
      this.#names,
      this.#flows,
      this.#t.connections.flow[this.#slot]!,
      other(this.#initiatorEnd()),
    );
  }
  get rolesFrom(): RolesFromName {
    return ROLES_FROM[this.#t.connections.rolesFrom[this.#slot]!]!;
  }
  get firstPacket(): number {
    return this.#t.connections.firstPacket[this.#slot]!;
  }
  get lastPacket(): number {
    return this.#t.lastPacketOf(this.#slot);
  }
  get packets(): number {
    return this.#t.packetsOf(this.#slot);
  }
  get bytes(): number {
    return (
      this.#t.endpoints.bytes[endpointOf(this.#slot, 0)]! +
      this.#t.endpoints.bytes[endpointOf(this.#slot, 1)]!
    );
  }
  get startNs(): number {
    return this.#t.connections.startNs[this.#slot]!;
  }
  get endNs(): number {
    return this.#t.endNsOf(this.#slot);
  }
  get outcome(): Outcome {
    this.#outcome ??= outcomeOf(this.#t, this.#slot, this.#captureEndNs);
    return this.#outcome;
  }
  get initiatorState(): StateName {
    return STATE_NAMES[this.#t.endpoints.state[this.#stateRow('initiator')]!]!;
  }
  get responderState(): StateName {
    return STATE_NAMES[this.#t.endpoints.state[this.#stateRow('responder')]!]!;
  }
  get errnos(): readonly string[] {
    const { socketError } = this.#t.endpoints;
    const own = ERRNO_NAMES[socketError[this.#stateRow('initiator')]!];
    const peers = ERRNO_NAMES[socketError[this.#stateRow('responder')]!];
    if (own == null && peers == null) return NONE;
    return [...new Set([own, peers].filter((errno) => errno != null))];
  }
  get causes(): readonly ResetCause[] {
    const first = this.#t.connections.firstReset[this.#slot]!;
    if (first === 0) return NONE;
    const log = this.#t.resets;
    const seen = new Set<ResetCause>();
    for (let entry = first; entry !== 0; entry = log.next[entry]!) {
      seen.add(RESET_CAUSES[log.cause[entry]!]!);
    }
    return [...seen];
  }
  hostOf(side: Side): number {
    const place = side === 'initiator' ? 0 : 1;
    if (this.#hostNumbers[place]! >= 0) return this.#hostNumbers[place]!;
    const flow = this.#t.connections.flow[this.#slot]!;
    const number = this.#hosts.of(this.#flows, flow, this.endOf(side), side === 'responder');
    this.#hostNumbers[place] = number;
    return number;
  }
  portNumberOf(side: Side): number {
    return this.#flows.port(this.#t.connections.flow[this.#slot]!, this.endOf(side));
  }
  get handshake(): HandshakeKind {
    this.#handshake ??= handshakeKind(this.#t, this.#slot);
    return this.#handshake;
  }
  get wasOpen(): boolean {
    return traffic.wasOpen(this.#t, this.#slot);
  }
  get answerNs(): number {
    return traffic.answerNs(this.#t, this.#slot);
  }
  get synAckNs(): number {
    const c = this.#t.connections;
    return c.facts[this.#slot]! & ConnectionFact.SynAckSeen ? c.synAckNs[this.#slot]! : Number.NaN;
  }
  get synRepeats(): number {
    return this.#t.endpoints.synRepeats[this.#row('initiator')]!;
  }
  get endingNs(): number {
    return traffic.endingNs(this.#t, this.#slot);
  }
  get endedBy(): Side | null {
    const end = traffic.endedByEnd(this.#t, this.#slot);
    return end < 0 ? null : end === this.#initiatorEnd() ? 'initiator' : 'responder';
  }
  get silenceBeforeCutNs(): number {
    return traffic.silenceBeforeCutNs(this.#t, this.#slot, this.outcome);
  }
  get isOneWay(): boolean {
    return isOneWay(this.#t, this.#slot);
  }
  get gapBytes(): number {
    if (!(this.#t.connections.facts[this.#slot]! & ConnectionFact.Gap)) return 0;
    const gaps = this.#t.endpoints.gapBytes;
    return gaps[endpointOf(this.#slot, 0)]! + gaps[endpointOf(this.#slot, 1)]!;
  }
  notedPackets(note: number): number {
    return traffic.notedPackets(this.#t, this.#slot, note);
  }
  firstNoted(notes: number): number {
    return traffic.firstNoted(this.#t, this.#slot, notes);
  }
  bytesFrom(side: Side): number {
    return this.#t.endpoints.bytes[this.#row(side)]!;
  }
  resetsFrom(side: Side): number {
    const e = this.#row(side);
    return this.#t.endpoints.known[e]! & Known.SentRst ? this.#t.endpoints.rareFlags[e + RST_BIT]! : 0;
  }
  flagsFrom(side: Side): number {
    return traffic.flagsSet(this.#t, this.#row(side));
  }
  lastingStates(side: Side, leastNs: number, visit: StateVisitor): void {
    traffic.visitLastingStates(this.#t, this.#slot, this.#stateRow(side), this.#timers, leastNs, visit);
  }
  get handshakeNs(): number {
    const c = this.#t.connections;
    const hasSyn = (this.#t.endpoints.known[this.#row('initiator')]! & Known.Syn) !== 0;
    const hasAck = (c.facts[this.#slot]! & ConnectionFact.HandshakeAckSeen) !== 0;
    return hasSyn && hasAck ? c.handshakeAckNs[this.#slot]! - c.synNs[this.#slot]! : Number.NaN;
  }
  get synAckRepeats(): number {
    const { synAckRepeats } = this.#t.endpoints;
    const [i, r] = [this.#row('initiator'), this.#row('responder')];
    return synAckRepeats[r]! + (i === r ? 0 : synAckRepeats[i]!);
  }
  get resetBy(): Side | null {
    const facts = this.#t.connections.facts[this.#slot]!;
    if (!(facts & ConnectionFact.ResetEnded)) return null;
    const isFromUpper = (facts & ConnectionFact.ResetFromUpper) !== 0;
    return (this.#initiatorEnd() === 1) === isFromUpper ? 'initiator' : 'responder';
  }
  get resetCause(): ResetCause | null {
    const log = this.#t.resets;
    for (let entry = this.#t.connections.firstReset[this.#slot]!; entry !== 0; entry = log.next[entry]!) {
      const effect = EFFECT_NAMES[log.effect[entry]!]!;
      if (effect === 'ended' || effect === 'refused') return RESET_CAUSES[log.cause[entry]!]!;
    }
    return null;
  }
  packetsFrom(side: Side): number {
    return this.#t.endpoints.packets[this.#row(side)]!;
  }
  payloadBytesFrom(side: Side): number {
    return this.#t.endpoints.payloadBytes[this.#row(side)]!;
  }
  get isSelfConnected(): boolean {
    return (this.#t.connections.facts[this.#slot]! & ConnectionFact.SelfConnected) !== 0;
  }
  spansOf(side: Side): StateSpan[] {
    return stateSpans(this.#t, this.#slot, this.#stateRow(side), this.#timers);
  }
  queueOf(side: Side): SendQueue {
    const e = this.#stateRow(side);
    const p = this.isSelfConnected ? e : peerOf(e);
    return {
      sentNotAcked: sentNotAcked(this.#t, e, p),
      repeats: repeatsWaiting(this.#t, e),
      isWindowClosed: hasClosedWindow(this.#t, p),
    };
  }
  endOf(side: Side): 0 | 1 {
    return side === 'initiator' ? this.#initiatorEnd() : other(this.#initiatorEnd());
  }

  toRow(): ConnectionRow {
    const zeek = this.#zeek;
    const { pace, timeSpent } = this.#t;
    if (zeek === null || pace === null || timeSpent === null)
      throw new TypeError('a sink that said it takes no rows asks for one');
    const c = this.#t.connections;
    const ends = this.#t.endpoints;
    const slot = this.#slot;
    const facts = c.facts[slot]!;
    const i = this.#row('initiator');
    const r = this.#row('responder');
    const outcome = this.outcome;
    const hasHandshake = (facts & ConnectionFact.HandshakeAckSeen) !== 0;
    const hasSyn = (ends.known[i]! & Known.Syn) !== 0;
    const hasSynAck = (facts & ConnectionFact.SynAckSeen) !== 0;
    const hasFins = (facts & ConnectionFact.SecondFinSeen) !== 0;
    const sideOfUpper = (isUpper: boolean): Side =>
      (this.#initiatorEnd() === 1) === isUpper ? 'initiator' : 'responder';
    return {
      connection: this.connection,
      flow: this.flow,
      incarnation: this.incarnation,
      initiator: socket(this.initiatorAddress, this.initiatorPort, this.initiatorName),
      responder: socket(this.responderAddress, this.responderPort, this.responderName),
      rolesFrom: this.rolesFrom,
      firstPacket: this.firstPacket,
      lastPacket: this.lastPacket,
      packets: this.packets,
      bytes: this.bytes,
      startTime: this.#clock.format(this.startNs),
      endTime: this.#clock.format(this.endNs),
      durationSeconds: toSeconds(this.endNs - this.startNs),
      outcome,
      verdict: this.verdict,
      findings: this.judgements.map(({ code }) => code),
      wireshark: { completeness: shownCompleteness(c.completeness[slot]!, this.packets) },
      zeek: {
        connState: zeekConnState(zeek, slot),
        history: zeekHistory(zeek, slot),
        originator: zeekOriginatorEnd(zeek, slot) === this.#initiatorEnd() ? 'initiator' : 'responder',
      },
      handshake: {
        kind: this.handshake,
        rttSeconds: toSeconds(this.handshakeNs),
        initiatorRttSeconds:
          hasSynAck && hasHandshake ? toSeconds(c.handshakeAckNs[slot]! - c.synAckNs[slot]!) : null,
        responderRttSeconds: hasSyn && hasSynAck ? toSeconds(c.synAckNs[slot]! - c.synNs[slot]!) : null,
        synRetransmissions: ends.synRepeats[i]! + (i === r ? 0 : ends.synRepeats[r]!),
        synAckRetransmissions: this.synAckRepeats,
      },
      teardown: {
        kind: teardownKind(this.#t, slot, outcome),
        closedFirst:
          facts & ConnectionFact.FirstFinSeen
            ? sideOfUpper((facts & ConnectionFact.FirstFinFromUpper) !== 0)
            : null,
        halfClosedSeconds: hasFins ? toSeconds(c.secondFinNs[slot]! - c.firstFinNs[slot]!) : null,
        resetBy: this.resetBy,
        resetCause: this.resetCause,
      },
      resets: this.#resets(),
      timeSpent: timeSpentRow(pace, timeSpent, slot, this.#initiatorEnd()),
      endpoints: { initiator: this.#endpoint('initiator'), responder: this.#endpoint('responder') },
    };
  }

  // A method: the engine looks up a private getter anew at every call.
  #initiatorEnd(): 0 | 1 {
    return this.#t.connections.initiatorEnd[this.#slot] as 0 | 1;
  }

  #row(side: Side): number {
    return endpointOf(this.#slot, this.endOf(side));
  }

  /** A socket connected to itself is one endpoint: the responder mirrors it. */
  #stateRow(side: Side): number {
    return this.isSelfConnected ? endpointOf(this.#slot, 0) : this.#row(side);
  }

  #endpoint(side: Side): EndpointRow {
    return endpointRow(
      this.#t,
      this.#stateRow(side),
      this.#row(side),
      side === 'initiator',
      this.endNs,
      this.#clock,
    );
  }

  #resets(): ResetRow[] {
    const log = this.#t.resets;
    const rows: ResetRow[] = [];
    for (let entry = this.#t.connections.firstReset[this.#slot]!; entry !== 0; entry = log.next[entry]!) {
      rows.push({
        packet: log.packet[entry]!,
        time: this.#clock.format(log.timeNs[entry]!),
        by: log.end[entry] === this.#initiatorEnd() ? 'initiator' : 'responder',
        cause: RESET_CAUSES[log.cause[entry]!]!,
        effect: EFFECT_NAMES[log.effect[entry]!]!,
        tests: RESET_TEST_NAMES.filter((_, bit) => log.tests[entry]! & (1 << bit)),
      });
    }
    return rows;
  }
}

function socket(address: string, port: number | string, name: string | null): Socket {
  return name === null ? { address, port } : { address, port, name };
}

/** The name of one end's address, where it has one. */
export function nameOf(names: HostNames | null, flows: FlowTable, flow: number, end: 0 | 1): string | null {
  if (names === null || names.isEmpty) return null;
  return names.of(
    flows.family(flow),
    flows.addressWord(flow, end, 0),
    flows.addressWord(flow, end, 1),
    flows.addressWord(flow, end, 2),
    flows.addressWord(flow, end, 3),
  );
}

/** The printed address of one end of a flow; 0 is the lower end. */
export function addressOf(flows: FlowTable, flow: number, end: 0 | 1): string {
  return formatAddress(
    flows.family(flow),
    flows.addressWord(flow, end, 0),
    flows.addressWord(flow, end, 1),
    flows.addressWord(flow, end, 2),
    flows.addressWord(flow, end, 3),
  );
}

function other(end: 0 | 1): 0 | 1 {
  return end === 0 ? 1 : 0;
}
