import type { AnalyzeOptions } from '../analyze.js';
import { annotate as annotateFile } from '../annotate/annotate.js';
import { AnnotationCollector } from '../annotate/collector.js';
import type { Detail } from '../annotate/detail.js';
import { type InputFormat, type RecognisedInput, recogniseInput } from '../annotate/input-format.js';
import { NO_NOTES, type OwnNotes, ownNotesPath, readOwnNotes } from '../annotate/own-notes.js';
import { CaptureFormatError } from '../capture/errors.js';
import { TraceError, UsageError } from '../errors.js';
import { annotateText } from '../format/messages/en/annotate.js';
import { openAtomicFile } from '../output/atomic-file.js';
import type { TextOutput } from '../output/text-output.js';
import type { Sink, Summary } from '../sink.js';
import { type Passes, passesOf } from './passes.js';

export interface AnnotateOptions extends AnalyzeOptions {
  /** How much is said: what the findings point at; every change of state as well; our judgement on every packet as well. Default "all". */
  detail?: Detail;
  /** The capture that an export was made of, where the export tells too little. Default: the file itself. */
  capture?: string;
  /** Replace an existing file. Default false. */
  force?: boolean;
}

/**
 * Writes a capture or an export of Wireshark or tcpdump once more, with what there is to say of its packets in it: captures become pcapng.
 * Notes of a person that stand beside the capture go in too. The new file appears whole or not at all.
 *
 * @returns what could not be said, in sentences
 * @throws as `analyze`; {UsageError} for an output that may not be written, or whose name says that it is something else.
 */
export async function annotate(
  path: string,
  output: string,
  options: AnnotateOptions = {},
): Promise<string[]> {
  const capture = options.capture ?? path;
  const input = await recogniseAnnotated(path, capture);
  checkAnnotatedName(input, path, output);
  const target = openAtomicFile(output, { force: options.force ?? false, inputs: [path, capture] });
  try {
    const detail = options.detail ?? 'all';
    const warnings = await writeAnnotated(passesOf(capture, options), { path, input, detail }, target);
    target.end();
    return warnings;
  } catch (error) {
    target.discard();
    throw error;
  }
}

/** A file to annotate, as it was recognised, and how much is said. */
export interface Annotated {
  path: string;
  input: RecognisedInput;
  detail: Detail;
}

/** What the file is. @throws {UsageError} where it can be read only once, and for a capture that comes with another one */
export async function recogniseAnnotated(path: string, capture: string): Promise<RecognisedInput> {
  if (path === '-') throw new UsageError(annotateText.needsFile);
  const input = await recogniseInput(path);
  if (path !== capture && isCapture(input.format)) throw new UsageError(annotateText.captureForText);
  return input;
}

/**
 * One pass over the file, or over the capture that it was exported from, for what there is to say; then the file once more with it.
 * @returns what could not be said, in sentences
 */
export async function writeAnnotated(
  passes: Passes,
  { path, input, detail }: Annotated,
  output: TextOutput,
): Promise<string[]> {
  if (!passes.canReadAgain) throw new UsageError(annotateText.needsFile);
  const [capture] = passes.captures;
  const ownNotes: OwnNotes = capture === undefined ? NO_NOTES : await readOwnNotes(ownNotesPath(capture));
  const collector = new AnnotationCollector({ detail, everyPacket: !isCapture(input.format), ownNotes });
  const annotations = collector.finish(await read(passes, collector, path === capture));
  const warnings = await annotateFile({ path, format: input.format, detail, annotations }, output);
  if (input.compression !== '') warnings.push(annotateText.unpacked(path, input.compression));
  return warnings;
}

async function read(passes: Passes, sink: Sink, isExport: boolean): Promise<Summary> {
  try {
    return await passes.read(sink);
  } catch (error) {
    if (!isExport || !(error instanceof CaptureFormatError)) throw error;
    throw new TraceError(error.code, annotateText.thinExport(error.message), { cause: error });
  }
}

export function isCapture(format: InputFormat): boolean {
  return format === 'pcap' || format === 'pcapng';
}

/** What is written must be what its name says. @throws {UsageError} */
export function checkAnnotatedName({ format }: RecognisedInput, path: string, output: string): void {
  if (/\.(?:gz|zst)$/i.test(output)) throw new UsageError(annotateText.notPacked(output));
  if (isCapture(format)) {
    if (/\.(?:pcap|cap|dmp)$/i.test(output)) throw new UsageError(annotateText.noRoomInPcap(output));
  } else if (/\.(?:pcap|pcapng|cap|dmp)$/i.test(output)) {
    throw new UsageError(annotateText.staysAsItIs(output, FORMAT_NAMES[format] ?? path));
  }
}

const FORMAT_NAMES: Partial<Record<InputFormat, string>> = {
  pdml: 'PDML',
  psml: 'PSML',
  json: 'JSON',
  table: 'a table',
  lines: 'text',
};
