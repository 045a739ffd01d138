import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../../src/analyze.js';
import { annotate } from '../../src/annotate/annotate.js';
import { AnnotationCollector, type Annotations } from '../../src/annotate/collector.js';
import type { Detail } from '../../src/annotate/detail.js';
import { recogniseInput } from '../../src/annotate/input-format.js';
import { NO_NOTES, type OwnNotes } from '../../src/annotate/own-notes.js';
import { openCapture } from '../../src/capture/open-capture.js';
import type { TextOutput } from '../../src/output/text-output.js';

/** Files of one test, gone when it is over. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'synopsis-test-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: Uint8Array | string): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Keeps what is written. */
export class KeptOutput implements TextOutput {
  readonly #pieces: Buffer[] = [];

  write(text: string): void {
    this.#pieces.push(Buffer.from(text));
  }
  writeBytes(bytes: Uint8Array): void {
    this.#pieces.push(Buffer.from(bytes));
  }
  end(): void {}
  discard(): void {}

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

export interface AnnotatedOptions {
  detail?: Detail;
  ownNotes?: OwnNotes;
  /** What the notes are taken from, where it is another file. */
  capture?: string;
}

export interface Annotated {
  bytes: Buffer;
  text: string;
  warnings: string[];
  annotations: Annotations;
}

/** A file as it comes back from `annotate`. */
export async function annotated(path: string, options: AnnotatedOptions = {}): Promise<Annotated> {
  const { detail = 'all', ownNotes = NO_NOTES, capture = path } = options;
  const { format } = await recogniseInput(path);
  const everyPacket = format !== 'pcapng' && format !== 'pcap';
  const collector = new AnnotationCollector({ detail, everyPacket, ownNotes });
  const annotations = collector.finish(await analyze(await openCapture(capture), collector));
  const output = new KeptOutput();
  const warnings = await annotate({ path, format, detail, annotations }, output);
  return { bytes: output.bytes, text: output.bytes.toString(), warnings, annotations };
}

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** The captures of the fixtures, by name. */
export const FIXTURE_CAPTURES: readonly (readonly [name: string, path: string])[] = readdirSync(FIXTURES)
  .sort()
  .flatMap((name) => {
    const file = readdirSync(join(FIXTURES, name)).find((one) => /^capture\.pcap(ng)?$/.test(one));
    return file === undefined ? [] : [[name, join(FIXTURES, name, file)] as const];
  });

/** The exports of the fixtures, with the capture that each was made of. */
export const FIXTURE_EXPORTS: readonly (readonly [name: string, path: string, capture: string])[] =
  FIXTURE_CAPTURES.flatMap(([name, capture]) => {
    const folder = join(FIXTURES, name, 'exports');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((file) => [`${name}/${file}`, join(folder, file), capture] as const);
  });
