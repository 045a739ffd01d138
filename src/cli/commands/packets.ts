import { UsageError } from '../../errors.js';
import { cliText } from '../../format/messages/en.js';
import { type PacketReport, PacketsCsv, PacketsNdjson, PacketsText } from '../../report/packets.js';
import { chosenPackets } from '../choice.js';
import type { Session } from '../session.js';

export async function packets(session: Session): Promise<void> {
  const { filter } = session.options;
  const twice = filter?.needsWholeConnections ?? false;
  if (twice) {
    if (!session.canReadAgain) throw new UsageError(cliText.needsTwoPasses);
    await session.read({
      withoutRows: true,
      judges: filter!.needsJudgements,
      begin: (clock) => filter!.begin(clock),
      connection: (view) => filter!.learn(view),
    });
  }
  const sink = openReport(session);
  await session.read(chosenPackets(sink, session.options), twice);
  sink.end();
}

function openReport({ options, output, clock, terminal }: Session): PacketReport {
  const limit = options.limit ?? Infinity;
  if (options.format === 'ndjson') return new PacketsNdjson(output, limit);
  if (options.format === 'csv') return new PacketsCsv(output, limit);
  return new PacketsText({ output, clock, terminal, limit });
}
