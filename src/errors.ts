/**
 * What can go wrong before or beside the packets: a file that is no capture, a command that makes no sense.
 * Bad data inside a packet is never an exception; the decoder returns a `DecodeStatus` for it.
 */
export class TraceError extends Error {
  /** Stable, for programs: "capture-format", "capture-unreadable", "usage". */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The command line asks for something that does not exist or does not fit together. Exit code 2. */
export class UsageError extends TraceError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('usage', message, options);
  }
}
