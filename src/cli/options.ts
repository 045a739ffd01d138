import type { Detail } from '../annotate/detail.js';
import { TUNNELS, type Tunnels } from '../decode/tunnel/tunnels.js';
import { UsageError } from '../errors.js';
import { cliText } from '../format/messages/en.js';
import { TimeZone } from '../format/time.js';
import { WIRESHARK_PROFILES, type WiresharkProfile } from '../labels/wireshark-profile.js';
import { compileQuery, type Query } from '../query/evaluate.js';
import { type Moment, parseMoment } from '../query/moment.js';
import { TimeWindow } from '../query/time-window.js';
import type { FailGate } from './fail-gate.js';

/** The options as yargs hands them over; what was not given is undefined. */
export interface RawOptions {
  filter?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  format?: string | undefined;
  limit?: number | undefined;
  output?: string | undefined;
  force?: boolean | undefined;
  timeWait?: number | undefined;
  finTimeout?: number | undefined;
  profile?: WiresharkProfile | undefined;
  tunnels?: Tunnels | undefined;
  timeZone?: string | undefined;
  color?: boolean | undefined;
  ascii?: boolean | undefined;
  quiet?: boolean | undefined;
  sort?: string | undefined;
  reverse?: boolean | undefined;
  columns?: string | undefined;
  all?: boolean | undefined;
  at?: string | undefined;
  every?: string | undefined;
  host?: string | undefined;
  hosts?: string | undefined;
  side?: string | undefined;
  follow?: boolean | undefined;
  failOn?: string | undefined;
  connection?: string | undefined;
  finding?: string | undefined;
  incident?: string | undefined;
  anonymize?: boolean | undefined;
  anonymizeKey?: string | undefined;
  payload?: boolean | undefined;
  capture?: string | undefined;
  detail?: Detail | undefined;
}

/** The options all commands share, checked. */
export interface Options {
  filter: Query | null;
  window: TimeWindow;
  zone: TimeZone;
  format: string;
  /** Rows to print at most; null leaves it to the command. */
  limit: number | null;
  output: string | null;
  force: boolean;
  timeWaitSeconds: number | null;
  finTimeoutSeconds: number | null;
  profile: WiresharkProfile;
  tunnels: Tunnels;
  /** Null decides by the terminal. */
  color: boolean | null;
  ascii: boolean;
  quiet: boolean;
  /** A file of names, or null. */
  hosts: string | null;
  /** Wait for more at the end of the capture. */
  follow: boolean;
  /** Findings that make the command fail, or null. */
  failOn: FailGate | null;
}

/** @throws UsageError naming the option that cannot be understood. */
export async function checkOptions(raw: RawOptions): Promise<Options> {
  const zone = timeZone(raw.timeZone);
  return {
    filter: raw.filter === undefined ? null : compileQuery(raw.filter, zone),
    window: new TimeWindow(moment('--from', raw.from), moment('--to', raw.to), zone),
    zone,
    format: raw.format ?? 'text',
    limit: whole('--limit', raw.limit),
    output: raw.output ?? null,
    force: raw.force ?? false,
    timeWaitSeconds: seconds('--time-wait', raw.timeWait),
    finTimeoutSeconds: seconds('--fin-timeout', raw.finTimeout),
    profile: raw.profile ?? WIRESHARK_PROFILES[0],
    tunnels: raw.tunnels ?? TUNNELS[0],
    color: raw.color ?? null,
    ascii: raw.ascii ?? false,
    quiet: raw.quiet ?? false,
    hosts: raw.hosts ?? null,
    follow: raw.follow ?? false,
    failOn: raw.failOn === undefined ? null : await failGate(raw.failOn),
  };
}

/** Loaded when asked for: it knows all rules, as many files as all the rest. */
async function failGate(asked: string): Promise<FailGate> {
  const { FailGate } = await import('./fail-gate.js');
  return new FailGate(asked);
}

/** The names in a comma-separated list, each checked against the known ones. */
export function chosenNames(
  option: string,
  text: string | undefined,
  known: readonly string[],
): string[] | null {
  if (text === undefined) return null;
  if (text === 'all') return [...known];
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!known.includes(name)) throw new UsageError(cliText.unknownChoice(option, name, known));
  }
  return names;
}

function timeZone(name = 'local'): TimeZone {
  try {
    return new TimeZone(name);
  } catch {
    throw new UsageError(cliText.unknownZone(name));
  }
}

/** A time given with an option; null where it was not given. */
export function moment(option: string, text: string | undefined): Moment | null {
  if (text === undefined) return null;
  try {
    return parseMoment(text);
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`, { cause: error });
  }
}

function whole(option: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(cliText.notWhole(option));
  return value;
}

function seconds(option: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (!Number.isFinite(value) || value < 0) throw new UsageError(cliText.notSeconds(option));
  return value;
}
