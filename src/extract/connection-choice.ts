import { UsageError } from '../errors.js';
import { FindingCollector } from '../findings/collector.js';
import { extractText as text } from '../format/messages/en/extract.js';
import { connectionText } from '../format/messages/en.js';
import { grown } from '../memory/column.js';
import { nearestWord } from '../query/nearest.js';
import { CONNECTION_FINDING_CODES, FINDING_CODES, type FindingCode } from '../rows.js';
import type { Clock, ConnectionView, Summary } from '../sink.js';

const FIRST_CONNECTIONS = 1 << 12;
/** As many connections as a capture can hold are far fewer. */
const NUMBERS = /^(\d{1,9})(?:-(\d{1,9}))?$/;

/** What was asked for, as it was written; null for what was not. */
export interface ChoiceWords {
  /** "3,7-9" */
  connections: string | null;
  /** "reset-no-socket,syn-flood" */
  findings: string | null;
  /** "reset-no-socket/10.0.0.2:3306/1" */
  incident: string | null;
}

/** Chooses connections by number, finding and incident; where several are asked for, all of them must hold. */
export class ConnectionChoice {
  readonly #ranges: readonly (readonly [number, number])[] | null;
  readonly #codes: ReadonlySet<FindingCode> | null;
  /** Those of the codes that are said of hosts, services and the capture. */
  readonly #widerCodes: readonly FindingCode[];
  readonly #incident: string | null;
  /** Null where nothing hangs on more than the single connection. */
  readonly #wider: FindingCollector | null;
  #clock: Clock | null = null;
  /** By number: may be chosen; shows one of the findings. */
  #fits = new Uint8Array(FIRST_CONNECTIONS);
  #shows = new Uint8Array(FIRST_CONNECTIONS);

  /** @throws UsageError for numbers and codes that cannot be understood */
  constructor({ connections, findings, incident }: ChoiceWords) {
    this.#ranges = connections === null ? null : rangesOf(connections);
    this.#codes = findings === null ? null : codesOf(findings);
    this.#widerCodes = [...(this.#codes ?? [])].filter((code) => !CONNECTION_FINDING_CODES.includes(code));
    this.#incident = incident;
    this.#wider = incident !== null || this.#widerCodes.length > 0 ? new FindingCollector() : null;
  }

  /** Views must be able to tell their findings. */
  get needsJudgements(): boolean {
    return this.#codes !== null || this.#wider !== null;
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  /** @param isWanted whether all else that was asked for holds */
  add(view: ConnectionView, isWanted: boolean): void {
    this.#wider?.add(view);
    const { connection } = view;
    while (connection >= this.#fits.length) {
      this.#fits = grown(this.#fits, 2 * this.#fits.length);
      this.#shows = grown(this.#shows, this.#fits.length);
    }
    const isNumbered = this.#ranges?.some(([from, to]) => connection >= from && connection <= to) ?? true;
    this.#fits[connection] = isWanted && isNumbered ? 1 : 0;
    const codes = this.#codes;
    if (codes !== null && view.judgements.some(({ code }) => codes.has(code))) this.#shows[connection] = 1;
  }

  /**
   * One byte for each connection, 1 for those that are chosen. To be called once, when everything is read.
   * @throws UsageError for a connection or an incident that is not there
   */
  finish(summary: Summary): { chosen: Uint8Array; remarks: string[] } {
    const { connections: count } = summary.totals;
    this.#checkNumbers(count);
    const chosen = this.#fits.slice(0, count);
    const remarks: string[] = [];
    const found = this.#wider?.finish(summary, this.#clock!) ?? { findings: [], incidents: [] };
    if (this.#codes !== null) {
      const shows = this.#shows.slice(0, count);
      for (const row of found.findings.filter(({ code }) => this.#widerCodes.includes(code))) {
        mark(shows, row, row.code, remarks);
      }
      meet(chosen, shows);
    }
    if (this.#incident !== null) {
      const row = found.incidents.find(({ id }) => id === this.#incident);
      const known = found.incidents.map(({ id }) => id);
      if (row === undefined)
        throw new UsageError(text.noIncident(this.#incident, nearestWord(this.#incident, known)));
      const members = new Uint8Array(count);
      mark(members, row, row.id, remarks);
      meet(chosen, members);
    }
    return { chosen, remarks };
  }

  #checkNumbers(count: number): void {
    for (const [from] of this.#ranges ?? []) {
      if (from >= count) throw new UsageError(connectionText.none(from, count));
    }
  }
}

/** Marks the connections of a row; it lists only the first of very many. */
function mark(
  marks: Uint8Array,
  row: { connections: readonly number[]; connectionCount: number },
  name: string,
  remarks: string[],
): void {
  for (const connection of row.connections) marks[connection] = 1;
  if (row.connectionCount > row.connections.length)
    remarks.push(text.notAllListed(name, row.connections.length, row.connectionCount));
}

function meet(chosen: Uint8Array, others: Uint8Array): void {
  for (let i = 0; i < chosen.length; i++) chosen[i]! &= others[i]!;
}

function rangesOf(words: string): [number, number][] {
  return words.split(',').map((word) => {
    const match = NUMBERS.exec(word.trim());
    if (match === null) throw new UsageError(text.notNumbers(word.trim()));
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    if (to < from) throw new UsageError(text.backwards(word.trim()));
    return [from, to];
  });
}

function codesOf(words: string): Set<FindingCode> {
  const codes = new Set<FindingCode>();
  for (const word of words.split(',').map((part) => part.trim().toLowerCase())) {
    const code = FINDING_CODES.find((known) => known === word);
    if (code === undefined) throw new UsageError(text.unknownFinding(word, nearestWord(word, FINDING_CODES)));
    codes.add(code);
  }
  return codes;
}
