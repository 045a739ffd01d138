import { annotateText } from '../format/messages/en/annotate.js';
import type { Annotations } from './collector.js';
import { notesOf, remarkText } from './comments.js';
import type { PacketStates } from './packet-states.js';
import type { Remark, RemarkCursor } from './remarks.js';

/** What a table, a document or a list says of one packet; each is empty where there is nothing to say. */
export interface RowAnnotation {
  connection: string;
  /** Both ends' states after it, the initiator's first: "ESTABLISHED/CLOSE_WAIT". */
  state: string;
  /** Our judgement on it, and what a person noted. */
  note: string;
  /** The codes of findings in square brackets, and what they say. */
  finding: string;
}

/** The names of the columns, fields and keys, in their order. */
export const ANNOTATION_NAMES = [
  'synopsis.connection',
  'synopsis.state',
  'synopsis.note',
  'synopsis.finding',
] as const;

/** The four in the order of their names. */
export function valuesOf({ connection, state, note, finding }: RowAnnotation): string[] {
  return [connection, state, note, finding];
}

/** Says what there is to say of packets that are asked for in rising order. */
export class RowAnnotations {
  readonly #remarks: RemarkCursor;
  readonly #states: PacketStates;
  readonly #showsStates: boolean;

  constructor({ remarks, states }: Annotations, showsStates: boolean) {
    this.#remarks = remarks.cursor();
    this.#states = states!;
    this.#showsStates = showsStates;
  }

  take(packet: number): RowAnnotation {
    const known = this.#states.take(packet);
    const remark = this.#remarks.take(packet);
    return {
      connection: known === null ? '' : String(known.connection),
      state: known === null || !this.#showsStates ? '' : `${known.initiator}/${known.responder}`,
      note: remark === null ? '' : noteText(remark),
      finding: remark === null ? '' : findingsText(remark),
    };
  }

  /** The same as one line of words; null where nothing is to be said. */
  takeLine(packet: number): string | null {
    const known = this.#states.take(packet);
    const remark = this.#remarks.take(packet);
    const text = remark === null ? '' : oneLine(remarkText(remark));
    if (text === '') return null;
    return known === null ? text : `${annotateText.connection(known.connection)}: ${text}`;
  }
}

function noteText({ notes, ownNotes }: Remark): string {
  return oneLine([...notesOf(notes), ...ownNotes.map(annotateText.ownNote)].join('; '));
}

function findingsText({ codes, sentences }: Remark): string {
  const tags = codes.map((code) => `[${code}]`).join(' ');
  return oneLine(sentences.length === 0 ? tags : `${tags} ${sentences.join('; ')}`);
}

/** Rows end where lines do, whatever a person writes; controls go with them. */
function oneLine(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
}
