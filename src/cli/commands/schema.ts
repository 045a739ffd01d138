import { UsageError } from '../../errors.js';
import { schemaText as text } from '../../format/messages/en/schema.js';
import { openAtomicFile } from '../../output/atomic-file.js';
import { nearestWord } from '../../query/nearest.js';
import { FORMATS, formatDocument } from '../../schema/formats.js';
import type { RawOptions } from '../options.js';
import type { Surroundings } from '../surroundings.js';

/** The schema of a format, or the formats that there are. @throws UsageError where there is none of that name */
export function schema(names: readonly string[], raw: RawOptions, { stdout }: Surroundings): void {
  const [name, ...more] = names;
  if (more.length > 0) throw new UsageError(text.wantsOne);
  const printed = name === undefined ? list() : schemaOf(name);
  const output =
    raw.output === undefined ? stdout : openAtomicFile(raw.output, { force: raw.force ?? false, inputs: [] });
  output.write(printed);
  output.end();
}

/** Names of formats that begin like `typed`. */
export function completedNames(typed: string): string[] {
  return FORMATS.map(({ name }) => name).filter((name) => name.startsWith(typed));
}

function list(): string {
  const width = Math.max(...FORMATS.map(({ name }) => name.length)) + 2;
  return FORMATS.map(({ name, command }) => `${name.padEnd(width)}${command}\n`).join('');
}

function schemaOf(name: string): string {
  const format = FORMATS.find((known) => known.name === name);
  if (format === undefined) {
    const known = FORMATS.map((one) => one.name);
    throw new UsageError(text.unknown(name, nearestWord(name, known)));
  }
  return `${JSON.stringify(formatDocument(format), null, 2)}\n`;
}
