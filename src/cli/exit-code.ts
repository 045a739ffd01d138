import { TraceError } from '../errors.js';

/** What the shell learns. */
export const ExitCode = {
  Fine: 0,
  /** What was asked for with `--fail-on` was found. */
  Gate: 1,
  Usage: 2,
  Unreadable: 3,
  /** Our own mistake (EX_SOFTWARE of sysexits.h). */
  Internal: 70,
  /** The system has no more memory for us (EX_OSERR). */
  NoMemory: 71,
  /** The output could not be written (EX_IOERR). */
  Output: 74,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export function exitCodeOf(error: unknown): ExitCode {
  if (lacksMemory(error)) return ExitCode.NoMemory;
  if (!(error instanceof TraceError)) return ExitCode.Internal;
  switch (error.code) {
    case 'closed-pipe':
      return ExitCode.Fine;
    case 'gate':
      return ExitCode.Gate;
    case 'usage':
      return ExitCode.Usage;
    case 'output':
      return ExitCode.Output;
    default:
      return ExitCode.Unreadable;
  }
}

/** Whether a table could not be had: under a limit of addresses (ulimit -v), or where memory is promised strictly. */
export function lacksMemory(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Array buffer allocation failed';
}
