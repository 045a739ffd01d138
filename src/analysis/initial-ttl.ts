/** The values that operating systems start with (p0f's guess): the next one up is the likely one. */
const INITIAL_TTLS = [32, 64, 128, 255] as const;

/** The TTL that the sender likely started with, for the TTL seen at the capture point. */
export function initialTtl(ttl: number): number {
  return INITIAL_TTLS.find((initial) => ttl <= initial) ?? 255;
}
