import { MAX_CODE_SETS, MAX_INCIDENT_MEMBERS } from '../limits.js';
import { Columns } from '../memory/columns.js';
import type { FindingCode } from '../rows.js';
import type { ConnectionView } from '../sink.js';
import type { Judgement } from './finding.js';

/** Connections in which something was found, one row each, in the order in which they left: those of all groups together. */
export class Members extends Columns {
  /** Number of the group, from 0. */
  group: Uint32Array;
  connection: Uint32Array;
  /** Number of the host that opened it; 0 beyond the hosts that are told apart. */
  initiator: Uint32Array;
  /** A number of `codeSets`. */
  codeSet: Uint16Array;
  startNs: Float64Array;
  endNs: Float64Array;
  length = 0;
  readonly codeSets = new CodeSets();

  constructor(capacity = 1024) {
    super(capacity);
    this.group = new Uint32Array(capacity);
    this.connection = new Uint32Array(capacity);
    this.initiator = new Uint32Array(capacity);
    this.codeSet = new Uint16Array(capacity);
    this.startNs = new Float64Array(capacity);
    this.endNs = new Float64Array(capacity);
    this.adopt();
  }

  /** @returns whether there was room */
  add(group: number, view: ConnectionView, initiator: number, judgements: readonly Judgement[]): boolean {
    if (this.length >= MAX_INCIDENT_MEMBERS) return false;
    if (this.length === this.capacity) this.grow(this.capacity * 2);
    const row = this.length++;
    this.group[row] = group;
    this.connection[row] = view.connection;
    this.initiator[row] = initiator;
    this.codeSet[row] = this.codeSets.numberOf(judgements);
    this.startNs[row] = view.startNs;
    this.endNs[row] = view.endNs;
    return true;
  }

  /** The rows of each of so many groups, in order. */
  byGroup(groups: number): Uint32Array[] {
    const { group, length } = this;
    const untils = new Uint32Array(groups + 1);
    for (let row = 0; row < length; row++) untils[group[row]! + 1]!++;
    for (let i = 0; i < groups; i++) untils[i + 1]! += untils[i]!;
    const places = untils.slice();
    const order = new Uint32Array(length);
    for (let row = 0; row < length; row++) order[places[group[row]!]!++] = row;
    return Array.from({ length: groups }, (_, i) => order.subarray(untils[i], untils[i + 1]));
  }
}

/**
 * Which findings came together, each combination with a number: a path through a tree, so that nothing is made for a
 * connection that is like one before.
 */
export class CodeSets {
  readonly #lists: (readonly FindingCode[])[] = [[]];
  readonly #next: Map<FindingCode, number>[] = [new Map()];
  readonly #once: (ReadonlyMap<FindingCode, number> | undefined)[] = [];

  numberOf(judgements: readonly Judgement[]): number {
    let number = 0;
    for (const { code } of judgements) {
      let next = this.#next[number]!.get(code);
      if (next === undefined) {
        // Beyond so many, the first of its findings speak for a connection.
        if (this.#lists.length >= MAX_CODE_SETS) return number;
        next = this.#lists.push([...this.#lists[number]!, code]) - 1;
        this.#next.push(new Map());
        this.#next[number]!.set(code, next);
      }
      number = next;
    }
    return number;
  }

  /** The findings of a combination, the worst first. */
  codes(number: number): readonly FindingCode[] {
    return this.#lists[number]!;
  }

  /** One of each code of a combination. */
  once(number: number): ReadonlyMap<FindingCode, number> {
    let counts = this.#once[number];
    if (counts === undefined)
      this.#once[number] = counts = new Map(this.#lists[number]!.map((code) => [code, 1]));
    return counts;
  }

  /** By number, whether the code is among them; all are where none is named. */
  having(code: FindingCode | undefined): readonly boolean[] {
    return this.#lists.map((codes) => code === undefined || codes.includes(code));
  }
}
