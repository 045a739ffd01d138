import { describe, expect, test } from 'vitest';
import { GROUPS, type Group, type Page } from '../../src/explain/page.js';
import { explain, groupOf, pageOf, pages } from '../../src/explain/pages.js';
import { CONNECTION_RULES } from '../../src/findings/catalogue.js';
import { ANALYSIS_WORDS } from '../../src/labels/analysis-words.js';
import {
  ERRNOS,
  FINDING_CODES,
  OUTCOMES,
  RESET_CAUSES,
  SEVERITIES,
  STATE_NAMES,
  TIME_CAUSES,
} from '../../src/rows.js';
import { NOTE_NAMES } from '../../src/tcp/notes.js';
import { RESET_TEST_NAMES } from '../../src/tcp/reset-cause.js';

const words = (group: Group) =>
  pages()
    .filter((page) => page.group === group)
    .map(({ word }) => word);
const name = ({ group, word }: Page) => `${group} ${word}`;

describe('every word that rows may hold has a page, and no other', () => {
  test.each<[Group, readonly string[]]>([
    ['state', STATE_NAMES],
    ['outcome', OUTCOMES],
    ['cause', RESET_CAUSES],
    ['finding', FINDING_CODES],
    ['label', ANALYSIS_WORDS],
    ['severity', SEVERITIES],
    ['time', TIME_CAUSES],
    ['test', RESET_TEST_NAMES],
  ])('%s', (group, known) => {
    expect(words(group).sort()).toEqual([...known].sort());
  });

  test('notes: those of the rows, and "late"', () => {
    expect(words('note').sort()).toEqual([...new Set([...NOTE_NAMES, 'data-differs', 'late'])].sort());
  });

  test('errnos that packets can bring about say what does', () => {
    for (const errno of ERRNOS) {
      const page = pageOf(errno, 'errno')!;
      expect(page.causes.length, errno).toBeGreaterThan(0);
      expect(page.advice.length, errno).toBeGreaterThan(0);
    }
  });

  test('every rule of the catalogue has a page', () => {
    const codes = words('finding');
    expect(CONNECTION_RULES.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  test('every group has pages, or makes them', () => {
    expect(GROUPS.filter((group) => group !== 'completeness' && words(group).length === 0)).toEqual([]);
  });
});

describe('every page', () => {
  test('has a meaning of one line', () => {
    const wrong = pages().filter(({ meaning }) => !/^\S[^\n]{3,98}$/.test(meaning) || meaning.endsWith('.'));
    expect(wrong.map(name)).toEqual([]);
  });

  test('leads only to words that have pages', () => {
    const wrong = pages().flatMap((page) =>
      page.see.filter((word) => explain(word).pages.length === 0).map((word) => `${name(page)} → ${word}`),
    );
    expect(wrong).toEqual([]);
  });

  test('does not lead to itself', () => {
    const wrong = pages().filter((page) => page.see.some((word) => pageOf(word) === page));
    expect(wrong.map(name)).toEqual([]);
  });

  test('is found by its word, its aliases and its group', () => {
    for (const page of pages()) {
      for (const word of [page.word, ...page.aliases]) expect(explain(word).pages, word).toContain(page);
      expect(explain(`${page.group} ${page.word}`).pages.map(name), name(page)).toContain(name(page));
    }
  });

  test('has no empty sentence', () => {
    const wrong = pages().filter(({ about, causes, advice, beliefs, sources }) =>
      [
        ...about,
        ...causes,
        ...beliefs,
        ...sources,
        ...advice.flatMap(({ text, command }) => [text, command ?? 'none']),
      ].some((sentence) => sentence.trim() === ''),
    );
    expect(wrong.map(name)).toEqual([]);
  });

  test('is about one word of its group', () => {
    const names = pages().map(name);
    expect(names.filter((one, i) => names.indexOf(one) !== i)).toEqual([]);
  });
});

describe('pages about trouble tell causes and what to do', () => {
  const BENIGN: Readonly<Partial<Record<Group, readonly string[]>>> = {
    state: ['CLOSED'],
    finding: [
      'simultaneous-open',
      'fast-open',
      'orderly-close',
      'half-close',
      'simultaneous-close',
      'reset-after-close',
      'keep-alive',
    ],
    outcome: ['closed', 'open', 'partial'],
    cause: [],
  };

  test.each(Object.keys(BENIGN) as Group[])('%s', (group) => {
    const trouble = pages().filter((page) => page.group === group && !BENIGN[group]!.includes(page.word));
    expect(trouble.filter(({ causes }) => causes.length === 0).map(name)).toEqual([]);
    expect(trouble.filter(({ advice }) => advice.length === 0).map(name)).toEqual([]);
  });

  test('every state and every finding of hosts names a command that confirms it, or says that none does', () => {
    const states = pages().filter(
      ({ group, word }) => group === 'state' && word !== 'UNKNOWN' && word !== 'CLOSED',
    );
    const pileUps = pages().filter(({ word }) => word.endsWith('-pile-up'));
    const without = [...states, ...pileUps].filter(({ advice }) =>
      advice.every(({ command }) => command === null),
    );
    expect(without.map(name)).toEqual([]);
  });
});

describe('a word is found', () => {
  test.each([
    ['close_wait', 'state CLOSE_WAIT'],
    ['Close-Wait', 'state CLOSE_WAIT'],
    ['close wait', 'state CLOSE_WAIT'],
    ['CLOSEWAIT', 'state CLOSE_WAIT'],
    ['SYN_RECV', 'state SYN_RCVD'],
    ['time wait', 'state TIME_WAIT'],
    ['connection refused', 'errno ECONNREFUSED'],
    ['tcp.analysis.out_of_order', 'label out-of-order'],
    ['RTO', 'word retransmission timeout'],
    ['somaxconn', 'word backlog'],
    ['net.core.somaxconn', 'word backlog'],
    ['3-way handshake', 'word three-way handshake'],
    ['SO_LINGER', 'word linger'],
    ['hop limit', 'word TTL'],
    ['finding keep-alive', 'finding keep-alive'],
    ['notes keep-alive', 'note keep-alive'],
    ['outcome:reset', 'outcome reset'],
    ['sf', 'zeek SF'],
  ])('%s', (query, found) => {
    expect(explain(query).pages.map(name)).toContain(found);
  });

  test('of several pages the widest comes first', () => {
    expect(explain('keep-alive').pages.map(name)).toEqual([
      'word keep-alive',
      'finding keep-alive',
      'label keep-alive',
      'note keep-alive',
    ]);
    expect(explain('reset').pages.map(({ group }) => group)).toEqual(['outcome', 'handshake', 'teardown']);
  });

  test('a number may be an errno and a completeness: both are told', () => {
    expect(explain('37').pages.map(name)).toEqual(['errno ENOLCK', 'completeness completeness 37']);
    expect(explain('104').pages.map(name)).toEqual(['errno ECONNRESET']);
    expect(explain('completeness 37').pages.map(name)).toEqual(['completeness completeness 37']);
    expect(explain('errno 37').pages.map(name)).toEqual(['errno ENOLCK']);
  });

  test('a number that means another errno elsewhere says so', () => {
    expect(explain('54').elsewhere).toBe('Elsewhere 54 is ECONNRESET (BSD, macOS, alpha, sparc).');
    expect(explain('130').elsewhere).toBe('Elsewhere 130 is ECONNABORTED (mips).');
    expect(explain('104').elsewhere).toBe(null);
  });

  test.each([
    '',
    'bogus',
    '99999',
    'completeness 64',
    'history xyz',
    'constructor',
    '__proto__',
    '\u001b[2J',
  ])('%j is none', (query) => {
    expect(explain(query).pages).toEqual([]);
    expect(pageOf(query)).toBe(null);
  });
});

test('groups have names, in one and many', () => {
  expect(['state', 'States', 'findings', 'errnos', 'flags', 'labels', 'wireshark'].map(groupOf)).toEqual([
    'state',
    'state',
    'finding',
    'errno',
    'flags',
    'label',
    'label',
  ]);
  expect(groupOf('bogus')).toBe(null);
});
