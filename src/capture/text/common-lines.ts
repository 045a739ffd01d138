// Hot path: allocates nothing per packet.
import {
  emptyPrintedPacket,
  type PrintedAhead,
  PrintedNumber,
  PrintedOption,
  type PrintedPacket,
} from '../printed-packet.js';
import { ACK, FLAG_OF_CHAR, MOST_FLAGS } from './tcp-words.js';
import { Char } from './text-cursor.js';

/** Lines that are read at once: enough for the waits for memory of all to become one, few enough to stay in the cache. */
const MOST_AHEAD = 32;
/** More than any line has up to its length: no word is looked for beyond. */
const MOST_BYTES = 320;
const MOST_DIGITS = 10;
/** NOP, NOP and Timestamps. */
const HEADER_WITH_TIMESTAMPS = 32;
const HEADER = 20;

/**
 * Reads ahead the lines that nearly all are, of a second that was seen before, some at once and in one pass:
 *
 *     14:12:45.104701 IP 10.0.0.1.39870 > 10.0.0.2.9502: Flags [P.], seq 1:8, ack 1, win 4099, options [nop,nop,TS val 1 ecr 2], length 7
 *
 * Words are compared four characters at a time. Any other line ends the run, and is left to those who know all forms.
 */
export class CommonLines implements PrintedAhead {
  readonly packets: readonly PrintedPacket[] = Array.from({ length: MOST_AHEAD }, commonPacket);
  count = 0;
  /** Where each line begins, and the last ends; the fraction of a second in each one's stamp, in microseconds. */
  readonly starts = new Int32Array(MOST_AHEAD + 1);
  readonly microseconds = new Int32Array(MOST_AHEAD);
  /** The second of them all, of the day. */
  seconds = 0;

  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  /** `14:1` and `2:45`; 0 before any was seen. */
  #hour = 0;
  #minute = 0;
  /** Where reading is, and what the number there was. */
  #at = 0;
  #value = 0;

