import type { FindingCode, Severity } from '../../../rows.js';
import { counted } from '../en.js';

/** Sentences on `--fail-on`. */
export const gateText = {
  help: 'exit with 1 when this is found: error, warning, note (or worse), or codes of findings',
  unknown: (word: string, nearest: string | null) =>
    `--fail-on: "${word}" is neither a severity (error, warning, note) nor the code of a finding${
      nearest === null ? ': synopsis explain lists them' : `; did you mean "${nearest}"?`
    }`,
  empty: '--fail-on wants error, warning, note or the code of a finding',
  fired: (asked: string, found: readonly string[], more: number) =>
    `--fail-on ${asked}: found ${found.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  /** The first few of the connections that have it. */
  found: (code: FindingCode, severity: Severity, count: number, first: readonly number[]) => {
    if (count === 0) return `${code} (${severity})`;
    const which = first.length === count ? '' : ', first';
    return `${code} (${severity}) in ${counted(count, 'connection')}${which}: ${first.join(', ')}`;
  },
} as const;
