import { FindingCollector } from '../findings/collector.js';
import { factsOf } from '../findings/facts.js';
import { endsOf } from '../findings/groups.js';
import type { Findings } from '../findings/incidents.js';
import { findingText } from '../format/messages/en/findings.js';
import type { Outcome, Side } from '../rows.js';
import type { Clock, ConnectionView, PacketView, Sink, Summary } from '../sink.js';
import type { Detail } from './detail.js';
import type { OwnNotes } from './own-notes.js';
import { PacketStates } from './packet-states.js';
import { RemarkLog } from './remark-log.js';
import { LATE, type Remarks } from './remarks.js';

export interface CollectorOptions {
  detail: Detail;
  /** Also keep the states of both ends after every packet, and its connection: tables have a cell for each. */
  everyPacket: boolean;
  ownNotes: OwnNotes;
}

/** All that is said in an annotated file. */
export interface Annotations {
  remarks: Remarks;
  /** Null unless asked for. */
  states: PacketStates | null;
  findings: Findings;
  outcomes: ReadonlyMap<Outcome, number>;
  summary: Summary;
  /** Entries and sentences for which there was no room. */
  refused: number;
  refusedTexts: number;
}

/** Takes from an analysis what there is to say of each packet. */
export class AnnotationCollector implements Sink {
  readonly withoutRows = true;
  readonly withoutLabels = true;
  readonly withoutRecords = true;
  readonly judges = true;
  /** Left out where nobody needs more than connections tell. */
  readonly packet?: (view: PacketView) => void;
  readonly #log = new RemarkLog();
  readonly #states: PacketStates | null;
  readonly #findings = new FindingCollector();
  readonly #outcomes = new Map<Outcome, number>();
  readonly #options: CollectorOptions;
  #clock: Clock | null = null;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#states = options.everyPacket ? new PacketStates() : null;
    if (options.everyPacket || options.detail === 'all') this.packet = (view) => this.#packet(view);
    for (const [packet, text] of options.ownNotes.packets) this.#log.ownNote(packet, -1, text);
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  connection(view: ConnectionView): void {
    const { outcome, connection } = view;
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    this.#findings.add(view);
    this.#judgements(view);
    if (this.#options.detail !== 'findings') {
      this.#changes(view, 'initiator');
      if (!view.isSelfConnected) this.#changes(view, 'responder');
    }
    const note = this.#options.ownNotes.connections.get(connection);
    if (note !== undefined) this.#log.ownNote(view.firstPacket, connection, note);
  }

  /** To be called once, when everything is read. */
  finish(summary: Summary): Annotations {
    const findings = this.#findings.finish(summary, this.#clock!);
    for (const { scope, packets, code, title } of findings.findings) {
      if (scope === 'connection') continue;
      for (const [i, packet] of packets.entries())
        this.#log.finding(packet, -1, code, i === 0 ? title : null);
    }
    const log = this.#log;
    return {
      remarks: log.sorted(),
      states: this.#states,
      findings,
      outcomes: this.#outcomes,
      summary,
      refused: log.refused + (this.#states?.refused ?? 0),
      refusedTexts: log.refusedTexts,
    };
  }

  #packet(view: PacketView): void {
    const packet = view.segment.packetNumber;
    this.#states?.add(packet, view.connection, view.initiatorState, view.responderState);
    if (this.#options.detail !== 'all') return;
    const notes = view.notes | (view.isLate ? LATE : 0);
    if (notes !== 0) this.#log.notes(packet, view.connection, notes);
  }

  /** Each finding at the packets that prove it, and in words at the most telling one. */
  #judgements(view: ConnectionView): void {
    for (const judgement of view.judgements) {
      const { code, packets } = judgement;
      if (packets.length === 0) continue;
      const sentence = findingText[code].one(factsOf(judgement, endsOf(view)));
      for (const [i, packet] of packets.entries()) {
        this.#log.finding(packet, view.connection, code, i === 0 ? sentence : null);
      }
    }
  }

  /** What only time brings has no packet to be said at. */
  #changes(view: ConnectionView, side: Side): void {
    let from = null;
    for (const { state, sincePacket } of view.spansOf(side)) {
      if (sincePacket !== null) this.#log.change(sincePacket, view.connection, side, from, state);
      from = state;
    }
  }
}
