import { closeSync, linkSync, openSync, realpathSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.js';
import { outputText } from '../format/messages/en.js';
import { DescriptorOutput, type TextOutput } from './text-output.js';

export interface AtomicFileOptions {
  /** Replace an existing file. */
  force: boolean;
  /** The files being read: none of them may be the result. */
  inputs: readonly string[];
}

/**
 * Opens a file that appears whole or not at all: it is written under another name beside its place and renamed at
 * the end. Devices and named pipes are written directly.
 * @throws UsageError when the file exists and may not be replaced, is one of the inputs, or cannot be made.
 */
export function openAtomicFile(path: string, options: AtomicFileOptions): TextOutput {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new UsageError(outputText.isDirectory(path));
  if (existing && !existing.isFile()) return new DeviceFile(path);
  if (existing) {
    if (options.inputs.some((input) => isSameFile(input, path)))
      throw new UsageError(outputText.isInput(path));
    if (!options.force) throw new UsageError(outputText.exists(path));
  }
  // Through a symbolic link the file it points to is replaced, not the link.
  return new AsideFile(existing ? realpathSync(path) : path, options.force);
}

function isSameFile(a: string, b: string): boolean {
  const first = statSync(a, { throwIfNoEntry: false });
  const second = statSync(b, { throwIfNoEntry: false });
  return first !== undefined && second !== undefined && first.dev === second.dev && first.ino === second.ino;
}

class DeviceFile implements TextOutput {
  readonly #descriptor: number;
  readonly #output: DescriptorOutput;

  constructor(path: string) {
    this.#descriptor = open(path, 'w');
    this.#output = new DescriptorOutput(this.#descriptor);
  }

  write(text: string): void {
    this.#output.write(text);
  }

  writeBytes(bytes: Uint8Array): void {
    this.#output.writeBytes(bytes);
  }

  end(): void {
    this.#output.end();
    closeSync(this.#descriptor);
  }

  discard(): void {
    closeSync(this.#descriptor);
  }
}

class AsideFile implements TextOutput {
  readonly #path: string;
  readonly #aside: string;
  readonly #force: boolean;
  readonly #descriptor: number;
  readonly #output: DescriptorOutput;
  readonly #cleanUp = () => this.#remove();
  #open = true;

  constructor(path: string, force: boolean) {
    this.#path = path;
    this.#force = force;
    this.#aside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
    this.#descriptor = open(this.#aside, 'wx', path);
    this.#output = new DescriptorOutput(this.#descriptor);
    process.once('exit', this.#cleanUp);
  }

  write(text: string): void {
    this.#output.write(text);
  }

  writeBytes(bytes: Uint8Array): void {
    this.#output.writeBytes(bytes);
  }

  end(): void {
    this.#output.end();
    this.#close();
    if (this.#force) renameSync(this.#aside, this.#path);
    else this.#place();
  }

  discard(): void {
    if (this.#open) {
      this.#close();
      this.#remove();
    }
  }

  /** A link fails where a file has appeared meanwhile; a rename would replace it. */
  #place(): void {
    try {
      linkSync(this.#aside, this.#path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
        this.#remove();
        throw new UsageError(outputText.exists(this.#path));
      }
      // No hard links on this file system.
      renameSync(this.#aside, this.#path);
      return;
    }
    this.#remove();
  }

  #close(): void {
    this.#open = false;
    process.removeListener('exit', this.#cleanUp);
    closeSync(this.#descriptor);
  }

  #remove(): void {
    try {
      unlinkSync(this.#aside);
    } catch {
      // Nothing to remove.
    }
  }
}

function open(path: string, flags: string, named = path): number {
  try {
    return openSync(path, flags, 0o666);
  } catch (error) {
    throw new UsageError(
      outputText.cannotCreate(named, (error as NodeJS.ErrnoException).code ?? String(error)),
      { cause: error },
    );
  }
}
