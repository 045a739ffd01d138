import { describe, expect, it } from 'vitest';
import { StagedOutput } from '../../src/output/staged-output.js';
import type { TextOutput } from '../../src/output/text-output.js';

const MEGABYTE = 1024 * 1024;

/** Keeps a copy of each write. */
function recorder(): { output: TextOutput; writes: Buffer[] } {
  const writes: Buffer[] = [];
  const output: TextOutput = {
    write: () => {},
    writeBytes: (bytes) => void writes.push(Buffer.from(bytes)),
    end: () => {},
    discard: () => {},
  };
  return { output, writes };
}

describe('StagedOutput', () => {
  it('puts small pieces together, also where their bytes are overwritten afterwards', () => {
    const { output, writes } = recorder();
    const staged = new StagedOutput(output);
    const piece = new Uint8Array(1);
    for (const byte of [1, 2, 3]) {
      piece[0] = byte;
      staged.write(piece);
    }
    expect(writes).toEqual([]);
    staged.flush();
    staged.flush();
    expect(writes).toEqual([Buffer.from([1, 2, 3])]);
  });

  it('writes what it holds before a piece for which there is no room', () => {
    const { output, writes } = recorder();
    const staged = new StagedOutput(output);
    staged.write(new Uint8Array(MEGABYTE - 1));
    staged.write(new Uint8Array([7, 8]));
    staged.flush();
    expect(writes.map(({ length }) => length)).toEqual([MEGABYTE - 1, 2]);
    expect([...writes[1]!]).toEqual([7, 8]);
  });

  it.each([MEGABYTE, MEGABYTE + 1])('lets a piece of %i bytes through, in its place', (length) => {
    const { output, writes } = recorder();
    const staged = new StagedOutput(output);
    staged.write(new Uint8Array([1]));
    staged.write(new Uint8Array(length));
    staged.write(new Uint8Array([2]));
    staged.flush();
    expect(writes.map((bytes) => bytes.length)).toEqual([1, length, 1]);
  });

  it('writes nothing where there is no output', () => {
    const staged = new StagedOutput(null);
    staged.write(new Uint8Array(3 * MEGABYTE));
    staged.write(new Uint8Array(3));
    expect(() => staged.flush()).not.toThrow();
  });
});
