import { formatEndpoint } from '../format/address.js';
import { escapeTerminal } from '../format/escape.js';
import type { LadderPacket, LadderStep } from '../format/ladder-steps.js';
import { packetdrillText as text } from '../format/messages/en/packetdrill.js';
import { connectionText } from '../format/messages/en.js';
import type { ConnectionRow, PacketRow, Side } from '../rows.js';
import { scriptIcmp, scriptSegment } from './packetdrill-packets.js';

export interface PacketdrillOptions {
  /** Whose kernel runs the script. */
  side: Side;
  /** The capture's name, for the head. */
  file: string;
}

const ERRNO_WORDS: Readonly<Record<string, string>> = {
  ECONNRESET: 'Connection reset by peer',
  EPIPE: 'Broken pipe',
  ECONNREFUSED: 'Connection refused',
  ETIMEDOUT: 'Connection timed out',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
};
/** How much later than in the capture a packet may come: other machines take other times. */
const TOLERANCE_MICROSECONDS = 100_000;
/** The descriptor of the first socket, and of the one that accept returns. */
const FIRST = 3;
const ACCEPTED = 4;

/**
 * The connection as a packetdrill script for one side's kernel: the other side's packets are put into it, its own are what it
 * shall answer, and the calls that must have been made in between are inferred.
 * @param steps every packet, none folded; what a fold stands for is left out
 * @see https://github.com/google/packetdrill
 */
export function packetdrillScript(
  row: ConnectionRow,
  steps: readonly LadderStep[],
  { side, file }: PacketdrillOptions,
): string {
  const script = new Script(row, side);
  const name = (end: Side) =>
    escapeTerminal(formatEndpoint(row[end].name ?? row[end].address, row[end].port));
  const head = [
    text.head(row.connection, escapeTerminal(file), side),
    text.who(name('initiator'), name('responder')),
    escapeTerminal(row.verdict),
    ...text.how,
  ];
  script.play(steps);
  return `${[...head.map((line) => `// ${line}`), `--tolerance_usecs=${TOLERANCE_MICROSECONDS}`, '', ...script.lines].join('\n')}\n`;
}

class Script {
  readonly lines: string[] = [];
  readonly #row: ConnectionRow;
  readonly #side: Side;
  readonly #descriptor: number;
  /** Seconds since the line before, not yet written down: a call that makes the kernel send comes when the packet did. */
  #delta = 0;
  #isAccepted: boolean;
  #isConnecting: boolean;
  #hasClosed = false;
  /** Data of the other side's that the program has read, by its end; and what this side has sent. */
  #readTo = 1;
  #sentTo = 1;

  constructor(row: ConnectionRow, side: Side) {
    this.#row = row;
    this.#side = side;
    this.#descriptor = side === 'initiator' ? FIRST : ACCEPTED;
    this.#isAccepted = side === 'initiator';
    this.#isConnecting = side === 'initiator';
  }

  play(steps: readonly LadderStep[]): void {
    this.#open();
    const packets = steps.filter((step): step is LadderPacket => step.kind === 'packet');
    this.#makeUpHandshake(packets);
    for (const [i, step] of packets.entries()) this.#packet(step, packets, i);
    const folded = steps.reduce((sum, step) => sum + (step.kind === 'fold' ? step.packets : 0), 0);
    if (folded > 0) this.#comment(text.more(folded));
  }

