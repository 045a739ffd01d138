import { StringDecoder } from 'node:string_decoder';
import { decodeInput, type InputEvent } from './decode-input.js';

/** Where bytes of the keyboard come from: a terminal's read stream. */
export interface KeyboardStream {
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Terminals send a sequence in one piece; over a slow line its rest may come this much later. */
const ESCAPE_MS = 25;

/** Reads a terminal's bytes and hands out events; a lone ESC becomes the key once nothing follows it. */
export class Keyboard {
  readonly #stream: KeyboardStream;
  readonly #take: (events: readonly InputEvent[]) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: KeyboardStream, take: (events: readonly InputEvent[]) => void) {
    this.#stream = stream;
    this.#take = take;
  }

  start(): void {
    this.#stream.setRawMode?.(true);
    this.#stream.on('data', this.#read);
    this.#stream.resume();
  }

  stop(): void {
    this.#stopTimer();
    this.#stream.off('data', this.#read);
    this.#stream.pause();
    this.#stream.setRawMode?.(false);
    this.#rest = '';
  }

  readonly #read = (bytes: Uint8Array): void => {
    this.#stopTimer();
    this.#decode(this.#rest + this.#decoder.write(Buffer.from(bytes)), false);
    if (this.#rest !== '' && !this.#rest.startsWith('\x1b[200~'))
      this.#timer = setTimeout(() => this.#decode(this.#rest, true), ESCAPE_MS);
  };

  #decode(text: string, isWhole: boolean): void {
    const { events, rest } = decodeInput(text, isWhole);
    this.#rest = rest;
    if (events.length > 0) this.#take(events);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
