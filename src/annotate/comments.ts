import { annotateText } from '../format/messages/en/annotate.js';
import { MAX_COMMENT_CHARACTERS } from '../limits.js';
import { Note, noteNames } from '../tcp/notes.js';
import type { Annotations } from './collector.js';
import { COMMENT_TAG } from './comment-tag.js';
import { LATE, type Remark, type StateChange } from './remarks.js';

/** How many incidents the comment on the whole names. */
const NAMED_INCIDENTS = 8;

/** True of nearly every packet where network cards cut up segments: a comment on each would hide all others. */
const UNSAID_NOTES = Note.OffloadSize;

/**
 * What is said of a packet in its comment, without the tag; empty where nothing is. The codes of findings stand in square brackets
 * first: `[reset-no-socket] responder: ESTABLISHED → CLOSED; …`.
 */
export function remarkText(remark: Remark): string {
  const codes = remark.codes.map((code) => `[${code}]`).join(' ');
  const said = [
    ...changesText(remark.changes),
    ...notesOf(remark.notes & ~UNSAID_NOTES),
    ...remark.sentences,
    ...remark.ownNotes.map(annotateText.ownNote),
  ].join('; ');
  return harmless(codes === '' || said === '' ? codes + said : `${codes} ${said}`);
}

/** The words of `Note` bits, as in rows of packets. */
export function notesOf(notes: number): string[] {
  return notes & LATE ? ['late'] : noteNames(notes);
}

/** The comment on the whole file. */
export function sectionComment({ summary, outcomes, findings }: Annotations): string {
  const counts = [...outcomes].sort(([, a], [, b]) => b - a);
  const lines = [annotateText.summary(summary.totals.connections, counts)];
  const { incidents } = findings;
  if (incidents.length === 0) lines.push(annotateText.noIncidents);
  for (const { severity, codes, title } of incidents.slice(0, NAMED_INCIDENTS)) {
    lines.push(annotateText.incident(severity, codes[0]!, title));
  }
  if (incidents.length > NAMED_INCIDENTS)
    lines.push(annotateText.moreIncidents(incidents.length - NAMED_INCIDENTS));
  return COMMENT_TAG + harmless(lines.join('\n'));
}

/** "responder: FIN_WAIT_1 → FIN_WAIT_2 → TIME_WAIT" for each side. */
function changesText(changes: readonly StateChange[]): string[] {
  return (['initiator', 'responder'] as const).flatMap((side) => {
    const states: string[] = [];
    for (const change of changes) {
      if (change.side !== side) continue;
      if (states.length === 0 && change.from !== null) states.push(change.from);
      states.push(change.to);
    }
    return states.length === 0 ? [] : [annotateText.change(side, states)];
  });
}

const HALF_CHARACTER = /[\ud800-\udbff]$/;

/** Controls but the end of a line become spaces, and no comment is longer than there is room for. */
function harmless(text: string): string {
  const plain = text.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, ' ');
  return plain.length > MAX_COMMENT_CHARACTERS
    ? `${plain.slice(0, MAX_COMMENT_CHARACTERS).replace(HALF_CHARACTER, '')} …`
    : plain;
}
