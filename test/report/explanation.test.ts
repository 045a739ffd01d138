import { describe, expect, test } from 'vitest';
import { GROUPS } from '../../src/explain/page.js';
import { explain, pages } from '../../src/explain/pages.js';
import { explanationJson, listJson } from '../../src/report/explanation-json.js';
import { groupList, wordList } from '../../src/report/explanation-list.js';
import { explanationMarkdown, listMarkdown } from '../../src/report/explanation-markdown.js';
import { explanationText } from '../../src/report/explanation-text.js';
import { openTerminal } from '../../src/report/terminal.js';

const plain = openTerminal({ width: 80, ascii: false, color: false });
const ascii = openTerminal({ width: 80, ascii: true, color: false });
const everything = [
  ...pages().map(({ group, word }) => explain(`${group} ${word}`)),
  explain('37'),
  explain('54'),
];

describe('as text', () => {
  test.each([
    'CLOSE_WAIT',
    'ECONNREFUSED',
    'SYN+FIN',
    'completeness 37',
    'handshake-ack-lost',
    'zero-window',
  ])('%s', (word) => {
    expect(explanationText(explain(word), plain)).toMatchSnapshot();
  });

  test('every page fits 80 columns', () => {
    const long = everything
      .flatMap((found) => explanationText(found, plain).split('\n'))
      .filter((line) => line.length > 80);
    expect([...new Set(long)]).toEqual([]);
  });

  test('--ascii prints nothing else', () => {
    for (const found of everything) {
      expect(explanationText(found, ascii)).toMatch(/^[\n\x20-\x7e]*$/);
      expect(explanationMarkdown(found, true)).toMatch(/^[\n\x20-\x7e]*$/);
    }
    for (const group of GROUPS) expect(groupList(group, pages(), ascii)).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('pages of the same word are kept apart by a rule', () => {
    const text = explanationText(explain('keep-alive'), ascii);
    expect(text.split('\n').filter((line) => /^-{80}$/.test(line))).toHaveLength(3);
  });
});

describe('as a list', () => {
  const list = wordList(pages(), plain);

  test('every word stands in it, but errnos that no packet brings about', () => {
    const missing = pages().filter(({ word }) => !list.includes(word));
    expect(missing.length).toBeGreaterThan(80);
    expect(missing.filter(({ group, causes }) => group !== 'errno' || causes.length > 0)).toEqual([]);
  });

  test('it fits 80 columns, and so does each group', () => {
    const lists = [list, ...GROUPS.map((group) => groupList(group, pages(), plain))];
    for (const line of lists.join('').split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('a group shows the meaning of each word', () => {
    expect(groupList('effect', pages(), plain).split('\n').slice(0, 2)).toEqual([
      'Effects of resets (effect)',
      'ended        it was accepted and ended the connection',
    ]);
  });
});

describe('as Markdown', () => {
  test('commands are code, and what Markdown would take for its own is escaped', () => {
    const text = explanationMarkdown(explain('backlog'), false);
    expect(text).toContain('`ss -tln`');
    expect(text).toContain('```\ninitiator');
    expect(explanationMarkdown(explain('port-scan'), false)).not.toMatch(/[^\\]</);
    expect(explanationMarkdown(explain('history'), false)).toContain("Zeek's letters");
    expect(explanationMarkdown(explain('^'), false)).toContain('turned the roles round');
  });

  test('a list is a table for each group', () => {
    const text = listMarkdown(pages(), ['effect'], false);
    expect(text).toMatch(/^## Effects of resets \(effect\)\n\n\| \| \|\n\|---\|---\|\n\| ended \| /);
    expect(text.match(/^## /gm)).toHaveLength(1);
  });
});

describe('as JSON', () => {
  test('a word is one object with its pages', () => {
    const found = JSON.parse(explanationJson('CLOSE_WAIT', explain('CLOSE_WAIT')));
    expect(found).toMatchObject({
      schema: 'synopsis/explain/1',
      word: 'CLOSE_WAIT',
      elsewhere: null,
      pages: [
        {
          group: 'state',
          word: 'CLOSE_WAIT',
          advice: [{ command: 'ss -tanp state close-wait' }, {}, { command: null }],
          wire: [{ initiator: 'close()', between: '> FIN,ACK', responder: 'CLOSE_WAIT' }, {}, {}],
        },
      ],
    });
  });

  test('the list has every word', () => {
    const { words } = JSON.parse(listJson(pages()));
    expect(words).toHaveLength(pages().length);
    expect(Object.keys(words[0])).toEqual(['group', 'word', 'title', 'meaning']);
  });
});