  /** Lines are whole before `wholeEnd`. */
  setWindow(bytes: Uint8Array, wholeEnd: number): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#end = Math.min(wholeEnd, bytes.length - MOST_BYTES);
  }

  /** The stamp of the line there is `hh:mm:ss` and a fraction: those of the same second are not read anew. */
  noteSecond(from: number, seconds: number): void {
    if (from >= this.#end) return;
    this.#hour = this.#view.getInt32(from, true);
    this.#minute = this.#view.getInt32(from + 4, true);
    this.seconds = seconds;
  }

  /** Reads the lines from there on into `packets` and gives how many are of the common form: `count`. */
  readFrom(from: number): number {
    const { starts } = this;
    let count = 0;
    starts[0] = from;
    while (count < MOST_AHEAD && starts[count]! < this.#end && this.#read(starts[count]!, count)) {
      starts[++count] = this.#at;
    }
    this.count = count;
    this.packets[0]!.ahead = count > 1 ? this : null;
    return count;
  }

  #read(from: number, place: number): boolean {
    const view = this.#view;
    if (view.getInt32(from, true) !== this.#hour || view.getInt32(from + 4, true) !== this.#minute)
      return false;
    this.#at = from + SECOND_LENGTH;
    const packet = this.packets[place]!;
    return (
      this.#readFraction(place) && this.#readEndpoints(packet) && this.#readWords(packet) && this.#endLine()
    );
  }

  /** `.104701 IP `. */
  #readFraction(place: number): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    if (bytes[at] !== Char.Dot) return false;
    const end = at + 6;
    let value = 0;
    while (at < end) {
      const digit = bytes[++at]! - Char.Zero;
      if (digit < 0 || digit > 9) return false;
      value = (value * 10 + digit) | 0;
    }
    this.microseconds[place] = value;
    this.#at = at + 1;
    return this.#take(IP, 4);
  }

  /** `10.0.0.1.39870 > 10.0.0.2.9502: `. */
  #readEndpoints(packet: PrintedPacket): boolean {
    if (!this.#readAddress()) return false;
    packet.srcIpv4 = this.#value;
    if (!this.#readNumber() || this.#value > 0xffff) return false;
    packet.srcPort = this.#value;
    const bytes = this.#bytes;
    const at = this.#at;
    if (bytes[at] !== Char.Space || bytes[at + 1] !== Char.Greater || bytes[at + 2] !== Char.Space)
      return false;
    this.#at = at + 3;
    if (!this.#readAddress()) return false;
    packet.dstIpv4 = this.#value;
    if (!this.#readNumber() || this.#value > 0xffff) return false;
    packet.dstPort = this.#value;
    return true;
  }

  /** Four numbers, each with a dot behind it. */
  #readAddress(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    let address = 0;
    for (let part = 0; part < 4; part++) {
      let value = bytes[at]! - Char.Zero;
      if (value < 0 || value > 9) return false;
      let digit = bytes[++at]! - Char.Zero;
      while (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        if (value > 255) return false;
        digit = bytes[++at]! - Char.Zero;
      }
      if (digit !== Char.Dot - Char.Zero) return false;
      address = (address << 8) | value;
      at++;
    }
    this.#at = at;
    this.#value = address;
    return true;
  }

  /** `: Flags [P.], seq 1:8, ack 1, win 4099, options [nop,nop,TS val 1 ecr 2], length 7`; the sequence and acknowledgment numbers and the options may be missing. */
  #readWords(packet: PrintedPacket): boolean {
    if (
      !this.#take(COLON_FL, 4) ||
      !this.#take(AGS, 4) ||
      this.#bytes[this.#at++] !== Char.OpenBracket ||
      !this.#readFlags(packet)
    )
      return false;
    packet.seqKind = PrintedNumber.Missing;
    packet.seq = 0;
    if (this.#take(SEQ, 4)) {
      if (!this.#readNumber()) return false;
      packet.seqKind = PrintedNumber.Unclear;
      packet.seq = this.#value;
      if (this.#bytes[this.#at] === Char.Colon) {
        this.#at++;
        if (!this.#readNumber()) return false;
      }
      if (!this.#takeComma()) return false;
    }
    packet.ackKind = PrintedNumber.Missing;
    packet.ack = 0;
    if (this.#take(ACK_WORD, 4)) {
      if (!this.#readNumber()) return false;
      packet.ackKind = PrintedNumber.Unclear;
      packet.ack = this.#value;
      if (!this.#takeComma()) return false;
    }
    if (!this.#take(WIN, 4) || !this.#readNumber()) return false;
    packet.window = this.#value;
    if (!this.#takeComma() || !this.#readOptions(packet)) return false;
    if (!this.#take(LENG, 4) || !this.#take(GTH, 3) || !this.#readNumber()) return false;
    packet.payloadLength = this.#value;
    return true;
  }

  /** `P.], `. */
  #readFlags(packet: PrintedPacket): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    let flags = 0;
    const end = at + MOST_FLAGS;
    for (let flag = 0; at < end && (flag = FLAG_OF_CHAR[bytes[at]!]!) !== 0; at++) flags |= flag;
    packet.flags = flags;
    packet.isSackRelative = (flags & ACK) !== 0;
    this.#at = at + 1;
    return bytes[at] === Char.CloseBracket && this.#takeComma();
  }

  /** `options [nop,nop,TS val 1 ecr 2], `, or nothing. */
  #readOptions(packet: PrintedPacket): boolean {
    packet.optionBits = 0;
    packet.tsVal = 0;
    packet.tsEcr = 0;
    packet.headerLength = HEADER;
    if (!this.#take(OPTI, 4)) return true;
    if (!this.#take(ONS, 4) || !this.#take(BRACKET_NOP, 4)) return false;
    if (!this.#take(COMMA_NOP, 4) || !this.#take(COMMA_TS, 4) || !this.#take(VAL, 4)) return false;
    if (!this.#readNumber()) return false;
    packet.tsVal = this.#value;
    if (!this.#take(ECR, 4) || this.#bytes[this.#at++] !== Char.Space || !this.#readNumber()) return false;
    packet.tsEcr = this.#value;
    packet.optionBits = PrintedOption.Timestamps;
    packet.headerLength = HEADER_WITH_TIMESTAMPS;
    return this.#bytes[this.#at++] === Char.CloseBracket && this.#takeComma();
  }

  /** Passes the rest of the line. The next is there and begins as this one does: nothing of this packet follows. */
  #endLine(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    while (bytes[at] !== Char.Newline) at++;
    this.#at = ++at;
    return (
      at < this.#end && bytes[at]! >= Char.Zero && bytes[at]! <= Char.Zero + 9 && bytes[at + 2] === Char.Colon
    );
  }

  /** Passes the word of up to four characters if it stands here. */
  #take(word: number, length: number): boolean {
    const there = this.#view.getInt32(this.#at, true);
    if ((length === 4 ? there : there & 0xffffff) !== word) return false;
    this.#at += length;
    return true;
  }

  #takeComma(): boolean {
    const bytes = this.#bytes;
    const at = this.#at;
    this.#at = at + 2;
    return bytes[at] === Char.Comma && bytes[at + 1] === Char.Space;
  }

  /** Up to ten digits, of which only the last may pass what 32 bits hold; false for more. */
  #readNumber(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    let value = bytes[at]! - Char.Zero;
    if (value < 0 || value > 9) return false;
    const last = at + MOST_DIGITS - 1;
    let digit = bytes[++at]! - Char.Zero;
    while (digit >= 0 && digit <= 9 && at < last) {
      value = (value * 10 + digit) | 0;
      digit = bytes[++at]! - Char.Zero;
    }
    if (at === last && digit >= 0 && digit <= 9) {
      this.#value = value * 10 + digit;
      digit = bytes[++at]! - Char.Zero;
      if (digit >= 0 && digit <= 9) return false;
    } else this.#value = value;
    this.#at = at;
    return true;
  }
}

const SECOND_LENGTH = 8;

const IP = wordOf(' IP ');
const COLON_FL = wordOf(': Fl');
const AGS = wordOf('ags ');
const SEQ = wordOf('seq ');
const ACK_WORD = wordOf('ack ');
const WIN = wordOf('win ');
const OPTI = wordOf('opti');
const ONS = wordOf('ons ');
const BRACKET_NOP = wordOf('[nop');
const COMMA_NOP = wordOf(',nop');
const COMMA_TS = wordOf(',TS ');
const VAL = wordOf('val ');
const ECR = wordOf(' ecr');
const LENG = wordOf('leng');
const GTH = wordOf('th ');

/** Up to four characters as one number, the first lowest. */
function wordOf(text: string): number {
  let word = 0;
  for (let i = 0; i < text.length; i++) word |= text.charCodeAt(i) << (8 * i);
  return word;
}

/** What holds for all of them is set once. */
function commonPacket(): PrintedPacket {
  const packet = emptyPrintedPacket();
  packet.isTcp = true;
  packet.ipVersion = 4;
  packet.areIpv4Words = true;
  packet.hasOptions = true;
  return packet;
}
