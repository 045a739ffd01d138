import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type ProfileFiles, wiresharkProfile as profileOf } from '../../annotate/wireshark-profile.js';
import { UsageError } from '../../errors.js';
import { FindingCollector } from '../../findings/collector.js';
import { profileText } from '../../format/messages/en/annotate.js';
import { openAtomicFile } from '../../output/atomic-file.js';
import type { Clock } from '../../sink.js';
import type { Session } from '../session.js';

/** A Wireshark profile for what was found in these captures, as a folder. */
export async function wiresharkProfile(session: Session, folder: string, force: boolean): Promise<void> {
  const isThere = checkFolder(folder, force);
  const findings = new FindingCollector();
  let clock: Clock | null = null;
  const summary = await session.read({
    withoutRows: true,
    judges: true,
    begin: (timeline) => {
      clock = timeline;
    },
    connection: (view) => findings.add(view),
  });
  const files = profileOf(findings.finish(summary, clock!));
  if (isThere) writeInto(folder, files);
  else writeFolder(folder, files);
}

/** @returns whether the folder is there, and may be written into */
function checkFolder(folder: string, force: boolean): boolean {
  const existing = statSync(folder, { throwIfNoEntry: false });
  if (existing === undefined) return false;
  if (!existing.isDirectory()) throw new UsageError(profileText.notAFolder(folder));
  if (!force) throw new UsageError(profileText.exists(folder));
  return true;
}

/** The folder appears with all its files or not at all. */
function writeFolder(folder: string, files: ProfileFiles): void {
  const target = resolve(folder);
  let aside: string | null = null;
  try {
    mkdirSync(dirname(target), { recursive: true });
    aside = mkdtempSync(join(dirname(target), `.${basename(target)}.`));
    for (const [name, text] of files) writeFileSync(join(aside, name), text);
    renameSync(aside, target);
  } catch (error) {
    if (aside !== null) rmSync(aside, { recursive: true, force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(profileText.cannotCreate(folder, reason), { cause: error });
  }
}

function writeInto(folder: string, files: ProfileFiles): void {
  for (const [name, text] of files) {
    const output = openAtomicFile(join(folder, name), { force: true, inputs: [] });
    output.write(text);
    output.end();
  }
}
