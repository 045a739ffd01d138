import { formatBytes } from '../../bytes.js';
import { formatDuration } from '../../duration.js';

type Amount = number | string | null | undefined;

/** A measure in seconds, as "171 s" or "40 ms". */
export function seconds(amount: Amount): string {
  return typeof amount === 'number' ? formatDuration(amount) : 'some time';
}

/** A measure in bytes, as "1.4 KB". */
export function bytes(amount: Amount): string {
  return typeof amount === 'number' ? formatBytes(amount) : 'some bytes';
}
