const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'];

/**
 * 512 → "512 B", 14480 → "14.5 kB": decimal units, three digits at most. `gap` stands between number and
 * unit; tables leave it out.
 */
export function formatBytes(bytes: number, gap = ' '): string {
  if (bytes < 1000) return `${bytes}${gap}B`;
  let value = bytes;
  let unit = -1;
  // 999.5 would print as 1000: the next unit says it in fewer digits.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 99.95 ? value.toFixed(0) : value.toFixed(1)}${gap}${UNITS[unit]}`;
}
