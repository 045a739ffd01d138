import type { Page } from '../explain/page.js';
import type { Explanation } from '../explain/pages.js';

/** The pages of a word as one JSON object. */
export function explanationJson(word: string, { pages, elsewhere }: Explanation): string {
  const all = pages.map(pageJson);
  return `${JSON.stringify({ schema: 'synopsis/explain/1', word, pages: all, elsewhere }, null, 2)}\n`;
}

/** Every word with its group and its meaning. */
export function listJson(pages: readonly Page[]): string {
  const words = pages.map(({ group, word, title, meaning }) => ({ group, word, title, meaning }));
  return `${JSON.stringify({ schema: 'synopsis/explain-list/1', words }, null, 2)}\n`;
}

/** A page as programs read it. */
export interface PageJson extends Omit<Page, 'wire'> {
  readonly wire: readonly { initiator: string; between: string; responder: string }[];
}

function pageJson(page: Page): PageJson {
  const wire = page.wire.map(([initiator, between, responder]) => ({ initiator, between, responder }));
  return { ...page, wire };
}
