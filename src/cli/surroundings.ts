import { writeSync } from 'node:fs';
import { ClosedPipe, DescriptorOutput, type TextOutput } from '../output/text-output.js';
import type { Interrupts } from './interrupts.js';

/** What a command sees of the process it runs in; tests hand in their own. */
export interface Surroundings {
  stdout: TextOutput;
  /** Warnings, errors and progress; never fails. */
  writeError(text: string): void;
  stdinIsTty: boolean;
  stdoutIsTty: boolean;
  stderrIsTty: boolean;
  /** Columns of the terminal, or what COLUMNS says; null where nothing is known. */
  columns: number | null;
  environment: NodeJS.ProcessEnv;
  /** From now on an interrupt ends the input; absent where there are none. */
  endInputOnInterrupt?: () => AbortSignal;
}

export function processSurroundings(interrupts: Interrupts): Surroundings {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdout: new DescriptorOutput(1),
    writeError: writeErrorSync,
    stdinIsTty: stdin.isTTY === true,
    stdoutIsTty: stdout.isTTY === true,
    stderrIsTty: stderr.isTTY === true,
    columns: (stdout.isTTY ? stdout.columns : 0) || Number(env['COLUMNS']) || null,
    environment: env,
    endInputOnInterrupt: () => interrupts.endInput(),
  };
}

function writeErrorSync(text: string): void {
  const output = new DescriptorOutput(2, writeSync);
  try {
    output.write(text);
    output.end();
  } catch (error) {
    // Nobody listens on standard error: the exit code still tells.
    if (!(error instanceof ClosedPipe)) return;
  }
}
