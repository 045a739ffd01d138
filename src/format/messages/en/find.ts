import { formatDuration } from '../../duration.js';
import { counted } from '../en.js';

const END = 8;

/** Sentences of `synopsis find`. */
export const findText = {
  describe: "the connections behind an application's log line",
  usage: '<captures...> "log line" [options]',
  examples: [
    ['synopsis find trace.pcap "14:05:47 ECONNRESET 10.2.0.12:3306"', 'a time, an errno, an endpoint'],
    ['synopsis find trace.pcap "upstream timed out (110) ... 10.2.0.9"', 'a line as nginx writes it'],
  ] as [string, string][],
  wantsLine:
    'find needs a log line behind the captures: synopsis find trace.pcap "14:05:47 ECONNRESET 10.2.0.12:3306"',
  nothingToGoBy: (text: string) =>
    `"${text}" holds no time, no errno and no endpoint that could tell connections apart: give it some of "14:05:47 ECONNRESET 10.2.0.12:3306"`,
  lookingFor: (parts: readonly string[]) => `Looking for ${parts.join(', ')}.`,
  time: (text: string) => `what happened at ${text}`,
  unknownTime: 'a time that the capture cannot be compared with',
  endpoint: (host: string | null, port: number | null) =>
    host === null
      ? `port ${port}`
      : port === null
        ? host
        : `${host.includes(':') ? `[${host}]` : host}:${port}`,
  none: (count: number) => `None of ${counted(count, 'connection')} fits.`,
  more: (count: number) =>
    `${counted(count, 'more connection')} fit${count === 1 ? 's' : ''} less well (--limit).`,
  match: (place: number, score: number, connection: number) =>
    `${place}. ${Math.round(score * 100)} %  connection ${connection}`,
  fits: (fits: readonly string[]) => (fits.length === 0 ? '' : `same ${fits.join(', ')}`),
  side: (side: string, address: string) => `written by the ${side}'s program at ${address}`,
  event: (time: string) => `it happened at ${time}`,
  offset: (seconds: number) => {
    if (Math.abs(seconds) < 0.0005) return 'the clocks agree';
    const zone = Math.round(seconds / 900) * 900;
    const isZone = zone !== 0 && Math.abs(seconds - zone) < END;
    const ahead = seconds > 0 ? 'later' : 'earlier';
    const base = `logged ${formatDuration(Math.abs(seconds))} ${ahead}`;
    return isZone ? `${base}: another time zone, or a clock set to it (${zone / 3600} h)` : base;
  },
  next: (file: string, connection: number) => `Next: synopsis connection ${file} ${connection}`,
} as const;
