import { type Choice, chosenConnections } from '../query/choice.js';
import { ConnectionFinder, type Match, matchRow } from '../query/find-connections.js';
import { type LogLine, parseLogLine } from '../query/log-line.js';
import type { ZoneOffsets } from '../query/moment.js';
import type { MatchRow } from '../rows.js';
import type { Clock } from '../sink.js';
import { type Captures, choiceOf, type Passes, passesOf, type ReadOptions } from './passes.js';

export interface FindOptions extends ReadOptions {
  /** How many to give back at most. Default 5. */
  limit?: number;
}

/** Matches that are given unless somebody asks for more. */
export const USUAL_MATCHES = 5;

/**
 * The connections that an application's log line may speak of, the best match first: by the addresses, ports, errno and time in it.
 *
 * @throws as `connectionsOf`; {UsageError} where nothing in the line tells of a connection.
 */
export async function find(captures: Captures, line: string, options: FindOptions = {}): Promise<MatchRow[]> {
  const question = { line: parseLogLine(line), limit: options.limit ?? USUAL_MATCHES, ...choiceOf(options) };
  const { matches } = await findMatches(passesOf(captures, options), question);
  return matches.map(matchRow);
}

/** What is looked for, and among what. */
export interface FindQuestion extends Choice {
  line: LogLine;
  limit: number;
  zone: ZoneOffsets;
  begin?: (clock: Clock) => void;
}

/** What was found: the best matches, how many fit at all, and among how many connections. */
export interface Found {
  matches: readonly Match[];
  fitting: number;
  all: number;
}

/** One pass that looks for what a log line speaks of. */
export async function findMatches(passes: Passes, question: FindQuestion): Promise<Found> {
  const finder = new ConnectionFinder(question.line, question.zone, question.limit);
  const sink = {
    begin: (clock: Clock) => {
      question.begin?.(clock);
      finder.begin(clock);
    },
    connection: finder.connection.bind(finder),
  };
  const { totals } = await passes.read(chosenConnections(sink, question));
  return { matches: finder.matches(), fitting: finder.count, all: totals.connections };
}
