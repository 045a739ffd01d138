import { annotate as annotateFile } from '../../annotate/annotate.js';
import { AnnotationCollector } from '../../annotate/collector.js';
import type { Detail } from '../../annotate/detail.js';
import { type InputFormat, type RecognisedInput, recogniseInput } from '../../annotate/input-format.js';
import { ownNotesPath, readOwnNotes } from '../../annotate/own-notes.js';
import { CaptureFormatError } from '../../capture/errors.js';
import { TraceError, UsageError } from '../../errors.js';
import { annotateText } from '../../format/messages/en/annotate.js';
import type { Summary } from '../../sink.js';
import type { Session } from '../session.js';

/**
 * The same file with our notes in it. The session reads what they are taken from: the file itself, or the capture that it was
 * exported from.
 */
export async function annotate(session: Session, path: string, detail: Detail): Promise<void> {
  const [capture, ...more] = session.captures;
  if (capture === undefined || more.length > 0) throw new UsageError(annotateText.wantsOne);
  if (path === '-' || !session.canReadAgain) throw new UsageError(annotateText.needsFile);
  const input = await recogniseInput(path);
  if (path !== capture && isCapture(input.format)) throw new UsageError(annotateText.captureForText);
  checkOutput(session, input, path);

  const ownNotes = await readOwnNotes(ownNotesPath(capture));
  const collector = new AnnotationCollector({ detail, everyPacket: !isCapture(input.format), ownNotes });
  const summary = await read(session, collector, path === capture);
  const annotations = collector.finish(summary);
  const warnings = await annotateFile({ path, format: input.format, detail, annotations }, session.output);
  if (input.compression !== '') warnings.push(annotateText.unpacked(path, input.compression));
  session.warn(warnings);
}

async function read(session: Session, collector: AnnotationCollector, isExport: boolean): Promise<Summary> {
  try {
    return await session.read(collector);
  } catch (error) {
    if (!isExport || !(error instanceof CaptureFormatError)) throw error;
    throw new TraceError(error.code, annotateText.thinExport(error.message), { cause: error });
  }
}

function isCapture(format: InputFormat): boolean {
  return format === 'pcap' || format === 'pcapng';
}

/** What is written must be what its name says. */
function checkOutput(
  { options: { output }, writesToTerminal }: Session,
  input: RecognisedInput,
  path: string,
): void {
  if (output === null) {
    if (isCapture(input.format) && writesToTerminal) throw new UsageError(annotateText.needsOutput);
    return;
  }
  if (/\.(?:gz|zst)$/i.test(output)) throw new UsageError(annotateText.notPacked(output));
  if (isCapture(input.format)) {
    if (/\.(?:pcap|cap|dmp)$/i.test(output)) throw new UsageError(annotateText.noRoomInPcap(output));
  } else if (/\.(?:pcap|pcapng|cap|dmp)$/i.test(output)) {
    throw new UsageError(annotateText.staysAsItIs(output, FORMAT_NAMES[input.format] ?? path));
  }
}

const FORMAT_NAMES: Partial<Record<InputFormat, string>> = {
  pdml: 'PDML',
  psml: 'PSML',
  json: 'JSON',
  table: 'a table',
  lines: 'text',
};
