import type { AnalyzeOptions } from '../analyze.js';
import { type ProfileFiles, wiresharkProfile as profileOf } from '../annotate/wireshark-profile.js';
import { FindingCollector } from '../findings/collector.js';
import type { Clock } from '../sink.js';
import { type Captures, type Passes, passesOf } from './passes.js';

/**
 * A Wireshark profile for annotated captures, made for what was found in these: the text of each of its files, by name. It is used as
 * soon as a folder of them stands among Wireshark's profiles.
 *
 * @throws as `analyze`.
 */
export function wiresharkProfile(captures: Captures, options: AnalyzeOptions = {}): Promise<ProfileFiles> {
  return readProfile(passesOf(captures, options));
}

/** One pass for what is found. */
export async function readProfile(passes: Passes): Promise<ProfileFiles> {
  const findings = new FindingCollector();
  let clock: Clock | null = null;
  const summary = await passes.read({
    withoutRows: true,
    judges: true,
    begin: (timeline) => {
      clock = timeline;
    },
    connection: (view) => findings.add(view),
  });
  return profileOf(findings.finish(summary, clock!));
}
