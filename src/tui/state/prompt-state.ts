import { MAX_PASTE_CHARACTERS } from '../../limits.js';
import type { ExportFormat, OwnNote } from '../model.js';

/** A line that is being typed, and what it is for. */
export interface PromptState {
  readonly purpose: PromptPurpose;
  readonly text: string;
  /** Where the next character goes, in UTF-16 units. */
  readonly caret: number;
  /** What was there before, for Esc. */
  readonly before: string;
  /** The completion that is offered now, counted through by Tab; -1 while none was chosen. */
  readonly offered: number;
  /** The text as it was typed, while completions are tried. */
  readonly typed: string;
}

export type PromptPurpose =
  | { readonly kind: 'filter' }
  | { readonly kind: 'search' }
  | { readonly kind: 'command' }
  | { readonly kind: 'note'; readonly on: OwnNote['on']; readonly number: number }
  | { readonly kind: 'path'; readonly format: ExportFormat };

export function openPrompt(purpose: PromptPurpose, text = ''): PromptState {
  return { purpose, text, caret: text.length, before: text, offered: -1, typed: text };
}

export type PromptKey = 'typed' | 'submitted' | 'cancelled' | 'complete' | 'complete-back' | null;

/** The line after a key, and what the key asks for beyond the line. */
export function editPrompt(prompt: PromptState, key: string): { prompt: PromptState; asks: PromptKey } {
  const { text, caret } = prompt;
  const typed = (next: string, at: number): { prompt: PromptState; asks: PromptKey } => ({
    prompt: { ...prompt, text: next, caret: at, offered: -1, typed: next },
    asks: next === text ? null : 'typed',
  });
  const moved = (at: number) => ({ prompt: { ...prompt, caret: at }, asks: null });
  switch (key) {
    case 'enter':
      return { prompt, asks: 'submitted' };
    case 'escape':
      return { prompt, asks: 'cancelled' };
    case 'tab':
      return { prompt, asks: 'complete' };
    case 'shift+tab':
      return { prompt, asks: 'complete-back' };
    case 'left':
    case 'ctrl+b':
      return moved(before(text, caret));
    case 'right':
    case 'ctrl+f':
      return moved(after(text, caret));
    case 'home':
    case 'ctrl+a':
      return moved(0);
    case 'end':
    case 'ctrl+e':
      return moved(text.length);
    case 'backspace':
    case 'ctrl+h':
      return typed(text.slice(0, before(text, caret)) + text.slice(caret), before(text, caret));
    case 'delete':
    case 'ctrl+d':
      return typed(text.slice(0, caret) + text.slice(after(text, caret)), caret);
    case 'ctrl+u':
      return typed(text.slice(caret), 0);
    case 'ctrl+k':
      return typed(text.slice(0, caret), caret);
    case 'ctrl+w':
    case 'alt+backspace': {
      const kept = text.slice(0, caret).replace(/\S*\s*$/, '');
      return typed(kept + text.slice(caret), kept.length);
    }
    case 'space':
      return insert(prompt, ' ');
    default:
      return isCharacter(key) ? insert(prompt, key) : { prompt, asks: null };
  }
}

/** Puts text in at the caret; line ends of what was pasted become spaces. */
export function insert(prompt: PromptState, added: string): { prompt: PromptState; asks: PromptKey } {
  const room = Math.max(0, MAX_PASTE_CHARACTERS - prompt.text.length);
  const oneLine = added.replace(/[\r\n\t]+/g, ' ').slice(0, room);
  const text = prompt.text.slice(0, prompt.caret) + oneLine + prompt.text.slice(prompt.caret);
  return {
    prompt: { ...prompt, text, caret: prompt.caret + oneLine.length, offered: -1, typed: text },
    asks: 'typed',
  };
}

function isCharacter(key: string): boolean {
  return [...key].length === 1 && key >= ' ';
}

function before(text: string, at: number): number {
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]!) && /[\ud800-\udbff]/.test(text[at - 2]!);
  return Math.max(0, at - (isPair ? 2 : 1));
}

function after(text: string, at: number): number {
  return Math.min(text.length, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
}
