import { expect, test } from 'vitest';
import { TraceError } from '../../src/errors.js';
import { ClosedPipe, DescriptorOutput } from '../../src/output/text-output.js';

type Write = NonNullable<ConstructorParameters<typeof DescriptorOutput>[1]>;

/** A descriptor that takes what it is told to take, or fails with a code. */
function descriptor(...answers: (number | string)[]) {
  const taken: string[] = [];
  const write = (_descriptor: number, bytes: Uint8Array, offset: number, length: number) => {
    const answer = answers.shift() ?? length;
    if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer });
    taken.push(Buffer.from(bytes).toString('utf8', offset, offset + answer));
    return answer;
  };
  return { taken, write: write as unknown as Write };
}

test('small pieces are written together at the end', () => {
  const { taken, write } = descriptor();
  const output = new DescriptorOutput(1, write);
  for (const piece of ['a', 'b', 'c']) output.write(piece);
  expect(taken).toEqual([]);
  output.end();
  expect(taken).toEqual(['abc']);
});

test('much text is written in chunks, so that memory stays bounded', () => {
  const { taken, write } = descriptor();
  const output = new DescriptorOutput(1, write);
  for (let i = 0; i < 1000; i++) output.write('x'.repeat(1000));
  expect(taken.length).toBeGreaterThan(10);
  output.end();
  expect(taken.join('')).toHaveLength(1_000_000);
});

test('partial writes go on where they stopped', () => {
  const { taken, write } = descriptor(2, 1);
  const output = new DescriptorOutput(1, write);
  output.write('abcdef');
  output.end();
  expect(taken).toEqual(['ab', 'c', 'def']);
});

test('a full pipe is waited for', () => {
  const { taken, write } = descriptor('EAGAIN', 'EAGAIN', 3, 'EINTR');
  const output = new DescriptorOutput(1, write);
  output.write('abcdef');
  output.end();
  expect(taken.join('')).toBe('abcdef');
});

test('a closed pipe and a full disk are told apart', () => {
  const closed = new DescriptorOutput(1, descriptor('EPIPE').write);
  closed.write('x');
  expect(() => closed.end()).toThrow(ClosedPipe);
  const full = new DescriptorOutput(1, descriptor('ENOSPC').write);
  full.write('x');
  expect(() => full.end()).toThrow(TraceError);
});
