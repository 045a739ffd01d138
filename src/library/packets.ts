import { type Choice, chosenPackets } from '../query/choice.js';
import type { PacketRow } from '../rows.js';
import type { Sink } from '../sink.js';
import {
  type Captures,
  checkCanReadAgain,
  choiceOf,
  type Passes,
  passesOf,
  type ReadOptions,
} from './passes.js';

/**
 * Reads captures to their end and hands every chosen packet over, in order; nothing is kept. A filter that asks how connections end
 * (`reset`, `outcome == closed`) needs two passes.
 *
 * @throws as `analyze`; {QueryError} for a filter, {UsageError} for a time that cannot be understood, and where two passes are needed of what can
 *   be read only once.
 */
export async function packetsOf(
  captures: Captures,
  take: (row: PacketRow) => void,
  options: ReadOptions = {},
): Promise<void> {
  await readPackets(passesOf(captures, options), choiceOf(options), {
    packet: (view) => take(view.toRow()),
  });
}

/** Hands the chosen packets to the sink, after a pass for what the filter must know beforehand. */
export async function readPackets(passes: Passes, choice: Choice, sink: Sink): Promise<void> {
  const { filter } = choice;
  const twice = filter?.needsWholeConnections ?? false;
  if (twice) {
    checkCanReadAgain(passes);
    await passes.read({
      withoutRows: true,
      judges: filter!.needsJudgements,
      begin: (clock) => filter!.begin(clock),
      connection: (view) => filter!.learn(view),
    });
  }
  await passes.read(chosenPackets(sink, choice), twice);
}
