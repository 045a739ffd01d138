import { compileQuery } from '../../query/evaluate.js';
import { FIELDS } from '../../query/fields.js';
import { QueryError } from '../../query/grammar.js';
import {
  CONNECTION_FINDING_CODES,
  ERRNOS,
  OUTCOMES,
  RESET_CAUSES,
  SEVERITIES,
  STATE_NAMES,
} from '../../rows.js';

/** Why a filter cannot be understood, and where. */
export interface FilterProblem {
  readonly position: number;
  readonly message: string;
}

/** Null for a filter that is sound; the empty one chooses all. */
export function filterProblem(text: string): FilterProblem | null {
  if (text.trim() === '') return null;
  try {
    // Only the grammar and the words are checked: the time zone changes neither.
    compileQuery(text, { offsetSeconds: () => 0 });
    return null;
  } catch (error) {
    if (error instanceof QueryError) return { position: error.position, message: error.message };
    throw error;
  }
}

/** Words that could stand where the caret is, and the part of the text that they would replace. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

const WORD = /[^\s()&|!<>=~{},"]*$/;
const COMPARED = /([a-z.]+)\s*(?:==|!=|in\s*\{[^{}]*)\s*$/i;

/** Values by the kind of the field before the comparison; fields of other kinds have values without number. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  state: STATE_NAMES,
  outcome: OUTCOMES,
  errno: ERRNOS,
  cause: RESET_CAUSES,
  finding: CONNECTION_FINDING_CODES,
  severity: SEVERITIES,
};

/** All words that may stand alone, or begin a comparison. */
const ALONE: readonly string[] = [
  ...FIELDS.map(({ name }) => name),
  ...STATE_NAMES,
  ...OUTCOMES,
  ...ERRNOS,
  ...CONNECTION_FINDING_CODES,
];

export function completeFilter(text: string, caret: number): Completion {
  const before = text.slice(0, caret);
  const start = before.length - WORD.exec(before)![0].length;
  const word = before.slice(start).toLowerCase();
  const field = COMPARED.exec(before.slice(0, start))?.[1]?.toLowerCase();
  const kind = FIELDS.find(({ name }) => name === field)?.kind;
  const known = field === undefined ? ALONE : (VALUES[kind ?? ''] ?? []);
  const words = known.filter(
    (candidate) => candidate.toLowerCase().startsWith(word) && candidate.toLowerCase() !== word,
  );
  // Before anything is typed the fields are enough of a choice.
  return {
    start,
    end: caret,
    words: word === '' && field === undefined ? FIELDS.map(({ name }) => name) : words,
  };
}
