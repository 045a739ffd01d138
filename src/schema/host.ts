import {
  type BothWays,
  type ConnectionCounts,
  type HostRow,
  type NewConnections,
  OUTCOMES,
  type Outcome,
  type RoundTrips,
  type ServiceRow,
  STATE_NAMES,
  type StatePeak,
  type TrafficRow,
} from '../rows.js';
import { port } from './connection.js';
import { ROUND_TRIPS } from './endpoint.js';
import {
  constant,
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
  yesOrNo,
} from './schema.js';

const outcomeCounts = Object.fromEntries(
  OUTCOMES.map((outcome) => [outcome, optional(integer(`Connections that came out as "${outcome}".`, 1))]),
) as Fields<Partial<Record<Outcome, number>>>;

const connectionCounts = (description: string) =>
  object<ConnectionCounts>(description, {
    connections: integer('How many.'),
    outcomes: object<Partial<Record<Outcome, number>>>(
      'What they came to; outcomes that never came are left out.',
      outcomeCounts,
    ),
  });

const bothWays = (description: string, sent: string, received: string) =>
  object<BothWays>(description, { sent: integer(sent), received: integer(received) });

const newConnections = object<NewConnections>(
  'Connections that began, over time; those that were running before are left out.',
  {
    stepSeconds: orNull(
      seconds(
        'How long each step is; the first begins with the first packet. Null where the input has no times.',
      ),
    ),
    begun: list('How many it opened, step by step.', integer('In one step.')),
    received: list('How many were opened to it, step by step.', integer('In one step.')),
    mostPerSecond: orNull(integer('The most that began within one second.')),
    mostTime: orNull(time('When that second began.')),
  },
);

const address = text('Its address.');
const name = orNull(text("The address's name, where the capture or --hosts gives one."));

const traffic: Fields<Omit<TrafficRow, 'address' | 'name'>> = {
  received: connectionCounts('Connections that were opened to it.'),
  refusals: bothWays(
    'Connections that were refused.',
    'Those that it refused.',
    'Those that others refused it.',
  ),
  resets: bothWays('RSTs.', 'Sent by it.', 'Sent to it.'),
  bytes: bothWays('Bytes on the wire.', 'Sent by it.', 'Sent to it.'),
  payloadBytes: bothWays('Bytes of TCP payload, repeats included.', 'Sent by it.', 'Sent to it.'),
  rtt: object<RoundTrips>(
    'Round trips between the capture point and it, one a handshake; null without samples.',
    ROUND_TRIPS,
  ),
  states: list(
    "The most sockets that it had in each state at once, in the order of a socket's life; LISTEN is left out.",
    object<StatePeak>('One state.', {
      state: words('The state.', STATE_NAMES),
      peak: integer('How many there were.', 1),
      time: orNull(time('The first moment at which there were so many.')),
      atEnd: integer('How many there were at the last packet.'),
    }),
  ),
  newConnections,
  firstTime: orNull(time('The first packet of its first connection.')),
  lastTime: orNull(time('The last packet of its last connection.')),
};

/** One host: a line of `hosts -f ndjson`. */
export const hostRow = shared(
  'host',
  object<HostRow>('One host.', {
    kind: constant('Tells hosts and services apart.', 'host'),
    address,
    name,
    listeningCount: integer('How many of its ports answered a SYN with SYN,ACK.'),
    listening: list('Its ports that answered a SYN with SYN,ACK: the first of them.', port, {
      maxItems: 1000,
    }),
    begun: connectionCounts('Connections that it opened.'),
    ...traffic,
  }),
);

/** One service: a line of `hosts -f ndjson`. */
export const serviceRow = shared(
  'service',
  object<ServiceRow>('One port of a host to which connections were opened.', {
    kind: constant('Tells hosts and services apart.', 'service'),
    address,
    port,
    name,
    isListening: yesOrNo('It answered a SYN with SYN,ACK.'),
    ...traffic,
  }),
);

/** A line of `hosts -f ndjson`. */
export const hostOrServiceRow = either('A host, or a service of one.', hostRow, serviceRow);
