import type { PayloadPiece } from '../analysis/payload-stream.js';
import { formatEndpoint } from '../format/address.js';
import { escapeTerminal } from '../format/escape.js';
import { followText } from '../format/messages/en/follow.js';
import type { TextOutput } from '../output/text-output.js';
import type { Side, Socket } from '../rows.js';
import type { Terminal, Tone } from './terminal.js';

/** Takes the payload of one connection, piece by piece. */
export interface FollowReport {
  piece(piece: PayloadPiece): void;
  end(): void;
}

export interface FollowOptions {
  output: TextOutput;
  terminal: Terminal;
}

const MARKS: Readonly<Record<Side, string>> = { initiator: '>', responder: '<' };
const TONES: Readonly<Record<Side, Tone>> = { initiator: 'title', responder: 'plain' };
/** A line without end must not be held for ever. */
const LONGEST_LINE = 16 * 1024;

/** Who speaks: "> initiator 10.0.0.1:40000", then the other. */
export function followHead(initiator: Socket, responder: Socket, { output, terminal }: FollowOptions): void {
  for (const [side, socket] of [
    ['initiator', initiator],
    ['responder', responder],
  ] as const) {
    const endpoint = escapeTerminal(formatEndpoint(socket.name ?? socket.address, socket.port));
    output.write(`${terminal.paint('quiet', `${MARKS[side]} ${side} ${endpoint}`)}\n`);
  }
}

/** Lines of text, each marked with the side that sent it; what a terminal would act upon is shown as \x1b. */
export class FollowLines implements FollowReport {
  readonly #options: FollowOptions;
  readonly #decoders = { initiator: new TextDecoder(), responder: new TextDecoder() };
  #side: Side = 'initiator';
  /** The line begun by that side. */
  #line = '';

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  piece(piece: PayloadPiece): void {
    if (piece.side !== this.#side || piece.kind === 'gap') this.#breakLine();
    this.#side = piece.side;
    if (piece.kind === 'gap') {
      writeGap(this.#options, piece);
      return;
    }
    const text = this.#line + this.#decoders[piece.side].decode(piece.bytes, { stream: true });
    const lines = text.split('\n');
    this.#line = lines.pop()!;
    for (const line of lines) this.#write(line.replace(/\r$/, ''));
    if (this.#line.length > LONGEST_LINE) this.#breakLine();
  }

  end(): void {
    this.#line += this.#decoders[this.#side].decode();
    this.#breakLine();
  }

  #breakLine(): void {
    if (this.#line !== '') this.#write(this.#line);
    this.#line = '';
  }

  #write(line: string): void {
    const { output, terminal } = this.#options;
    const harmless = line.split('\t').map(escapeTerminal).join('\t');
    output.write(`${terminal.paint(TONES[this.#side], `${MARKS[this.#side]} ${harmless}`.trimEnd())}\n`);
  }
}

const HEX_WIDTH = 16;

/** Sixteen bytes a line, with their place in what the side sent: "> 00000010  47 45 54 …  GET …". */
export class FollowHex implements FollowReport {
  readonly #options: FollowOptions;
  readonly #offsets: Record<Side, number> = { initiator: 0, responder: 0 };

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  piece(piece: PayloadPiece): void {
    const { output, terminal } = this.#options;
    const { side } = piece;
    if (piece.kind === 'gap') {
      this.#offsets[side] += piece.length;
      writeGap(this.#options, piece);
      return;
    }
    for (let at = 0; at < piece.bytes.length; at += HEX_WIDTH) {
      const line = hexLine(this.#offsets[side] + at, piece.bytes.subarray(at, at + HEX_WIDTH));
      output.write(`${terminal.paint(TONES[side], `${MARKS[side]} ${line}`)}\n`);
    }
    this.#offsets[side] += piece.bytes.length;
  }

  end(): void {}
}

function hexLine(offset: number, bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const [left, right] = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')];
  const text = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return `${offset.toString(16).padStart(8, '0')}  ${left.padEnd(23)}  ${right.padEnd(23)}  ${text.join('')}`;
}

/** The bytes as they are; gaps leave nothing in their place, so they are counted for a warning. */
export class FollowRaw implements FollowReport {
  readonly #output: TextOutput;
  gaps = 0;
  missingBytes = 0;

  constructor(output: TextOutput) {
    this.#output = output;
  }

  piece(piece: PayloadPiece): void {
    if (piece.kind === 'data') {
      this.#output.writeBytes!(piece.bytes);
      return;
    }
    this.gaps++;
    this.missingBytes += piece.length;
  }

  end(): void {}
}

function writeGap({ output, terminal }: FollowOptions, gap: PayloadPiece & { kind: 'gap' }): void {
  const sentence = followText.gap(gap.length, gap.isFragmented);
  output.write(`${terminal.paint('warning', `${MARKS[gap.side]} ${sentence}`)}\n`);
}
