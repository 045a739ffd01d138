import { describe, expect, it } from 'vitest';
import { completeFilter, filterProblem } from '../../../src/tui/state/filter-help.js';

describe('a filter', () => {
  it('without a mistake has no problem, nor has the empty one', () => {
    expect(filterProblem('')).toBeNull();
    expect(filterProblem('reset && port in {80, 443}')).toBeNull();
  });

  it('with a mistake says what and where', () => {
    expect(filterProblem('port = 80')).toMatchObject({ position: 5 });
    expect(filterProblem('prot == 80')).toMatchObject({ position: 0 });
    expect(filterProblem('prot == 80')?.message).toContain('did you mean "port"');
  });
});

describe('completion', () => {
  it.each([
    ['out', 'outcome'],
    ['outcome == unr', 'unreachable'],
    ['state == "x" || STATE != clos', 'CLOSED'],
    ['errno in {EPIPE, ECONNRE', 'ECONNRESET'],
    ['(reset || time_w', 'TIME_WAIT'],
  ])('of %j offers %s', (text, word) => {
    expect(completeFilter(text, text.length).words).toContain(word);
  });

  it('replaces the word before the caret only', () => {
    expect(completeFilter('out && reset', 3)).toMatchObject({ start: 0, end: 3 });
  });

  it('offers fields where nothing is typed, and no values where they are without number', () => {
    expect(completeFilter('', 0).words).toContain('port');
    expect(completeFilter('port == 4', 9).words).toEqual([]);
  });
});
