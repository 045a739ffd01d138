import { readPackets } from '../../library/packets.js';
import { type PacketReport, PacketsCsv, PacketsNdjson, PacketsText } from '../../report/packets.js';
import type { Session } from '../session.js';

export async function packets(session: Session): Promise<void> {
  const sink = openReport(session);
  await readPackets(session, session.options, sink);
  sink.end();
}

function openReport({ options, output, clock, terminal }: Session): PacketReport {
  const limit = options.limit ?? Infinity;
  if (options.format === 'ndjson') return new PacketsNdjson(output, limit);
  if (options.format === 'csv') return new PacketsCsv(output, limit);
  return new PacketsText({ output, clock, terminal, limit });
}
