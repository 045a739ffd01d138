import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  NO_NOTES,
  ownNotesPath,
  parseOwnNotes,
  printOwnNotes,
  readOwnNotes,
  withNote,
  writeOwnNotes,
} from '../../src/annotate/own-notes.js';
import { annotated, FIXTURE_CAPTURES, Scratch } from '../support/annotated.js';

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

describe("a person's notes", () => {
  it('are read as they were written, beside the capture', async () => {
    const path = ownNotesPath(scratch.path('trace.pcapng'));
    expect(path).toBe(scratch.path('trace.pcapng.synopsis-notes.json'));
    expect(await readOwnNotes(path)).toEqual(NO_NOTES);
    let notes = withNote(NO_NOTES, { packet: 12 }, 'here it\nbegins → "so"');
    notes = withNote(notes, { connection: 0 }, 'the good one');
    writeOwnNotes(path, notes);
    expect(await readOwnNotes(path)).toEqual(notes);
    writeOwnNotes(path, withNote(notes, { packet: 12 }, ''));
    expect((await readOwnNotes(path)).packets.size).toBe(0);
  });

  it('stand in the file in the order of their numbers', () => {
    const notes = {
      packets: new Map([
        [9, 'b'],
        [2, 'a'],
      ]),
      connections: new Map([[1, 'c']]),
    };
    expect(JSON.parse(printOwnNotes(notes))).toEqual({
      schema: 'synopsis-notes/1',
      notes: [
        { packet: 2, text: 'a' },
        { packet: 9, text: 'b' },
        { connection: 1, text: 'c' },
      ],
    });
  });

  it.each([
    ['', 'JSON'],
    ['[]', 'expected {"schema"'],
    ['{"schema":"synopsis-notes/2","notes":[]}', 'expected {"schema"'],
    ['{"schema":"synopsis-notes/1","notes":[{"packet":0,"text":"a"}]}', 'note 1 needs'],
    [
      '{"schema":"synopsis-notes/1","notes":[{"packet":1,"text":"a"},{"packet":1,"connection":1,"text":"a"}]}',
      'note 2 needs',
    ],
    ['{"schema":"synopsis-notes/1","notes":[null]}', 'note 1 needs'],
    ['{"schema":"synopsis-notes/1","notes":[{"packet":1,"text":7}]}', 'note 1 needs'],
  ])('are not taken from %s', (text, problem) => {
    expect(() => parseOwnNotes('notes.json', text)).toThrow(problem);
  });

  it('go into the annotated file: at their packet, or where their connection begins', async () => {
    const [, path] = FIXTURE_CAPTURES.find(([name]) => name === 'reset-by-abort')!;
    const ownNotes = {
      packets: new Map([[1, 'asked\x1b[31m twice']]),
      connections: new Map([[0, 'deploy at noon']]),
    };
    const { text } = await annotated(path, { ownNotes, detail: 'findings' });
    expect(text).toContain('[synopsis] note: asked [31m twice');
    expect(text).toContain('[synopsis] note: deploy at noon');
  });
});
