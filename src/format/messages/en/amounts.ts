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

/** " 171 s in": how long the connection had lived; nothing where its beginning was not captured. */
export function since({ measures }: { measures: Readonly<Record<string, Amount>> }): string {
  const after = measures['afterSeconds'];
  return typeof after === 'number' ? ` ${formatDuration(after)} in` : '';
}

/** A share between 0 and 1, as "2.4 %". */
export function percent(amount: Amount): string {
  return typeof amount === 'number' ? `${(amount * 100).toFixed(amount < 0.1 ? 1 : 0)} %` : 'some';
}
