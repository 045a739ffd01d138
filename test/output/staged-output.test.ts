import { describe, expect, it } from 'vitest';
import { StagedOutput } from '../../src/output/staged-output.js';
import type { TextOutput } from '../../src/output/text-output.js';

const STAGE = 4 * 1024 * 1024;

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

  it('writes full stages, whatever the lengths of the pieces', () => {
    const { output, writes } = recorder();
    const staged = new StagedOutput(output);
    const bytes = Uint8Array.from({ length: 2 * STAGE + 3 }, (_, i) => i % 251);
    const ends = [STAGE - 1, STAGE + 1, STAGE + 1, 2 * STAGE, bytes.length];
    let from = 0;
    for (const end of ends) {
      staged.write(bytes.subarray(from, end));
      from = end;
    }
    staged.flush();
    expect(writes.map(({ length }) => length)).toEqual([STAGE, STAGE, 3]);
    expect(Buffer.concat(writes).equals(bytes)).toBe(true);
  });

  it('takes a piece longer than a stage apart', () => {
    const { output, writes } = recorder();
    const staged = new StagedOutput(output);
    const bytes = Uint8Array.from({ length: 2 * STAGE + 3 }, (_, i) => i % 251);
    staged.write(bytes.subarray(0, 1));
    staged.write(bytes.subarray(1));
    staged.flush();
    expect(writes.map(({ length }) => length)).toEqual([STAGE, STAGE, 3]);
    expect(Buffer.concat(writes).equals(bytes)).toBe(true);
  });

  it('writes nothing where there is no output', () => {
    const staged = new StagedOutput(null);
    staged.write(new Uint8Array(3 * STAGE));
    staged.write(new Uint8Array(3));
    expect(() => staged.flush()).not.toThrow();
  });
});
