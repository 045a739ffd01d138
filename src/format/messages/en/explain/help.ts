/** What `synopsis explain --help` says; apart from the pages, which help must not load. */
export const explainHelp = {
  explain: 'a state, flag, errno, finding or label: what it means and what to do',
  usage: `[word] [options]

A TCP state, flags, an errno by name or number, a finding, a label; without a
word, all words.`,
  examples: [
    ['synopsis explain CLOSE_WAIT', 'what it means, what to do'],
    ['synopsis explain 104', 'an errno by its number'],
    ['synopsis explain findings', 'one group of words'],
  ] as [string, string][],
} as const;
