import { SOCKET_TIMERS, type SocketRow, type SocketTimer, STATE_NAMES, type StatePeakRow } from '../rows.js';
import { socket } from './connection.js';
import {
  either,
  integer,
  object,
  orNull,
  type Schema,
  seconds,
  shared,
  text,
  time,
  words,
} from './schema.js';

const timer = object<SocketTimer>('What it waits for; null where nothing runs, or packets do not tell.', {
  kind: words('Which timer.', SOCKET_TIMERS),
  count: integer('How often that has fired.'),
  remainingSeconds: orNull(seconds('How long it still runs; null where packets do not tell.')),
});

const nothing: Schema<null> = { json: { description: 'A listening socket has no peer.', type: 'null' } };

const nobody = object<{ address: null; port: null }>('The peer of a listening socket.', {
  address: nothing,
  port: nothing,
});

/** One socket at a moment: a line of `netstat -f ndjson` with `--at` or `--every`. */
export const socketRow = shared(
  'hostSocket',
  object<SocketRow>('One socket of one host at one moment.', {
    time: orNull(time('The moment.')),
    host: text('The address of the host whose table it stands in.'),
    local: socket,
    peer: either('The other end.', socket, nobody),
    state: words('Its state.', STATE_NAMES),
    since: orNull(time('When it came into that state.')),
    certainty: words(
      "seen: the host's own segment shows it; inferred: from what was sent to it, or from a timer, and of every LISTEN.",
      ['seen', 'inferred'],
    ),
    connection: orNull(integer('Its connection; null for LISTEN.')),
    sentNotAcked: orNull(
      integer(
        'Sequence space sent and not acknowledged, in bytes (SYN and FIN count one each); null where the capture does not tell.',
      ),
    ),
    timer: orNull(timer),
  }),
);

/** The most sockets of a state: a line of `netstat -f ndjson` without a moment. */
export const statePeakRow = shared(
  'peak',
  object<StatePeakRow>('The most sockets that a host had in one state at once.', {
    host: text('The address of the host.'),
    state: words('The state.', STATE_NAMES),
    peak: integer('How many there were.', 1),
    time: orNull(time('The first moment at which there were so many.')),
    atEnd: integer('How many there were at the last packet, or at --to.'),
  }),
);
