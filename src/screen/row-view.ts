import { busyPlaceOf, KeptFact } from '../kept/connection-chunk.js';
import type { HostList } from '../kept/host-table.js';
import type { KeptTables } from '../kept/kept-tables.js';
import { placeOf } from '../kept/shared-chunks.js';
import {
  ERRNOS,
  FINDING_CODES,
  OUTCOMES,
  type Outcome,
  RESET_CAUSES,
  SEVERITIES,
  type Severity,
  STATE_NAMES,
  type StateName,
} from '../rows.js';
import type { ConnectionView } from '../sink.js';

type Chunk = KeptTables['connections']['chunks'][number];

/** One object looks at one kept connection after the other, as a filter asks for it: `at` moves it. */
export class RowView {
  readonly #tables: KeptTables;
  readonly #hosts: HostList;
  #chunk!: Chunk;
  #at = 0;
  #busyAt = 0;
  connection = 0;

  constructor(tables: KeptTables, hosts: HostList) {
    this.#tables = tables;
    this.#hosts = hosts;
  }

  at(connection: number): this {
    this.connection = connection;
    this.#chunk = this.#tables.connections.of(connection);
    this.#at = placeOf(connection);
    this.#busyAt = busyPlaceOf(connection);
    return this;
  }

  #judgement(): KeptTables['judgements']['chunks'][number] | undefined {
    return this.#tables.judgements.of(this.connection);
  }

  /** What a filter may ask: it is compiled from fields, and these are all that fields look at. */
  get asked(): ConnectionView {
    return this as unknown as ConnectionView;
  }

  get initiatorHost(): number {
    return this.#chunk.initiatorHost[this.#at]!;
  }
  get responderHost(): number {
    return this.#chunk.responderHost[this.#at]!;
  }
  get initiatorAddress(): string {
    return this.#hosts.address(this.initiatorHost);
  }
  get responderAddress(): string {
    return this.#hosts.address(this.responderHost);
  }
  get initiatorName(): string | null {
    return this.#hosts.name(this.initiatorHost);
  }
  get responderName(): string | null {
    return this.#hosts.name(this.responderHost);
  }
  get initiatorPort(): number | string {
    return this.#hosts.port(this.#chunk.initiatorPort[this.#at]!);
  }
  get responderPort(): number | string {
    return this.#hosts.port(this.#chunk.responderPort[this.#at]!);
  }
  get initiatorPortNumber(): number {
    return this.#chunk.initiatorPort[this.#at]!;
  }
  get responderPortNumber(): number {
    return this.#chunk.responderPort[this.#at]!;
  }
  get firstPacket(): number {
    return this.#chunk.firstPacket[this.#at]!;
  }
  get lastPacket(): number {
    return this.#chunk.lastPacket[this.#at]!;
  }
  get packets(): number {
    return this.#chunk.packets[this.#at]!;
  }
  get initiatorBytes(): number {
    return this.#chunk.initiatorBytes[this.#at]!;
  }
  get responderBytes(): number {
    return this.#chunk.responderBytes[this.#at]!;
  }
  get bytes(): number {
    return this.initiatorBytes + this.responderBytes;
  }
  get startNs(): number {
    return this.#chunk.startNs[this.#at]!;
  }
  get endNs(): number {
    return this.#chunk.endNs[this.#at]!;
  }
  get outcomePlace(): number {
    return this.#chunk.outcome[this.#at]!;
  }
  get outcome(): Outcome {
    return OUTCOMES[this.outcomePlace]!;
  }
  get initiatorState(): StateName {
    return STATE_NAMES[this.#chunk.states[this.#at]! & 15]!;
  }
  get responderState(): StateName {
    return STATE_NAMES[this.#chunk.states[this.#at]! >> 4]!;
  }
  get errnos(): readonly string[] {
    return namesOf(this.#chunk.errnos[this.#at]!, ERRNOS);
  }
  get causes(): readonly string[] {
    return namesOf(this.#chunk.causes[this.#at]!, RESET_CAUSES);
  }
  /** 1 + the place in SEVERITIES; 0 for none. */
  get severityPlace(): number {
    return this.#judgement()?.severity[this.#at] ?? 0;
  }
  get severity(): Severity | null {
    return SEVERITIES[this.severityPlace - 1] ?? null;
  }
  /** The gravest severity with each code: nobody asks a filter for more. */
  get judgements(): readonly { code: string; severity: Severity | null }[] {
    if (this.severityPlace === 0) return [];
    const { severity } = this;
    const { findings0, findings1, findings2 } = this.#judgement()!;
    const words = [findings0, findings1, findings2];
    return words
      .flatMap((word, i) => namesOf(word[this.#at]!, FINDING_CODES.slice(i * 32, i * 32 + 32)))
      .map((code) => ({ code, severity }));
  }
  /** @param place of the code in FINDING_CODES */
  hasFinding(place: number): boolean {
    const judgement = this.#judgement();
    if (judgement === undefined) return false;
    const { findings0, findings1, findings2 } = judgement;
    const words = place < 32 ? findings0 : place < 64 ? findings1 : findings2;
    return (words[this.#at]! & (1 << (place & 31))) !== 0;
  }
  /** How many packets have rows. */
  get rows(): number {
    return this.#chunk.rows[this.#busyAt]!;
  }
  get isFinal(): boolean {
    return (this.#chunk.facts[this.#busyAt]! & KeptFact.Final) !== 0;
  }
  /** Another one when its packets have become more. */
  get stamp(): string {
    return `${this.rows} ${this.#chunk.facts[this.#busyAt]}`;
  }
}

function namesOf(bits: number, names: readonly string[]): string[] {
  return bits === 0 ? [] : names.filter((_, place) => bits & (1 << place));
}
