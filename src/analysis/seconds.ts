/** Durations leave as seconds; nanoseconds are kept, the noise of the division is not. */
export function toSeconds(ns: number): number | null {
  return Number.isNaN(ns) ? null : Math.round(ns) / 1e9;
}
