import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import type { Judgement } from '../../src/findings/finding.js';
import { streamOf } from './captures.js';
import { pcapOf } from './frames.js';
import { framesOf } from './script.js';

/** All that the rules say of the connections of a script. */
export async function judged(script: string): Promise<readonly Judgement[]> {
  const bytes = pcapOf(framesOf(script));
  const found: Judgement[] = [];
  await analyze(await openCapture('-', { stdin: streamOf(bytes, bytes.length) }), {
    judges: true,
    withoutRows: true,
    connection: (view) => void found.push(...view.judgements),
  });
  return found;
}
