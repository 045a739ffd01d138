import { TCP_FLAG_NAMES } from '../decode/tcp/flags.js';
import {
  type ApplicationRow,
  CERTAINTIES,
  type EndpointRow,
  ERRNOS,
  type OptionsOffered,
  type RoundTrips,
  STATE_CAUSES,
  STATE_NAMES,
  type StateEntry,
  type ZeroWindowPeriod,
} from '../rows.js';
import {
  type Fields,
  integer,
  list,
  object,
  orNull,
  record,
  type Schema,
  seconds,
  share,
  shared,
  time,
  words,
  yesOrNo,
} from './schema.js';

/** Rows have these as text. */
const ERRNO_WORDS: readonly string[] = ERRNOS;
const RESULTS: readonly string[] = ['ok', 'EOF', ...ERRNOS];

function call(name: string): Schema<string | null> {
  return orNull(
    words(`What ${name} returns: null where the trace cannot tell or the call would block.`, RESULTS),
  );
}

const application = object<ApplicationRow>(
  'What such a call returns (Linux) if it is the first made after the end of the connection showed at this side.',
  {
    connect: call('connect()'),
    accept: call('accept()'),
    read: call('read()'),
    write: call('write()'),
    afterwards: object<ApplicationRow['afterwards']>('The calls after the first one that told of the end.', {
      read: call('the next read()'),
      write: call('the next write()'),
    }),
  },
);

const stateEntry = object<StateEntry>('A state that the endpoint was in, and what brought it.', {
  state: words('The state (RFC 9293 §3.3.2); UNKNOWN where the capture has not shown one yet.', STATE_NAMES),
  time: orNull(time('When it came into it.')),
  packet: orNull(integer('The packet that brought it; null for a timer.', 1)),
  by: words('A segment this endpoint sent, one it received, or time alone.', STATE_CAUSES),
  certainty: words(
    "seen: this endpoint's own segment shows it; inferred: from what was sent to it, or from a timer; retracted: later evidence took it back.",
    CERTAINTIES,
  ),
});

/** Round trips in sum. */
export const ROUND_TRIPS: Fields<RoundTrips> = {
  samples: integer('How many were measured.'),
  minSeconds: orNull(seconds('The shortest.')),
  meanSeconds: orNull(seconds('The mean.')),
  maxSeconds: orNull(seconds('The longest.')),
};

const zeroWindowPeriod = object<ZeroWindowPeriod>('One time at which the receive window was closed.', {
  startPacket: integer("This endpoint's packet that closed it.", 1),
  startTime: orNull(time('When.')),
  endPacket: orNull(integer("This endpoint's packet that opened it again; null where it stayed closed.", 1)),
  endTime: orNull(time('When.')),
  seconds: orNull(seconds('How long; where it stayed closed, until the connection was last heard of.')),
});

const optionsOffered = object<OptionsOffered>(
  'The TCP options in its SYN; null when its SYN was not captured.',
  {
    mss: orNull(integer('Maximum segment size, in bytes (RFC 9293 §3.7.1).', 0, 65535)),
    windowScale: orNull(integer('Window scale, in bits (RFC 7323 §2).', 0, 255)),
    sackPermitted: yesOrNo('Selective acknowledgments (RFC 2018).'),
    timestamps: yesOrNo('Timestamps (RFC 7323 §3).'),
    fastOpen: yesOrNo('TCP Fast Open (RFC 7413).'),
    mptcp: yesOrNo('Multipath TCP (RFC 8684).'),
  },
);

