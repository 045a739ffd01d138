import {
  FINDING_CERTAINTIES,
  FINDING_CODES,
  FINDING_SCOPES,
  type FindingRow,
  type FindingSubject,
  type IncidentRow,
  SEVERITIES,
  SIDES,
} from '../rows.js';
import { port } from './connection.js';
import {
  integer,
  list,
  object,
  optional,
  orNull,
  record,
  type Schema,
  shared,
  text,
  time,
  words,
} from './schema.js';

const subject = shared(
  'subject',
  object<FindingSubject>('Whom it is about; fields that say nothing are left out.', {
    address: optional(text('The address of a host.')),
    port: optional(port),
    connection: optional(integer('The number of a connection.')),
    side: optional(words('The side whose trouble it is.', SIDES)),
  }),
);

const code = words('What was found; `synopsis explain CODE` tells of it.', FINDING_CODES);
const severity = words(
  'error: something failed for a program; warning: it will, or service suffered; note: worth knowing; info: benign.',
  SEVERITIES,
);
const certainty = words('How sure it is.', FINDING_CERTAINTIES);
const connectionCount = integer('How many connections show it.');
const connections = list('The first of them.', integer('The number of a connection.'), { maxItems: 1000 });

function measures(description: string) {
  const value: Schema<number | string | null> = {
    json: { description: 'In the unit that its name ends with.', type: ['number', 'string', 'null'] },
  };
  return record(description, value);
}

export const findingRow = object<FindingRow>(
  'A judgement, with what proves it. One of many connections alike is one row.',
  {
    code,
    severity,
    certainty,
    scope: words('What kind of thing it is about.', FINDING_SCOPES),
    subject,
    incident: orNull(
      text('The id of the incident it is part of; null for what is benign or about the capture itself.'),
    ),
    title: text('In a few words.'),
    explanation: text('What happened, in sentences.'),
    advice: text('What to do.'),
    wouldChange: text('What would speak against it.'),
    connectionCount,
    connections,
    packets: list('The packets to look at, the most telling first.', integer('A packet.', 1), {
      maxItems: 10,
    }),
    time: orNull(time('When it began.')),
    endTime: orNull(time('When it ended.')),
    measures: measures('What it rests on: numbers and words, by names that end with their unit.'),
    thresholds: measures('The limits it was judged by.'),
    displayFilter: text('Shows its packets in Wireshark.'),
    sources: list('RFC sections, kernel functions, papers.', text('One source.')),
  },
);

export const incidentRow = object<IncidentRow>('One event, however many connections it hit.', {
  id: text(
    'Made of what it is about, so that two reports can be compared: "reset-no-socket/10.0.0.2:3306/1".',
  ),
  title: text('In a few words.'),
  severity,
  certainty,
  subject,
  codes: list('What was found in it, the main finding first.', code),
  connectionCount,
  connections,
  findings: list("Places in the report's `findings`, from 0.", integer('A place.')),
  startTime: orNull(time('When it began.')),
  endTime: orNull(time('When it ended.')),
});
