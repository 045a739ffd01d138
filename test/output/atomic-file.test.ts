import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { openAtomicFile } from '../../src/output/atomic-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const careful = { force: false, inputs: [] };

test('the file appears at the end, whole, and nothing else stays', () => {
  const path = join(folder, 'report.txt');
  const file = openAtomicFile(path, careful);
  file.write('what ');
  expect(readdirSync(folder)).not.toContain('report.txt');
  file.write('happened');
  file.end();
  expect(readdirSync(folder)).toEqual(['report.txt']);
  expect(readFileSync(path, 'utf8')).toBe('what happened');
});

test('given up, nothing stays', () => {
  const file = openAtomicFile(join(folder, 'report.txt'), careful);
  file.write('half');
  file.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('an existing file is kept unless its replacement is asked for', () => {
  const path = join(folder, 'report.txt');
  writeFileSync(path, 'old');
  expect(() => openAtomicFile(path, careful)).toThrow(UsageError);
  const file = openAtomicFile(path, { force: true, inputs: [] });
  file.write('new');
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.end();
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['report.txt']);
});

test('a file that appears meanwhile is kept', () => {
  const path = join(folder, 'report.txt');
  const file = openAtomicFile(path, careful);
  file.write('ours');
  writeFileSync(path, 'theirs');
  expect(() => file.end()).toThrow(UsageError);
  expect(readFileSync(path, 'utf8')).toBe('theirs');
  expect(readdirSync(folder)).toEqual(['report.txt']);
});

test('an input is never replaced, by whatever name it is called', () => {
  const input = join(folder, 'input.pcap');
  writeFileSync(input, 'packets');
  symlinkSync(input, join(folder, 'link'));
  for (const path of [input, join(folder, 'link'), join(folder, '.', 'input.pcap')]) {
    expect(() => openAtomicFile(path, { force: true, inputs: [input, '-'] })).toThrow(/being read/);
  }
});

test('a link stays a link; the file it points to is replaced', () => {
  writeFileSync(join(folder, 'target.txt'), 'old');
  symlinkSync(join(folder, 'target.txt'), join(folder, 'link'));
  const file = openAtomicFile(join(folder, 'link'), { force: true, inputs: [] });
  file.write('new');
  file.end();
  expect(readFileSync(join(folder, 'target.txt'), 'utf8')).toBe('new');
});

test('folders and places that do not exist are refused in one sentence', () => {
  mkdirSync(join(folder, 'sub'));
  expect(() => openAtomicFile(join(folder, 'sub'), careful)).toThrow(/is a directory/);
  expect(() => openAtomicFile(join(folder, 'no', 'where.txt'), careful)).toThrow(
    /where.txt cannot be created \(ENOENT\)/,
  );
});

test('a device is written directly', () => {
  const file = openAtomicFile('/dev/null', careful);
  file.write('x');
  file.end();
});
