/** 412110 → "412,110": whole numbers as people read them. */
export function formatCount(value: number): string {
  const digits = String(Math.trunc(value));
  return digits.length < 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
