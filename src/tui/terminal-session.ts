import type { KeyboardStream } from './input/keyboard.js';

/** The terminal that the screen is shown on. Whoever starts the screen opens it: standard output, and a keyboard that need not be standard input. */
export interface TerminalDevice {
  readonly keyboard: KeyboardStream;
  readonly columns: number;
  readonly rows: number;
  write(text: string): boolean;
  onDrain(listener: () => void): void;
  /** Writes at once, also while the process is dying. */
  writeNow(text: string): void;
  /** @returns a function that ends the subscription */
  onResize(listener: () => void): () => void;
  close(): void;
}

const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h';
const LEAVE = '\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l';
const MOUSE_ON = '\x1b[?1000h\x1b[?1006h';
const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l';

/** Holds the alternate screen, and gives the terminal back as it was: however often it is asked to, it does so once. */
export class TerminalSession {
  readonly #device: TerminalDevice;
  #isEntered = false;
  #hasMouse = false;

  constructor(device: TerminalDevice) {
    this.#device = device;
  }

  enter(): void {
    if (this.#isEntered) return;
    this.#isEntered = true;
    this.#device.write(this.#hasMouse ? ENTER + MOUSE_ON : ENTER);
  }

  /** Safe at any moment, also from an exit handler. */
  restore(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    try {
      this.#device.keyboard.setRawMode?.(false);
    } catch {
      // The terminal is gone; there is nothing to give back.
    }
    this.#device.writeNow(LEAVE);
  }

  /** Mouse reports take the terminal's own selection of text away, so they are on only when asked for. */
  setMouse(isOn: boolean): void {
    this.#hasMouse = isOn;
    if (this.#isEntered) this.#device.write(isOn ? MOUSE_ON : MOUSE_OFF);
  }

  /** Hands text to the clipboard of whoever sits before the terminal (OSC 52), where the terminal allows it. */
  copy(text: string): void {
    this.#device.write(`\x1b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\x07`);
  }
}
