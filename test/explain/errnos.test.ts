import { constants } from 'node:os';
import { platform } from 'node:process';
import { describe, expect, test } from 'vitest';
import { ERRNO_ALIASES, LINUX_ERRNOS, otherNumbers, windowsError } from '../../src/explain/errno-numbers.js';
import { errnoPages } from '../../src/explain/errnos.js';
import { explain, pageOf } from '../../src/explain/pages.js';
import { errnoMessages } from '../../src/format/messages/en/explain/errno-messages.js';
import { errnoText, socketErrnoTexts } from '../../src/format/messages/en/explain/errnos.js';

test.runIf(platform === 'linux')('the numbers are those of this Linux', () => {
  for (const [name, number] of Object.entries(constants.errno)) {
    if (name in constants.errno && LINUX_ERRNOS.has(name)) expect(LINUX_ERRNOS.get(name), name).toBe(number);
    else expect(Object.values(ERRNO_ALIASES).flat(), name).toContain(name);
  }
});

test('the table runs from 1 to 133 without a hole but the numbers of second names', () => {
  const numbers = [...LINUX_ERRNOS.values()];
  expect(numbers).toHaveLength(131);
  expect(Array.from({ length: 133 }, (_, i) => i + 1).filter((n) => !numbers.includes(n))).toEqual([41, 58]);
});

test('every errno has its message, and every message its errno', () => {
  expect(Object.keys(errnoMessages)).toEqual([...LINUX_ERRNOS.keys()]);
  expect(Object.keys(socketErrnoTexts).filter((name) => !LINUX_ERRNOS.has(name))).toEqual([]);
});

test('those that packets have no part in say so', () => {
  expect(pageOf('EXDEV')!.meaning).toBe(errnoText.notAboutConnections);
  expect(
    errnoPages().filter(({ meaning }) => meaning === errnoText.notAboutConnections).length,
  ).toBeGreaterThan(80);
});

describe('other names and numbers lead to the same page', () => {
  test.each([
    ['11', 'EAGAIN'],
    ['41', 'EAGAIN'],
    ['EWOULDBLOCK', 'EAGAIN'],
    ['WSAEWOULDBLOCK', 'EAGAIN'],
    ['10035', 'EAGAIN'],
    ['58', 'EDEADLK'],
    ['EDEADLOCK', 'EDEADLK'],
    ['ENOTSUP', 'EOPNOTSUPP'],
    ['WSAECONNRESET', 'ECONNRESET'],
    ['10054', 'ECONNRESET'],
    ['10061', 'ECONNREFUSED'],
    ['10060', 'ETIMEDOUT'],
    ['10053', 'ECONNABORTED'],
    ['10004', 'EINTR'],
    ['10013', 'EACCES'],
    ['10065', 'EHOSTUNREACH'],
    ['-104', 'ECONNRESET'],
    ['Broken pipe', 'EPIPE'],
  ])('%s', (query, name) => {
    expect(explain(query).pages[0]!.word).toBe(name);
  });
});

test('machines that count otherwise are told', () => {
  expect(otherNumbers('ECONNABORTED')).toEqual([
    { number: 53, machines: ['BSD', 'macOS', 'alpha', 'sparc'] },
    { number: 130, machines: ['mips'] },
    { number: 231, machines: ['parisc'] },
  ]);
  expect(otherNumbers('EAGAIN')).toEqual([{ number: 35, machines: ['BSD', 'macOS', 'alpha'] }]);
  expect(otherNumbers('EPIPE')).toEqual([]);
  expect(windowsError('EPIPE')).toBe(null);
});
