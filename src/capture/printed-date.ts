/**
 * Seconds since 1970 of the midnight that a printed time of day counts from. tcpdump and Wireshark print dates in the time
 * zone of their machine and don't name it: they are read in ours, which as a rule is the same (TZ tells another).
 * `hour` settles the offset: summer time begins and ends on an hour. NaN for what is no date.
 */
export function localMidnight(year: number, month: number, day: number, hour: number): number {
  return new Date(year, month - 1, day, hour).getTime() / 1000 - hour * 3600;
}

/** The time zone that dates without one are read in. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
