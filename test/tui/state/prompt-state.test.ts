import { describe, expect, it } from 'vitest';
import { editPrompt, insert, openPrompt, type PromptState } from '../../../src/tui/state/prompt-state.js';

function typed(text: string, ...keys: string[]): PromptState {
  return keys.reduce((prompt, key) => editPrompt(prompt, key).prompt, openPrompt({ kind: 'filter' }, text));
}

describe('a line that is typed', () => {
  it.each([
    ['', ['a', 'b', 'space', 'c'], 'ab c', 4],
    ['abc', ['left', 'x'], 'abxc', 3],
    ['abc', ['home', 'x'], 'xabc', 1],
    ['abc', ['home', 'right', 'delete'], 'ac', 1],
    ['abc', ['backspace', 'backspace'], 'a', 1],
    ['port == 443', ['ctrl+w'], 'port == ', 8],
    ['port == 443 ', ['ctrl+w', 'ctrl+w'], 'port ', 5],
    ['abc def', ['left', 'left', 'left', 'ctrl+u'], 'def', 0],
    ['abc def', ['left', 'left', 'left', 'ctrl+k'], 'abc ', 4],
    ['a𝄞', ['backspace'], 'a', 1],
    ['a𝄞', ['left', 'left', 'right', 'right'], 'a𝄞', 3],
    ['', ['backspace', 'left', 'delete', 'up', 'f5', 'ctrl+x'], '', 0],
  ])('%j after %j is %j', (text, keys, expected, caret) => {
    expect(typed(text, ...keys)).toMatchObject({ text: expected, caret });
  });

  it('tells what a key asks for', () => {
    const prompt = openPrompt({ kind: 'command' }, 'quit');
    const asks = ['enter', 'escape', 'tab', 'shift+tab', 'x', 'left'].map(
      (key) => editPrompt(prompt, key).asks,
    );
    expect(asks).toEqual(['submitted', 'cancelled', 'complete', 'complete-back', 'typed', null]);
  });

  it('takes what is pasted at the caret, as one line', () => {
    const { prompt } = insert(typed('ab', 'left'), 'x\r\ny\tz');
    expect(prompt).toMatchObject({ text: 'ax y zb', caret: 6 });
  });
});