  #open(): void {
    this.#call('socket(..., SOCK_STREAM, IPPROTO_TCP)', FIRST);
    if (this.#side === 'initiator') {
      this.#call(`fcntl(${FIRST}, F_SETFL, O_RDWR|O_NONBLOCK)`, 0);
      this.#put(`connect(${FIRST}, ..., ...) = -1 EINPROGRESS (Operation now in progress)`);
      return;
    }
    this.#call(`setsockopt(${FIRST}, SOL_SOCKET, SO_REUSEADDR, [1], 4)`, 0);
    this.#call(`bind(${FIRST}, ..., ...)`, 0);
    this.#call(`listen(${FIRST}, 1)`, 0);
  }

  /** What came before the first packet: relative numbers count as if it had. */
  #makeUpHandshake(packets: readonly LadderPacket[]): void {
    const first = packets.find(({ row }) => row.kind === 'tcp')?.row;
    const hasSyn = packets.some(({ row }) => row.flags === 'SYN' || row.flags.startsWith('SYN,ECE'));
    if (first === undefined || hasSyn) return;
    this.#comment(text.handshakeMissing);
    const [out, back] = this.#side === 'initiator' ? ['>', '<'] : ['<', '>'];
    this.#put(`${out} S 0:0(0) ${out === '<' ? 'win 65535 <mss 1460>' : '<...>'}`);
    if (first.flags.startsWith('SYN')) return;
    this.#put(`${back} S. 0:0(0) ack 1 ${back === '<' ? 'win 65535 <mss 1460>' : '<...>'}`);
    this.#put(`${out} . 1:1(0) ack 1${out === '<' ? ' win 65535' : ''}`);
  }

  #packet(step: LadderPacket, packets: readonly LadderPacket[], place: number): void {
    const { row } = step;
    if (step.delta > 0) this.#delta += step.delta;
    if (row.kind === 'icmp') this.#icmp(row);
    else if (row.notes.includes('capture-duplicate')) this.#comment(text.copy);
    else if (row.sender === this.#side) this.#sent(step, packets, place);
    else this.#received(step);
  }

  #icmp(row: PacketRow): void {
    const { name, sender } = row.icmp!;
    const injected = scriptIcmp(row);
    if (row.sender !== this.#side) this.#comment(text.icmpForPeer(name, sender));
    else if (injected === null) this.#comment(text.icmpLeftOut(name, sender));
    else this.#put(`< ${injected}`);
  }

  #received({ row }: LadderPacket): void {
    const { text: segment, leftOut } = scriptSegment(row, true);
    this.#put(`< ${segment}`, this.#remarks(row, leftOut));
    if (row.flags.includes('RST')) {
      this.#callThatFails();
      return;
    }
    if (!row.flags.includes('SYN')) this.#accept();
    this.#read(row);
  }

  /** The bytes that come next in order are read at once: unread ones would make the close a reset. */
  #read(row: PacketRow): void {
    if (this.#hasClosed || !this.#isAccepted || row.relativeSeq === null) return;
    const from = row.relativeSeq + (row.flags.includes('SYN') ? 1 : 0);
    const end = from + row.length;
    if (from > this.#readTo || end < this.#readTo) return;
    const count = end - this.#readTo;
    if (count > 0) this.#call(`read(${this.#descriptor}, ..., ${count})`, count);
    this.#readTo = end;
    if (row.flags.includes('FIN')) this.#call(`read(${this.#descriptor}, ..., 1)`, 0);
  }

  #sent({ row, repeats, skips }: LadderPacket, packets: readonly LadderPacket[], place: number): void {
    if (!row.flags.includes('SYN') && !repeats) this.#callsBehind(row, packets, place);
    const { text: segment, leftOut } = scriptSegment(row, false);
    const order = repeats ? [text.again] : skips ? [text.afterHole] : [];
    this.#put(`> ${segment}`, [...order, ...this.#remarks(row, leftOut)]);
    if (this.#isConnecting && row.flags === 'ACK') {
      // Blocking from here on, as most programs are.
      this.#isConnecting = false;
      this.#call(`fcntl(${FIRST}, F_SETFL, O_RDWR)`, 0);
    }
  }

  /** What the program must have done for the kernel to send this. */
  #callsBehind(row: PacketRow, packets: readonly LadderPacket[], place: number): void {
    const seq = row.relativeSeq ?? this.#sentTo;
    if (row.length > 0 && seq === this.#sentTo) {
      const count = sentInARow(packets, place, this.#side);
      this.#call(`write(${this.#descriptor}, ..., ${count})`, count);
      this.#sentTo = seq + count;
    }
    if (row.flags.includes('RST')) this.#reset(row);
    else if (row.flags.includes('FIN') && !this.#hasClosed) {
      this.#hasClosed = true;
      const stillReads = packets
        .slice(place)
        .some(({ row: later }) => later.sender !== this.#side && later.length > 0);
      this.#call(stillReads ? `shutdown(${this.#descriptor}, SHUT_WR)` : `close(${this.#descriptor})`, 0);
      if (stillReads) this.#hasClosed = false;
    }
  }

  #reset(row: PacketRow): void {
    const found = this.#row.resets.find(({ packet }) => packet === row.packet);
    if (found?.cause === 'abort' && !this.#hasClosed) {
      this.#hasClosed = true;
      this.#call(`setsockopt(${this.#descriptor}, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8)`, 0);
      this.#call(`close(${this.#descriptor})`, 0);
    } else if (found !== undefined) this.#comment(text.resetSent(connectionText.causes[found.cause]));
  }

  /** The errno that a RST has put on the socket, as the program sees it. */
  #callThatFails(): void {
    const { connect, read } = this.#row.endpoints[this.#side].application;
    const failed = connect !== null && connect !== 'ok' ? connect : read;
    const said = failed === null ? undefined : ERRNO_WORDS[failed];
    if (said === undefined || this.#hasClosed || !this.#isAccepted) return;
    this.#hasClosed = true;
    this.#put(`read(${this.#descriptor}, ..., 1) = -1 ${failed} (${said})`);
  }

  #accept(): void {
    if (this.#isAccepted) return;
    this.#isAccepted = true;
    this.#call(`accept(${FIRST}, ..., ...)`, ACCEPTED);
  }

  #remarks(row: PacketRow, leftOut: readonly string[]): string[] {
    return [
      ...(row.notes.length > 0 ? [text.note(row.notes)] : []),
      ...(leftOut.length > 0 ? [text.optionsLeftOut(leftOut)] : []),
    ];
  }

  #call(call: string, result: number): void {
    this.#put(`${call} = ${result}`);
  }

  #put(action: string, remarks: readonly string[] = []): void {
    const time = this.#delta === 0 ? '+0' : `+${this.#delta.toFixed(6)}`;
    this.#delta = 0;
    this.lines.push(`${time} ${action}${remarks.length === 0 ? '' : `  // ${remarks.join('; ')}`}`);
  }

  #comment(said: string): void {
    this.lines.push(`// ${escapeTerminal(said)}`);
  }
}

/** Bytes that a side sends from this packet on, one segment behind the other, before the other side says anything. */
function sentInARow(packets: readonly LadderPacket[], place: number, side: Side): number {
  let count = 0;
  for (const { row, repeats, skips } of packets.slice(place)) {
    if (row.sender !== side || row.kind === 'icmp' || repeats || (skips && count > 0)) break;
    count += row.length;
  }
  return count;
}
