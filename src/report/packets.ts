import { fitEndpoint } from '../format/address.js';
import type { ClockText } from '../format/clock-text.js';
import { escapeTerminal } from '../format/escape.js';
import { inputText } from '../format/messages/en/input.js';
import { packetText, packetTitles as titles } from '../format/messages/en.js';
import { type Column, wrapText } from '../format/table.js';
import type { TextOutput } from '../output/text-output.js';
import type { PacketRow } from '../rows.js';
import type { Clock, PacketView, Sink } from '../sink.js';
import { csvLine } from './connection-csv.js';
import { TableWriter } from './table-writer.js';
import type { Terminal, Tone } from './terminal.js';

/** A report that takes packets one by one. */
export interface PacketReport extends Sink {
  packet(view: PacketView): void;
  end(): void;
}

export interface PacketListOptions {
  output: TextOutput;
  clock: ClockText;
  terminal: Terminal;
  limit: number;
}

interface PacketLine {
  row: PacketRow;
  view: PacketView;
}

/** One line a packet, aligned. */
export class PacketsText implements PacketReport {
  readonly #options: PacketListOptions;
  readonly #table: TableWriter<PacketLine>;
  #printed = 0;

  constructor(options: PacketListOptions) {
    this.#options = options;
    const { terminal, output, clock } = options;
    this.#table = new TableWriter<PacketLine>({
      columns: packetColumns(clock),
      terminal,
      output,
      keepAll: false,
      tone: { columns: ['flags'], of: ({ row }) => packetTone(row) },
      below: ({ row }) => (row.comment === null ? [] : commentLines(row.comment, terminal.width)),
    });
  }

  begin(clock: Clock): void {
    this.#options.clock.begin(clock);
  }

  packet(view: PacketView): void {
    if (this.#printed++ < this.#options.limit) this.#table.row({ row: view.toRow(), view });
  }

  idle(): void {
    this.#table.settle();
  }

  end(): void {
    this.#table.end();
  }
}

function commentLines(comment: string, width: number): string[] {
  return comment
    .split('\n')
    .flatMap((line) => wrapText(inputText.comment(escapeTerminal(line)), Math.max(20, width - 4)));
}

function packetTone(row: PacketRow): Tone {
  if (row.kind === 'icmp' || row.flags.includes('RST')) return 'bad';
  return row.flags.includes('SYN') || row.flags.includes('FIN') ? 'title' : 'plain';
}

function packetColumns(clock: ClockText): Column<PacketLine>[] {
  return [
    {
      name: 'packet',
      title: '#',
      align: 'right',
      priority: 0,
      usual: 7,
      text: ({ row }) => String(row.packet),
    },
    {
      name: 'time',
      title: titles.time,
      align: 'left',
      priority: 3,
      usual: 15,
      text: ({ view }) => clock.at(view.segment.timeNs, 6),
    },
    {
      name: 'connection',
      title: titles.connection,
      align: 'right',
      priority: 5,
      usual: 6,
      text: ({ row }) => String(row.connection),
    },
    {
      name: 'from',
      title: titles.from,
      align: 'left',
      priority: 1,
      narrowest: 14,
      usual: 21,
      text: ({ row, view }) => from(row, view),
    },
    {
      name: 'to',
      title: titles.to,
      align: 'left',
      priority: 2,
      narrowest: 14,
      usual: 21,
      text: ({ row, view }) => to(row, view),
    },
    {
      name: 'length',
      title: titles.length,
      align: 'right',
      priority: 6,
      usual: 5,
      text: ({ row }) => String(row.length),
    },
    {
      name: 'seq',
      title: 'seq',
      align: 'right',
      priority: 8,
      isExtra: true,
      usual: 9,
      text: ({ row }) => String(row.relativeSeq ?? row.seq),
    },
    {
      name: 'ack',
      title: 'ack',
      align: 'right',
      priority: 9,
      isExtra: true,
      usual: 9,
      text: ({ row }) => ackText(row),
    },
    {
      name: 'window',
      title: titles.window,
      align: 'right',
      priority: 10,
      isExtra: true,
      usual: 7,
      text: ({ row }) => String(row.scaledWindow ?? row.window),
    },
    {
      name: 'states',
      title: titles.states,
      align: 'left',
      priority: 11,
      isExtra: true,
      usual: 23,
      text: ({ row }) => `${row.states.initiator}/${row.states.responder}`,
    },
    {
      name: 'analysis',
      title: titles.analysis,
      align: 'left',
      priority: 7,
      isExtra: true,
      usual: 14,
      text: ({ row }) => row.analysis.join(' '),
    },
    {
      name: 'flags',
      title: titles.flags,
      align: 'left',
      priority: 4,
      usual: 11,
      text: ({ row }) => flagsText(row),
    },
  ];
}

