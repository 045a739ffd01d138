/**
 * Seconds as people read them, at most eight characters: "0.412ms", "3.21s", "12m05s", "1h02m", "3d04h".
 * Null and NaN (no times in the input) give "-".
 */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || Number.isNaN(seconds)) return '-';
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds === 0) return '0s';
  if (seconds < 0.9995) return `${threeDigits(seconds * 1000)}ms`;
  if (seconds < 599.5) return `${seconds < 99.95 ? threeDigits(seconds) : seconds.toFixed(1)}s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}m${twoDigits(whole % 60)}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h${twoDigits(minutes % 60)}m`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)}d${twoDigits(hours % 24)}h`;
}

/** 0.4123 → "0.412", 12.34 → "12.3", 0.00004 → "0.000": enough to compare, no more. */
function threeDigits(value: number): string {
  if (value < 9.995) return value < 0.9995 ? value.toFixed(3) : value.toFixed(2);
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
