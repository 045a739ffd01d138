import { formatCount } from '../../count.js';

/** Who is meant, where it is more than one. */
export const whoText = {
  manyServices: 'many services',
  manyHosts: 'many hosts',
  /** The busiest first. */
  hosts: (names: readonly string[], isMore: boolean) => several(names, 'host', isMore),
  services: (names: readonly string[]) => several(names, 'service', false),
} as const;

function several([first, second, ...rest]: readonly string[], what: string, isMore: boolean): string {
  if (first === undefined) return `unknown ${what}s`;
  if (second === undefined) return isMore ? `${first} and many other ${what}s` : first;
  const others = rest.length + 1;
  if (others === 1 && !isMore) return `${first} and ${second}`;
  return `${first} and ${isMore ? 'more than ' : ''}${formatCount(others)} other ${what}s`;
}
