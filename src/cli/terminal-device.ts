import { closeSync, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { UsageError } from '../errors.js';
import { screenText } from '../format/messages/en/screen.js';
import type { TerminalDevice } from '../tui/terminal-session.js';

/**
 * The terminal of this process. Keys are read from standard input where that is the terminal, else from the terminal itself: a
 * capture may come in by the pipe.
 * @throws UsageError where there is no terminal to read keys from.
 */
export function openTerminalDevice(): TerminalDevice {
  const keyboard = process.stdin.isTTY ? process.stdin : openControllingTerminal();
  const { stdout } = process;
  return {
    keyboard,
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
    write: (text) => stdout.write(text),
    onDrain: (listener) => {
      stdout.once('drain', listener);
    },
    writeNow,
    onResize: (listener) => {
      stdout.on('resize', listener);
      return () => {
        stdout.off('resize', listener);
      };
    },
    close: () => {
      // A stream of our own would keep the process alive.
      if (keyboard !== process.stdin) keyboard.destroy();
    },
  };
}

function openControllingTerminal(): ReadStream {
  let descriptor: number;
  try {
    descriptor = openSync('/dev/tty', 'r');
  } catch (cause) {
    throw new UsageError(screenText.noKeyboard, { cause });
  }
  try {
    return new ReadStream(descriptor);
  } catch (cause) {
    closeSync(descriptor);
    throw new UsageError(screenText.noKeyboard, { cause });
  }
}

/** Standard output may be set not to wait: what does not fit yet is tried again, for a while. */
function writeNow(text: string): void {
  let rest = Buffer.from(text);
  for (let tries = 0; rest.length > 0 && tries < MOST_TRIES; tries++) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      // The terminal is gone: nothing can be given back to it.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}

const MOST_TRIES = 10_000;
