import { styleText } from 'node:util';
import type { Outcome } from '../rows.js';

/** What a piece of text is, not how it looks; colour never carries a meaning alone. */
export type Tone = 'title' | 'bad' | 'warning' | 'good' | 'quiet' | 'plain';

/** The surface that text reports are printed on. */
export interface Terminal {
  /** Characters a line may have; Infinity where nothing must be cut. */
  readonly width: number;
  readonly ascii: boolean;
  readonly ellipsis: string;
  paint(tone: Tone, text: string): string;
}

const STYLES = { title: 'bold', bad: 'red', warning: 'yellow', good: 'green', quiet: 'dim' } as const;

export function openTerminal(options: { width: number; ascii: boolean; color: boolean }): Terminal {
  const { width, ascii, color } = options;
  return {
    width,
    ascii,
    ellipsis: ascii ? '..' : '…',
    paint: (tone, text) =>
      color && tone !== 'plain' ? styleText(STYLES[tone], text, { validateStream: false }) : text,
  };
}

export function toneOf(outcome: Outcome): Tone {
  switch (outcome) {
    case 'reset':
    case 'refused':
    case 'unreachable':
    case 'unanswered':
    case 'vanished':
      return 'bad';
    case 'aborted-handshake':
    case 'half-closed':
      return 'warning';
    case 'stray':
    case 'partial':
      return 'quiet';
    default:
      return 'plain';
  }
}
