import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { outputText } from '../format/messages/en.js';
import { openAtomicFile } from './atomic-file.js';

/** @returns whether the folder is there, and may be written into. @throws UsageError where it may not */
export function checkFolder(folder: string, force: boolean): boolean {
  const existing = statSync(folder, { throwIfNoEntry: false });
  if (existing === undefined) return false;
  if (!existing.isDirectory()) throw new UsageError(outputText.notAFolder(folder));
  if (!force) throw new UsageError(outputText.folderExists(folder));
  return true;
}

/** The folder appears with all its files or not at all; one that is there already gets file after file, each of them whole. */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>, isThere: boolean): void {
  if (isThere) writeInto(folder, files);
  else placeFolder(folder, files);
}

function placeFolder(folder: string, files: ReadonlyMap<string, string>): void {
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
    throw new UsageError(outputText.cannotCreate(folder, reason), { cause: error });
  }
}

function writeInto(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const output = openAtomicFile(join(folder, name), { force: true, inputs: [] });
    output.write(text);
    output.end();
  }
}
