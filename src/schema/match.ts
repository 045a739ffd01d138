import { FITS, type MatchRow, OUTCOMES, SIDES } from '../rows.js';
import { findingCodes, socket } from './connection.js';
import { described, integer, list, object, orNull, seconds, share, text, time, words } from './schema.js';

/** A connection behind a log line: a line of `find -f ndjson`, the best first. */
export const matchRow = object<MatchRow>('A connection that a log line may speak of.', {
  score: share('How well it fits; by it matches are ordered.'),
  connection: integer("Its number: Wireshark's tcp.stream."),
  fits: list('What fits.', words('One of these.', FITS)),
  side: orNull(words('Whose program wrote the line, as far as the errno tells.', SIDES)),
  eventTime: orNull(time('When what the line tells of happened; null where the line has no time.')),
  clockOffsetSeconds: orNull(seconds("How far ahead of the capture's clock the log's is.")),
  initiator: described('The side that opened it.', socket),
  responder: described('The other side.', socket),
  startTime: orNull(time('When its first packet passed.')),
  endTime: orNull(time('When its last packet passed.')),
  outcome: words('How it went.', OUTCOMES),
  verdict: text('What happened, in one sentence that can be pasted.'),
  findings: findingCodes,
});
