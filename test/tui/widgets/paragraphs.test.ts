import { describe, expect, it } from 'vitest';
import { textOf } from '../../../src/tui/widgets/line.js';
import { labelled, wrapCells } from '../../../src/tui/widgets/paragraphs.js';

describe('paragraphs', () => {
  it('break at spaces, and within words that are too long', () => {
    expect(wrapCells('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapCells('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
  });

  it('stand beside their label, which never touches them', () => {
    expect(labelled('name', 'one two three', 6, 14).map(textOf)).toEqual(['name  one two', '      three']);
    expect(labelled('longer name', 'x', 4, 40).map(textOf)).toEqual(['longer name x']);
  });
});
