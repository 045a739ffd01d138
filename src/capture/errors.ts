import { TraceError } from '../errors.js';

/** Where a capture contradicts its format, and what would have been right there. */
export interface FormatMismatch {
  path: string;
  /** In the uncompressed capture. */
  byteOffset: number;
  expected: string;
  found: string;
}

/** The input is none of the formats that can be read. One line for people; the parts are there for programs. */
export class CaptureFormatError extends TraceError {
  readonly path: string;
  readonly byteOffset: number;
  readonly expected: string;
  readonly found: string;

  constructor({ path, byteOffset, expected, found }: FormatMismatch, options?: { cause?: unknown }) {
    const name = displayedPath(path);
    super(
      'capture-format',
      `${name}: not a capture: expected ${expected} at byte ${byteOffset}, found ${found}`,
      options,
    );
    this.path = path;
    this.byteOffset = byteOffset;
    this.expected = expected;
    this.found = found;
  }
}

/** The input cannot be opened or read at all: no such file, a directory, no permission. */
export class CaptureUnreadableError extends TraceError {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super('capture-unreadable', `${displayedPath(path)}: ${unreadableReason(cause)}`, { cause });
    this.path = path;
  }
}

/** What the system said, in words: "no such file". */
export function unreadableReason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return (code !== undefined && REASONS[code]) || escaped(message ?? String(cause));
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file (a part of the path is not a directory)',
  EISDIR: 'is a directory, not a capture',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the path is too long',
  ENXIO: 'is a socket or device that cannot be read',
  EMFILE: 'too many files are open (see ulimit -n)',
  ENFILE: 'too many files are open on this system',
  EIO: 'the device reports an input/output error',
  EBADF: 'is closed',
};

/** Captured bytes for a message: in quotes, nothing in them that a terminal would act upon. */
export function printableBytes(bytes: Uint8Array): string {
  return `"${escaped(Buffer.from(bytes).toString('latin1')).replaceAll('"', '\\"')}"`;
}

function displayedPath(path: string): string {
  return path === '-' ? 'standard input' : escapedControls(path);
}

/** Everything but printable ASCII as \n, \r, \t or \xNN. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replace(/[^\x20-\x7e]/g, escapeOf);
}

/** As `escaped`, but letters of any language may stand in a file name. */
function escapedControls(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, escapeOf);
}

function escapeOf(character: string): string {
  const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  if (named !== undefined) return named;
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
}
