import { formatCount } from '../../count.js';

/** How many there are, and the two that stand out most. */
export interface Busiest {
  first: string;
  second: string;
  count: number;
}

/** Who is meant, where it is more than one. */
export const whoText = {
  manyServices: 'many services',
  manyHosts: 'many hosts',
  hosts: (busiest: Busiest, isMore: boolean) => several(busiest, 'host', isMore),
  services: (busiest: Busiest) => several(busiest, 'service', false),
} as const;

function several({ first, second, count }: Busiest, what: string, isMore: boolean): string {
  if (count === 0) return `unknown ${what}s`;
  if (count === 1) return isMore ? `${first} and many other ${what}s` : first;
  if (count === 2 && !isMore) return `${first} and ${second}`;
  return `${first} and ${isMore ? 'more than ' : ''}${formatCount(count - 1)} other ${what}s`;
}
