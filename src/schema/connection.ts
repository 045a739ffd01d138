import {
  CONN_STATES,
  type ConnectionRow,
  FINDING_CODES,
  HANDSHAKE_KINDS,
  OUTCOMES,
  RESET_CAUSES,
  RESET_EFFECTS,
  type ResetRow,
  ROLES_FROM,
  SIDES,
  type Socket,
  TEARDOWN_KINDS,
  TIME_CAUSES,
  type TimeCause,
  type ZeekRow,
} from '../rows.js';
import { RESET_TEST_NAMES } from '../tcp/reset-cause.js';
import { endpointRow } from './endpoint.js';
import {
  described,
  either,
  type Fields,
  integer,
  list,
  object,
  optional,
  orNull,
  seconds,
  shared,
  text,
  time,
  words,
} from './schema.js';

const portNumber = integer('The number.', 0, 65535);

export const port = either(
  'The port: its number, or the printed name where text gives nothing else.',
  portNumber,
  text('The printed name.'),
);

export const socket = shared(
  'socket',
  object<Socket>('An address and a port.', {
    address: text('The IP address; of text without one, the name printed there.'),
    port,
    name: optional(text("The address's name, where the capture or --hosts gives one.")),
  }),
);

const resetRow = object<ResetRow>('One RST.', {
  packet: integer('Its packet.', 1),
  time: orNull(time('When it passed the capture point.')),
  by: words('The side that its header names as sender.', SIDES),
  cause: words('Why it was sent, as far as its shape and what came before tell.', RESET_CAUSES),
  effect: words('What it did to the endpoint it was sent to.', RESET_EFFECTS),
  tests: list('What is seen in it, as evidence.', words('One observation.', RESET_TEST_NAMES)),
});

const zeekRow = object<ZeekRow>("What Zeek's conn.log says of it.", {
  connState: words("Zeek's conn_state.", CONN_STATES),
  history: text('Zeek\'s history: "ShADadFf"; "" where no segment gave a letter.'),
  originator: words('The side that Zeek calls the originator.', SIDES),
});

const TIME_TEXTS: Readonly<Record<TimeCause, string>> = {
  handshake: 'Until the handshake was complete.',
  initiatorThink: "The initiator's program was silent, and it was its turn; the way aside.",
  responderThink: "The responder's program was silent, and it was its turn; the way aside.",
  transfer: 'Data was under way.',
  windowClosed: 'A sender waited for a receive window to open.',
  lossRecovery: 'Waiting for repeats, needless ones among them.',
  delayedAck: 'A sender waited for an acknowledgment that was held back.',
  halfClosed: 'One side had closed, the other not yet.',
  idle: 'Silence in which keep-alives passed.',
  unexplained: 'What none of these explains, and what still came when all was over.',
};

const timeSpent = object<Readonly<Record<TimeCause, number>>>(
  'What its time went into, by what ended each wait; the parts add up to durationSeconds. Null where the input has no times.',
  Object.fromEntries(TIME_CAUSES.map((cause) => [cause, seconds(TIME_TEXTS[cause])])) as Fields<
    Readonly<Record<TimeCause, number>>
  >,
);

export const findingCodes = list(
  'What was found in it, the worst first.',
  words('The code of a finding; `synopsis explain CODE` tells of it.', FINDING_CODES),
);

/** One connection: a line of `connections -f ndjson`. */
export const connectionRow = shared(
  'connection',
  object<ConnectionRow>('One connection: one life of a 4-tuple, from SYN to close.', {
    connection: integer("Its number, from 0: Wireshark's tcp.stream."),
    flow: integer('The number of its 4-tuple, from 0.'),
    incarnation: integer('Which life of its 4-tuple it is, from 0.'),
    initiator: described('The side that opened it.', socket),
    responder: described('The other side.', socket),
    rolesFrom: words(
      'What told who opened: its SYN, the answer to it, one port being well known, or nothing but the order of packets.',
      ROLES_FROM,
    ),
    firstPacket: integer('Its first packet.', 1),
    lastPacket: integer('Its last packet.', 1),
    packets: integer('Its TCP packets, both ways; ICMP errors that quote it are not counted.'),
    bytes: integer('Bytes on the wire, both ways.'),
    startTime: orNull(time('When its first packet passed.')),
    endTime: orNull(time('When its last packet passed.')),
    durationSeconds: orNull(seconds('From its first packet to its last.')),
    outcome: words('How it went: the first word that fits.', OUTCOMES),
    verdict: text('What happened, in one sentence that can be pasted.'),
    findings: findingCodes,
    wireshark: object<ConnectionRow['wireshark']>('What Wireshark 4.0 says of it.', {
      completeness: integer(
        'tcp.completeness: the sum of 1 SYN, 2 SYN,ACK, 4 ACK, 8 data, 16 FIN, 32 RST.',
        0,
        63,
      ),
    }),
    zeek: zeekRow,
    handshake: object<ConnectionRow['handshake']>('How it began.', {
      kind: words('What kind of beginning it was.', HANDSHAKE_KINDS),
      rttSeconds: orNull(seconds('From the SYN to the ACK that completes the handshake.')),
      initiatorRttSeconds: orNull(seconds("The part of it on the initiator's side of the capture point.")),
      responderRttSeconds: orNull(seconds("The part of it on the responder's side of the capture point.")),
      synRetransmissions: integer('SYNs that were sent again.'),
      synAckRetransmissions: integer('SYN,ACKs that were sent again.'),
    }),
    teardown: object<ConnectionRow['teardown']>('How it ended.', {
      kind: words('What kind of end it was.', TEARDOWN_KINDS),
      closedFirst: orNull(words('The side whose FIN came first.', SIDES)),
      halfClosedSeconds: orNull(seconds("From the first side's FIN to the other's.")),
      resetBy: orNull(words('The side whose RST ended it, if one did.', SIDES)),
      resetCause: orNull(words('Why that RST was sent.', RESET_CAUSES)),
    }),
    resets: list('Every RST, in order.', resetRow),
    timeSpent: orNull(timeSpent),
    endpoints: object<ConnectionRow['endpoints']>('Both ends; what each counts is what it sent.', {
      initiator: endpointRow,
      responder: endpointRow,
    }),
  }),
);
