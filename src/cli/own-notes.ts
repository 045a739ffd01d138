import { type OwnNotes, ownNotesPath, readOwnNotes, writeOwnNotes } from '../annotate/own-notes.js';
import { UsageError } from '../errors.js';
import { screenExportText } from '../format/messages/en/screen-export.js';
import type { OwnNote } from '../tui/model.js';

/** A person's notes beside the first capture; what comes by a pipe has no place beside it. */
export class NotesBeside {
  readonly #path: string | null;

  constructor(capture: string) {
    this.#path = capture === '-' ? null : ownNotesPath(capture);
  }

  /** @throws OwnNotesError where something else stands in their place. */
  async read(): Promise<OwnNote[]> {
    if (this.#path === null) return [];
    const { packets, connections } = await readOwnNotes(this.#path);
    return [...listed('packet', packets), ...listed('connection', connections)];
  }

  async keep(notes: readonly OwnNote[]): Promise<void> {
    if (this.#path === null) throw new UsageError(screenExportText.notesNeedFile);
    writeOwnNotes(this.#path, {
      packets: textsOf('packet', notes),
      connections: textsOf('connection', notes),
    });
  }
}

function listed(on: OwnNote['on'], texts: ReadonlyMap<number, string>): OwnNote[] {
  return [...texts].map(([number, text]) => ({ on, number, text }));
}

function textsOf(on: OwnNote['on'], notes: readonly OwnNote[]): OwnNotes['packets'] {
  return new Map(notes.filter((note) => note.on === on).map(({ number, text }) => [number, text]));
}