/** One end of a connection. */
export const endpointRow = shared(
  'endpoint',
  object<EndpointRow>('One end of a connection; what it counts is what this end sent.', {
    state: words('Its state when the trace ends.', STATE_NAMES),
    states: list('Every state it was in, in order; LISTEN and the first CLOSED are left out.', stateEntry),
    socketError: orNull(words('The errno that the kernel put on the socket (Linux names).', ERRNO_WORDS)),
    socketErrorCertainty: orNull(
      words(
        "seen: this endpoint's own segments afterwards show it; inferred: from what was sent to it, or from its silence.",
        ['seen', 'inferred'],
      ),
    ),
    application,
    packets: integer('Packets.'),
    bytes: integer('Bytes on the wire.'),
    payloadBytes: integer('Bytes of TCP payload, repeats included.'),
    flags: record('How often each flag was set.', integer('Packets that bear it.', 1), TCP_FLAG_NAMES),
    retransmissions: integer('Segments sent again, by our own judgement; labels of Wireshark may differ.'),
    retransmittedBytes: integer('Payload bytes of those.'),
    retransmissionRate: object<EndpointRow['retransmissionRate']>(
      'Those, as a share of what could be sent again.',
      {
        packets: orNull(share('Of packets with data, SYN or FIN; null where none was sent.')),
        bytes: orNull(share('Of payload bytes; null where none was sent.')),
      },
    ),
    lostBeforeCapture: integer('Retransmissions whose original was lost before the capture point.'),
    lostAfterCapture: integer(
      'Retransmissions whose data had passed, and was not seen to be acknowledged: it, or its acknowledgment, was lost after the capture point.',
    ),
    spuriousRetransmissions: integer('Retransmissions that nothing was lost for (RFC 2883).'),
    differingRetransmissions: integer(
      'Retransmissions that brought other bytes for the same sequence numbers.',
    ),
    outOfOrder: integer('Segments that were overtaken on their way to the capture point.'),
    reordering: orNull(
      object<NonNullable<EndpointRow['reordering']>>(
        'How far they were overtaken at most (RFC 4737 §4); null where none was.',
        {
          maxPackets: orNull(integer('In packets of the same sender.')),
          maxBytes: integer('In bytes of the same sender.'),
          maxSeconds: orNull(seconds('In time.')),
        },
      ),
    ),
    duplicateAcks: integer('Duplicate acknowledgments (RFC 5681 §2).'),
    dsacks: integer('Duplicates that it reported having received (RFC 2883).'),
    keepAlives: integer('Keep-alive probes.'),
    zeroWindows: integer('How often it closed its receive window.'),
    zeroWindowSeconds: seconds('How long that was closed in all.'),
    zeroWindowPeriods: list('When: the first sixteen times.', zeroWindowPeriod, { maxItems: 16 }),
    window: object<EndpointRow['window']>(
      'The receive windows it offered after its SYN, scaled, in bytes; null where it offered none, or its SYN with the scale was not captured.',
      {
        minBytes: orNull(integer('The smallest.')),
        maxBytes: orNull(integer('The largest.')),
        lastBytes: orNull(integer('The last.')),
      },
    ),
    maxBytesInFlight: integer('The most bytes sent and not acknowledged.'),
    gapBytes: integer('Bytes of its data that were acknowledged but never captured.'),
    rtt: object<EndpointRow['rtt']>(
      "Round trips from the capture point to this endpoint, by its ACKs of segments sent once (Karn's algorithm); null without samples.",
      {
        ...ROUND_TRIPS,
        p50Seconds: orNull(seconds('The median; of more than sixteen samples exact to a sixteenth.')),
        p95Seconds: orNull(seconds('Ninety-five of a hundred are no longer; exact as the median.')),
        smoothedSeconds: orNull(seconds('The smoothed round trip after the last one (RFC 6298).')),
      },
    ),
    timestampRtt: object<RoundTrips>(
      'The same by the timestamps that it echoes (RFC 7323 §4.1), also of segments sent again; no samples where timestamps are off.',
      ROUND_TRIPS,
    ),
    isn: orNull(
      integer(
        'Initial sequence number; null when no SYN of this endpoint was captured and no ACK revealed it.',
        0,
        2 ** 32 - 1,
      ),
    ),
    options: orNull(optionsOffered),
    ttl: object<EndpointRow['ttl']>('The time to live, or hop limit, of its packets.', {
      values: list('The distinct values seen, in order of appearance.', integer('A value.', 0, 255), {
        maxItems: 4,
      }),
      initial: orNull(integer('The likely value at the sender (32, 64, 128, 255).')),
      hops: orNull(integer('Hops from it to the capture point.')),
    }),
  }),
);
