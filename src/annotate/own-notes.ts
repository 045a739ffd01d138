import { ByteSource } from '../capture/byte-source.js';
import { TraceError } from '../errors.js';
import { annotateText } from '../format/messages/en/annotate.js';
import { MAX_OWN_NOTES_BYTES } from '../limits.js';
import { openAtomicFile } from '../output/atomic-file.js';

/** What a person noted at packets and connections, by their numbers; one text each, of as many lines as he likes. */
export interface OwnNotes {
  readonly packets: ReadonlyMap<number, string>;
  readonly connections: ReadonlyMap<number, string>;
}

export const NO_NOTES: OwnNotes = { packets: new Map(), connections: new Map() };

/** What a note is about. */
export type NoteSubject = { packet: number } | { connection: number };

/** A file of notes that is none. */
export class OwnNotesError extends TraceError {
  constructor(path: string, problem: string) {
    super('own-notes', annotateText.notNotes(path, problem));
  }
}

/** Notes stand beside the capture that they are about. */
export function ownNotesPath(capture: string): string {
  return `${capture}.synopsis-notes.json`;
}

/** The notes with this one put in the place of what was noted there before; an empty text takes the note away. */
export function withNote(notes: OwnNotes, subject: NoteSubject, text: string): OwnNotes {
  if ('packet' in subject) return { ...notes, packets: changed(notes.packets, subject.packet, text) };
  return { ...notes, connections: changed(notes.connections, subject.connection, text) };
}

/**
 * Reads a file of notes; there are none where there is no such file.
 * @throws {OwnNotesError} when it holds something else: nothing in it is lost by writing over it.
 * @throws {CaptureUnreadableError} when it cannot be read.
 */
export async function readOwnNotes(path: string): Promise<OwnNotes> {
  let source: ByteSource;
  try {
    source = await ByteSource.open(path);
  } catch (error) {
    if (isMissing(error)) return NO_NOTES;
    throw error;
  }
  try {
    await source.fill(MAX_OWN_NOTES_BYTES + 1);
    const { bytes, start, end } = source;
    if (end - start > MAX_OWN_NOTES_BYTES) throw new OwnNotesError(path, annotateText.tooLongNotes);
    return parseOwnNotes(path, new TextDecoder().decode(bytes.subarray(start, end)));
  } finally {
    await source.close();
  }
}

/** Writes the notes, whole or not at all, in place of those that stood there. */
export function writeOwnNotes(path: string, notes: OwnNotes): void {
  const output = openAtomicFile(path, { force: true, inputs: [] });
  try {
    output.write(printOwnNotes(notes));
    output.end();
  } catch (error) {
    output.discard();
    throw error;
  }
}

/** `{"schema": "synopsis-notes/1", "notes": [{"packet": 12, "text": "…"}, {"connection": 3, "text": "…"}]}`, by number. */
export function printOwnNotes({ packets, connections }: OwnNotes): string {
  const notes = [
    ...byNumber(packets).map(([packet, text]) => ({ packet, text })),
    ...byNumber(connections).map(([connection, text]) => ({ connection, text })),
  ];
  return `${JSON.stringify({ schema: SCHEMA, notes }, null, 2)}\n`;
}

const SCHEMA = 'synopsis-notes/1';

/** @throws {OwnNotesError} */
export function parseOwnNotes(path: string, text: string): OwnNotes {
  const packets = new Map<number, string>();
  const connections = new Map<number, string>();
  const list = listOf(path, text);
  for (const [i, one] of list.entries()) {
    const { packet, connection, text: said } = (one ?? {}) as Record<string, unknown>;
    const isPacket = isNumber(packet, 1);
    if (typeof said !== 'string' || isPacket === isNumber(connection, 0)) {
      throw new OwnNotesError(path, annotateText.notANote(i + 1));
    }
    if (isPacket) packets.set(packet as number, said);
    else connections.set(connection as number, said);
  }
  return { packets, connections };
}

function listOf(path: string, text: string): unknown[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new OwnNotesError(path, (error as Error).message);
  }
  const { schema, notes } = (file ?? {}) as Record<string, unknown>;
  if (schema !== SCHEMA || !Array.isArray(notes))
    throw new OwnNotesError(path, annotateText.notNotesSchema(SCHEMA));
  return notes;
}

function isNumber(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= 0xffffffff;
}

function changed(notes: ReadonlyMap<number, string>, number: number, text: string): Map<number, string> {
  const after = new Map(notes);
  if (text === '') after.delete(number);
  else after.set(number, text);
  return after;
}

function byNumber(notes: ReadonlyMap<number, string>): [number, string][] {
  return [...notes].sort(([a], [b]) => a - b);
}

function isMissing(error: unknown): boolean {
  return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
