/**
 * An extract ends with the last packet of its connections, yet what they did not send afterwards is known too. Its first section
 * says so, in a comment that people can read as well: silence up to that time is silence, not the end of the capture.
 */
const SENTENCE =
  /^synopsis extract: all packets of its connections up to (\d{1,12})\.(\d{9}) \(seconds since 1970\)$/;

/** @param time epoch seconds with nine decimals */
export function completeUntilComment(time: string): string {
  return `synopsis extract: all packets of its connections up to ${time} (seconds since 1970)`;
}

export function isCompleteUntilComment(comment: string): boolean {
  return SENTENCE.test(comment);
}

/** The latest time that comments say so of, as seconds and nanoseconds; null where none does. */
export function completeUntil(comments: readonly string[]): { seconds: number; nanoseconds: number } | null {
  let latest: { seconds: number; nanoseconds: number } | null = null;
  for (const comment of comments) {
    const match = SENTENCE.exec(comment);
    if (match === null) continue;
    const [seconds, nanoseconds] = [Number(match[1]), Number(match[2])];
    const isLater =
      latest === null ||
      seconds > latest.seconds ||
      (seconds === latest.seconds && nanoseconds > latest.nanoseconds);
    if (isLater) latest = { seconds, nanoseconds };
  }
  return latest;
}
