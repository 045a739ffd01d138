import type { Detail } from '../../annotate/detail.js';
import { UsageError } from '../../errors.js';
import { annotateText } from '../../format/messages/en/annotate.js';
import { checkAnnotatedName, isCapture, recogniseAnnotated, writeAnnotated } from '../../library/annotate.js';
import type { Session } from '../session.js';

/**
 * The same file with our notes in it. The session reads what they are taken from: the file itself, or the capture that it was
 * exported from.
 */
export async function annotate(session: Session, path: string, detail: Detail): Promise<void> {
  const [capture, ...more] = session.captures;
  if (capture === undefined || more.length > 0) throw new UsageError(annotateText.wantsOne);
  if (!session.canReadAgain) throw new UsageError(annotateText.needsFile);
  const input = await recogniseAnnotated(path, capture);
  const { output } = session.options;
  if (output !== null) checkAnnotatedName(input, path, output);
  else if (isCapture(input.format) && session.writesToTerminal)
    throw new UsageError(annotateText.needsOutput);
  session.warn(await writeAnnotated(session, { path, input, detail }, session.output));
}
