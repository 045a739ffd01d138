import type { PacketBytes } from '../../capture/packet-bytes.js';
import { UsageError } from '../../errors.js';
import { AddressMap } from '../../extract/address-map.js';
import { ConnectionChoice } from '../../extract/connection-choice.js';
import { type Extracted, extractPackets } from '../../extract/extract-packets.js';
import type { ExtractFormat } from '../../extract/formats.js';
import { PacketLog } from '../../extract/packet-log.js';
import { extractText } from '../../format/messages/en/extract.js';
import type { CaptureRow } from '../../rows.js';
import type { Summary } from '../../sink.js';
import type { RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** The packets of chosen connections, as a capture: one pass chooses, another one copies. */
export async function extract(session: Session, raw: RawOptions): Promise<void> {
  const format = formatOf(raw);
  const choice = new ConnectionChoice({
    connections: raw.connection ?? null,
    findings: raw.finding ?? null,
    incident: raw.incident ?? null,
  });
  const log = new PacketLog();
  let kept: PacketBytes | null = null;
  const keep = session.canReadAgain ? undefined : (bytes: PacketBytes) => (kept = bytes);
  try {
    const summary = await choose(session, { choice, log, keep });
    const { chosen, remarks } = choice.finish(summary);
    checkBytes(summary.captures, kept);
    const neighbours = log.addNeighbours(chosen);
    const packets = log.packetsOf(chosen);
    if (packets.count === 0) throw new UsageError(extractText.none);
    const isAnonymous = raw.anonymize || raw.anonymizeKey !== undefined;
    const extracted = await extractPackets(session.output, {
      captures: summary.captures,
      kept: (kept as PacketBytes | null)?.byPath() ?? new Map(),
      packets,
      format,
      isNanoseconds: log.hasNanoseconds,
      addresses: isAnonymous ? new AddressMap(raw.anonymizeKey ?? null) : null,
      dropsPayload: raw.payload === false,
    });
    if (extracted.written === 0) throw new UsageError(extractText.noneLeft);
    session.warn([...remarks, ...remarksOn(extracted, neighbours)]);
  } finally {
    await (kept as PacketBytes | null)?.close();
  }
}

interface FirstPass {
  choice: ConnectionChoice;
  log: PacketLog;
  keep: ((bytes: PacketBytes) => void) | undefined;
}

function choose(session: Session, { choice, log, keep }: FirstPass): Promise<Summary> {
  const { filter, window } = session.options;
  const sink = {
    withoutRows: true,
    withoutLabels: true,
    judges: choice.needsJudgements || (filter?.needsJudgements ?? false),
    begin: (clock: Parameters<ConnectionChoice['begin']>[0]) => {
      filter?.begin(clock);
      window.begin(clock);
      choice.begin(clock);
    },
    packet: (view: Parameters<PacketLog['add']>[0]) => log.add(view),
    connection: (view: Parameters<PacketLog['addConnection']>[0]) => {
      log.addConnection(view);
      choice.add(view, window.connection(view) && (filter === null || filter.connection(view)));
    },
  };
  return session.read(sink, false, keep);
}

/** @throws UsageError where the name tells nothing, and nobody says */
function formatOf({ format, output }: RawOptions): ExtractFormat {
  if (format !== undefined) return format as ExtractFormat;
  const name = output!.toLowerCase();
  if (name.endsWith('.pcapng') || name.endsWith('.ntar')) return 'pcapng';
  if (name.endsWith('.pcap') || name.endsWith('.cap')) return 'pcap';
  throw new UsageError(extractText.unknownFormat(output!));
}

/** @throws UsageError where there are no bytes to copy, or not any more */
function checkBytes(captures: readonly CaptureRow[], kept: PacketBytes | null): void {
  const printed = captures.find(({ format }) => !format.startsWith('pcap'));
  if (printed !== undefined) throw new UsageError(extractText.noBytes(printed.path, printed.format));
  const [refusal] = kept?.refusals() ?? [];
  if (refusal !== undefined) throw new UsageError(extractText.cannotReadTwice(refusal));
}

function remarksOn({ leftOut, commentsLost }: Extracted, neighbours: number): string[] {
  return [
    ...(neighbours > 0 ? [extractText.neighbours(neighbours)] : []),
    ...(leftOut > 0 ? [extractText.leftOut(leftOut)] : []),
    ...(commentsLost > 0 ? [extractText.commentsLost(commentsLost)] : []),
  ];
}