function ackText(row: PacketRow): string {
  return row.flags.includes('ACK') ? String(row.relativeAck ?? row.ack) : '-';
}

function flagsText(row: PacketRow): string {
  return row.icmp === null ? row.flags || packetText.noFlags : `ICMP ${row.icmp.name}`;
}

/** An ICMP error comes from the one who sent it, and goes to the side whose segment it quotes. */
function from(row: PacketRow, view: PacketView): string {
  if (row.icmp !== null) return escapeTerminal(row.icmp.sender);
  return row.sender === 'initiator'
    ? fitEndpoint(view.initiatorName ?? view.initiatorAddress, view.initiatorPort, Infinity)
    : fitEndpoint(view.responderName ?? view.responderAddress, view.responderPort, Infinity);
}

function to(row: PacketRow, view: PacketView): string {
  const toInitiator = (row.sender === 'initiator') === (row.icmp !== null);
  return toInitiator
    ? fitEndpoint(view.initiatorName ?? view.initiatorAddress, view.initiatorPort, Infinity)
    : fitEndpoint(view.responderName ?? view.responderAddress, view.responderPort, Infinity);
}

/** One JSON object a line. */
export class PacketsNdjson implements PacketReport {
  readonly #output: TextOutput;
  readonly #limit: number;
  #printed = 0;

  constructor(output: TextOutput, limit: number) {
    this.#output = output;
    this.#limit = limit;
  }

  packet(view: PacketView): void {
    if (this.#printed++ < this.#limit) this.#output.write(`${JSON.stringify(view.toRow())}\n`);
  }

  end(): void {}
}

/** The flat columns of a packet, in their stable order. */
export const PACKET_CSV_COLUMNS: Readonly<Record<string, (row: PacketRow) => string | number | null>> = {
  packet: (row) => row.packet,
  time: (row) => row.time,
  kind: (row) => row.kind,
  connection: (row) => row.connection,
  sender: (row) => row.sender,
  flags: (row) => row.flags,
  seq: (row) => row.seq,
  ack: (row) => row.ack,
  relativeSeq: (row) => row.relativeSeq,
  relativeAck: (row) => row.relativeAck,
  length: (row) => row.length,
  window: (row) => row.window,
  scaledWindow: (row) => row.scaledWindow,
  options: (row) => row.options,
  ttl: (row) => row.ttl,
  ipId: (row) => row.ipId,
  capturedLength: (row) => row.capturedLength,
  capture: (row) => row.capture,
  packetInCapture: (row) => row.packetInCapture,
  interface: (row) => row.interface,
  analysis: (row) => row.analysis.join(' '),
  bytesInFlight: (row) => row.bytesInFlight,
  ackRttSeconds: (row) => row.ackRttSeconds,
  acks: (row) => row.acks,
  initialRttSeconds: (row) => row.initialRttSeconds,
  rtoSeconds: (row) => row.rtoSeconds,
  rtoOf: (row) => row.rtoOf,
  duplicateAckNumber: (row) => row.duplicateAckNumber,
  duplicateAckOf: (row) => row.duplicateAckOf,
  icmpName: (row) => row.icmp?.name ?? null,
  icmpSender: (row) => row.icmp?.sender ?? null,
  icmpMtu: (row) => row.icmp?.mtu ?? null,
  initiatorState: (row) => row.states.initiator,
  responderState: (row) => row.states.responder,
  notes: (row) => row.notes.join(' '),
  comment: (row) => row.comment,
};

/** Comma-separated values with a title line. */
export class PacketsCsv implements PacketReport {
  readonly #output: TextOutput;
  readonly #limit: number;
  #printed = 0;

  constructor(output: TextOutput, limit: number) {
    this.#output = output;
    this.#limit = limit;
    output.write(csvLine(Object.keys(PACKET_CSV_COLUMNS)));
  }

  packet(view: PacketView): void {
    if (this.#printed++ >= this.#limit) return;
    const row = view.toRow();
    this.#output.write(csvLine(Object.values(PACKET_CSV_COLUMNS).map((cell) => cell(row))));
  }

  end(): void {}
}
