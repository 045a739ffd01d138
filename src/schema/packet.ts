import { ANALYSIS_WORDS } from '../labels/analysis-words.js';
import { type IcmpRow, PACKET_KINDS, type PacketRow, SIDES, STATE_NAMES } from '../rows.js';
import { NOTE_NAMES } from '../tcp/notes.js';
import { integer, list, object, orNull, seconds, shared, text, time, words } from './schema.js';

const MOST_32 = 2 ** 32 - 1;

/** "SYN,ACK", "" for none. */
export const FLAGS_ORDER = 'FIN,SYN,RST,PSH,ACK,URG,ECE,CWR,AE';

const packetNumber = (description: string) => integer(description, 1);

const icmpRow = object<IcmpRow>('The ICMP error that quotes a TCP segment; null for a TCP packet.', {
  type: integer('ICMP type.', 0, 255),
  code: integer('ICMP code.', 0, 255),
  name: text('"host-unreachable", "time-exceeded" …, or "type-3-code-42".'),
  sender: text('The address of the router or host that sent it.'),
  mtu: orNull(integer('The next-hop MTU that it tells, in bytes.')),
});

/** One packet: a line of `packets -f ndjson`. */
export const packetRow = shared(
  'packet',
  object<PacketRow>('One TCP packet, or one ICMP error that quotes one.', {
    packet: packetNumber("Its number: Wireshark's frame.number."),
    time: orNull(time('When it passed the capture point.')),
    kind: words('A TCP segment, or an ICMP error that quotes one.', PACKET_KINDS),
    connection: integer("Its connection: Wireshark's tcp.stream."),
    sender: words('The side that sent it; of an ICMP error, the side whose segment it quotes.', SIDES),
    flags: text(`The flags set, in the order ${FLAGS_ORDER}; "" when none.`),
    seq: integer('Sequence number, as it stands in the header.', 0, MOST_32),
    ack: integer('Acknowledgment number, as it stands in the header.', 0, MOST_32),
    relativeSeq: orNull(
      integer("The same, counted from the sender's first; null while that is unknown.", 0, MOST_32),
    ),
    relativeAck: orNull(
      integer("The same, counted from the other side's first; null while that is unknown.", 0, MOST_32),
    ),
    length: integer('TCP payload, in bytes.'),
    window: integer('Receive window, as it stands in the header.', 0, 65535),
    scaledWindow: orNull(
      integer('The same in bytes; null while the scale is unknown (its SYN was not captured).'),
    ),
    options: text('TCP options as tcpdump prints them: "mss 1460,sackOK,nop,wscale 7"; "" when none.'),
    ttl: orNull(integer('IP time to live, or hop limit; null where the input has none.', 0, 255)),
    ipId: orNull(integer('IPv4 identification; null where the input has none.', 0, MOST_32)),
    capturedLength: integer('Bytes of it that were captured.'),
    capture: integer('Which capture it stands in, from 0: a place in `captures`.'),
    packetInCapture: packetNumber('Its number within that capture.'),
    interface: integer("Which of that capture's interfaces it came by, from 0: a place in `interfaces`."),
    analysis: list(
      "Wireshark's words (tcp.analysis.*), as version 4.0 or --profile has them; our own are in `notes` and may differ.",
      words('One word.', ANALYSIS_WORDS),
    ),
    bytesInFlight: orNull(integer("Wireshark's tcp.analysis.bytes_in_flight; null where it shows none.")),
    ackRttSeconds: orNull(seconds("Wireshark's tcp.analysis.ack_rtt.")),
    acks: orNull(
      packetNumber("The packet whose end it acknowledges exactly: Wireshark's tcp.analysis.acks_frame."),
    ),
    initialRttSeconds: orNull(seconds("Wireshark's tcp.analysis.initial_rtt.")),
    rtoSeconds: orNull(
      seconds("Of a retransmission, the time since the packet `rtoOf`: Wireshark's tcp.analysis.rto."),
    ),
    rtoOf: orNull(packetNumber("The packet that it is counted from: Wireshark's tcp.analysis.rto_frame.")),
    duplicateAckNumber: orNull(
      integer("How many times over: Wireshark's tcp.analysis.duplicate_ack_num.", 1),
    ),
    duplicateAckOf: orNull(packetNumber("The ACK it repeats: Wireshark's tcp.analysis.duplicate_ack_frame.")),
    icmp: orNull(icmpRow),
    states: object<PacketRow['states']>("Both endpoints' states after this packet.", {
      initiator: words("The initiator's.", STATE_NAMES),
      responder: words("The responder's.", STATE_NAMES),
    }),
    notes: list(
      'Our judgement on it; "late" stands alone: it came after its connection had left.',
      words('One word.', [...NOTE_NAMES, 'late']),
    ),
    comment: orNull(text('What people wrote about it in the capture.')),
  }),
);
