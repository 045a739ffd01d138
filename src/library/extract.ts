import type { AnalyzeOptions } from '../analyze.js';
import type { PacketBytes } from '../capture/packet-bytes.js';
import { UsageError } from '../errors.js';
import { AddressMap } from '../extract/address-map.js';
import { type ChoiceWords, ConnectionChoice } from '../extract/connection-choice.js';
import { type Extracted, extractPackets } from '../extract/extract-packets.js';
import type { ExtractFormat } from '../extract/formats.js';
import { PacketLog } from '../extract/packet-log.js';
import { extractText } from '../format/messages/en/extract.js';
import { openAtomicFile } from '../output/atomic-file.js';
import type { TextOutput } from '../output/text-output.js';
import type { Choice } from '../query/choice.js';
import type { CaptureRow } from '../rows.js';
import type { Clock, ConnectionView, PacketView, Summary } from '../sink.js';
import { type ChoiceOptions, choiceOf, type Passes, passesOf } from './passes.js';

/** Which connections, and what becomes of their packets. Where several things are asked for, all of them must hold. */
export interface ExtractOptions extends AnalyzeOptions, ChoiceOptions {
  /** By their numbers: "3,7-9". */
  connections?: string;
  /** Those that show one of these findings: "reset-no-socket,syn-flood". */
  findings?: string;
  /** Those of an incident, by its id. */
  incident?: string;
  /** Default: what the name of the output says. */
  format?: ExtractFormat;
  /** Give every address another one. Default false. */
  anonymize?: boolean;
  /** The same key gives the same addresses again. Default: a key that nobody keeps. */
  anonymizeKey?: string;
  /** False leaves out what programs wrote. Default true. */
  payload?: boolean;
  /** Replace an existing file. Default false. */
  force?: boolean;
}

/**
 * Copies the packets of chosen connections into a capture of their own, with their bytes and times as they are. It appears whole
 * or not at all.
 *
 * @returns what is worth knowing of it, in sentences: lives of the same ports that came along, packets that had to be left out
 * @throws as `connectionsOf`; {UsageError} where nothing is chosen, for an output that may not be written, and for captures without bytes (text).
 */
export async function extract(
  captures: string | readonly string[],
  output: string,
  options: ExtractOptions = {},
): Promise<string[]> {
  const passes = passesOf(captures, options);
  const wanted: Extraction = {
    ...choiceOf(options),
    words: {
      connections: options.connections ?? null,
      findings: options.findings ?? null,
      incident: options.incident ?? null,
    },
    format: options.format ?? formatByName(output),
    addresses:
      options.anonymize || options.anonymizeKey !== undefined
        ? new AddressMap(options.anonymizeKey ?? null)
        : null,
    dropsPayload: options.payload === false,
  };
  const target = openAtomicFile(output, { force: options.force ?? false, inputs: passes.captures });
  try {
    const remarks = await writeExtract(passes, wanted, target);
    target.end();
    return remarks;
  } catch (error) {
    target.discard();
    throw error;
  }
}

/** @throws {UsageError} where the name tells nothing */
export function formatByName(output: string): ExtractFormat {
  const name = output.toLowerCase();
  if (name.endsWith('.pcapng') || name.endsWith('.ntar')) return 'pcapng';
  if (name.endsWith('.pcap') || name.endsWith('.cap')) return 'pcap';
  throw new UsageError(extractText.unknownFormat(output));
}

/** What is extracted, and how it is written. */
export interface Extraction extends Choice {
  words: ChoiceWords;
  format: ExtractFormat;
  /** Null leaves addresses as they are. */
  addresses: AddressMap | null;
  dropsPayload: boolean;
}

/** One pass chooses, another one copies. @returns what is worth knowing, in sentences */
export async function writeExtract(
  passes: Passes,
  wanted: Extraction,
  output: TextOutput,
): Promise<string[]> {
  const choice = new ConnectionChoice(wanted.words);
  const log = new PacketLog();
  let kept: PacketBytes | null = null;
  const keep = passes.canReadAgain ? undefined : (bytes: PacketBytes) => (kept = bytes);
  try {
    const summary = await choose(passes, wanted, { choice, log, keep });
    const { chosen, remarks } = choice.finish(summary);
    checkBytes(summary.captures, kept);
    const neighbours = log.addNeighbours(chosen);
    const packets = log.packetsOf(chosen);
    if (packets.count === 0) throw new UsageError(extractText.none);
    const { format, addresses, dropsPayload } = wanted;
    const extracted = await extractPackets(output, {
      captures: summary.captures,
      kept: (kept as PacketBytes | null)?.byPath() ?? new Map(),
      packets,
      format,
      isNanoseconds: log.hasNanoseconds,
      addresses,
      dropsPayload,
    });
    if (extracted.written === 0) throw new UsageError(extractText.noneLeft);
    return [...remarks, ...remarksOn(extracted, neighbours)];
  } finally {
    await (kept as PacketBytes | null)?.close();
  }
}

interface FirstPass {
  choice: ConnectionChoice;
  log: PacketLog;
  keep: ((bytes: PacketBytes) => void) | undefined;
}

function choose(
  passes: Passes,
  { filter, window }: Choice,
  { choice, log, keep }: FirstPass,
): Promise<Summary> {
  const sink = {
    withoutRows: true,
    withoutLabels: true,
    judges: choice.needsJudgements || (filter?.needsJudgements ?? false),
    begin: (clock: Clock) => {
      filter?.begin(clock);
      window.begin(clock);
      choice.begin(clock);
    },
    packet: (view: PacketView) => log.add(view),
    connection: (view: ConnectionView) => {
      log.addConnection(view);
      choice.add(view, window.connection(view) && (filter === null || filter.connection(view)));
    },
  };
  return passes.read(sink, false, keep);
}

/** @throws {UsageError} where there are no bytes to copy, or not any more */
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
