import { formatBytes } from '../../bytes.js';
import { formatCount } from '../../count.js';
import { formatDuration } from '../../duration.js';

type Amount = number | string | null | undefined;

/** Where the capture has no times there is nothing to say of how long. */
function isKnown(amount: Amount): amount is number {
  return typeof amount === 'number' && !Number.isNaN(amount);
}

/** A measure in seconds, as "171 s" or "40 ms". */
export function seconds(amount: Amount): string {
  return isKnown(amount) ? formatDuration(amount) : 'some time';
}

/** A measure in bytes, as "1.4 KB". */
export function bytes(amount: Amount): string {
  return typeof amount === 'number' ? formatBytes(amount) : 'some bytes';
}

/** " 171 s in": how long the connection had lived; nothing where its beginning was not captured. */
export function since({ measures }: { measures: Readonly<Record<string, Amount>> }): string {
  const after = measures['afterSeconds'];
  return isKnown(after) ? ` ${formatDuration(after)} in` : '';
}

/** "once", "twice", "3 times". */
export function often(amount: Amount): string {
  const count = Number(amount);
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${formatCount(count)} times`;
}

/** A share between 0 and 1, as "2.4 %". */
export function percent(amount: Amount): string {
  return typeof amount === 'number' ? `${(amount * 100).toFixed(amount < 0.1 ? 1 : 0)} %` : 'some';
}
