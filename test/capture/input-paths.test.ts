import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputPaths, namesOf } from '../../src/capture/input-paths.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'input-paths-'));
  mkdirSync(join(folder, 'day1'));
  mkdirSync(join(folder, 'day2'));
  mkdirSync(join(folder, 'day1', 'deeper'));
  const names = [
    'day1/x.pcap',
    'day1/x.pcap2',
    'day1/x.pcap10',
    'day1/.hidden.pcap',
    'day2/y.pcap',
    'a[1].pcap',
    'b.txt',
  ];
  for (const name of names) writeFileSync(join(folder, name), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const found = (...words: string[]) =>
  inputPaths(words.map((word) => (word === '-' ? word : join(folder, word)))).paths.map((path) =>
    path.replace(`${folder}/`, ''),
  );

describe('a pattern', () => {
  it.each([
    ['day1/x.pcap*', ['day1/x.pcap', 'day1/x.pcap2', 'day1/x.pcap10']],
    ['day1/x.pcap?', ['day1/x.pcap2']],
    ['day1/x.pcap[0-2]', ['day1/x.pcap2']],
    ['day1/x.pcap[!3]', ['day1/x.pcap2']],
    ['day?/*.pcap', ['day1/x.pcap', 'day2/y.pcap']],
    ['{day2,day1}/?.pcap', ['day1/x.pcap', 'day2/y.pcap']],
    ['day1/{x,z}.pcap{2,10}', ['day1/x.pcap2', 'day1/x.pcap10']],
    ['day1/.h*', ['day1/.hidden.pcap']],
  ])('%s matches files, in the order in which people count', (pattern, files) => {
    expect(found(pattern)).toEqual(files);
  });

  it.each(['day3/*.pcap', '[9-0]*', 'day1/(x)*'])('%s that matches nothing stays as it is', (pattern) => {
    expect(found(pattern)).toEqual([pattern]);
  });

  it('is a name where a file has it', () => {
    expect(found('a[1].pcap')).toEqual(['a[1].pcap']);
  });
});

describe('a folder', () => {
  it('stands for the files in it, not for hidden ones nor for folders further down', () => {
    const { paths, fromFolders, remarks } = inputPaths([join(folder, 'day1')]);
    expect(namesOf(paths)).toBe('x.pcap, x.pcap2, x.pcap10');
    expect([...fromFolders]).toEqual(paths);
    expect(remarks).toEqual([`${join(folder, 'day1')}: the folders within it (1) were not looked into`]);
  });

  it('may stand beside files and standard input, in their order', () => {
    expect(found('b.txt', 'day2', '-')).toEqual(['b.txt', 'day2/y.pcap', '-']);
  });
});

it('names are listed up to a number', () => {
  expect(namesOf(['/x/a', '/x/b', '/y/c'], 2)).toBe('a, b and 1 more');
});
