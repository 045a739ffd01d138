import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test, vi } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCaptures } from '../../src/capture/merge.js';
import { CONNECTION_RULES } from '../../src/findings/catalogue.js';
import type { ConnectionCase } from '../../src/findings/connection-case.js';
import { cuesOf } from '../../src/findings/cues.js';
import type * as Judging from '../../src/findings/judge-connection.js';
import type { ConnectionView } from '../../src/sink.js';

/** Rules that had something to say though none of their cues was there. */
const missed: string[] = [];

vi.mock('../../src/findings/judge-connection.js', async (original) => {
  const { judgeConnection } = await original<typeof Judging>();
  return {
    judgeConnection: (c: ConnectionCase) => {
      const cues = cuesOf(c);
      for (const rule of CONNECTION_RULES) {
        if ((rule.cues & cues) === 0 && rule.judge(c) !== null) missed.push(rule.code);
      }
      return judgeConnection(c);
    },
  };
});

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const captures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^[^/]+\/capture\.\w+$/.test(path))
  .map((path) => [path.split('/')[0]!, FIXTURES + path] as const);

beforeEach(() => {
  missed.length = 0;
});

test.each(captures)('%s: no rule is left out that would have spoken', async (_, path) => {
  let judged = 0;
  await analyze(await openCaptures([path]), {
    withoutRows: true,
    judges: true,
    connection: ({ judgements }: ConnectionView) => {
      if (judgements.length >= 0) judged++;
    },
  });
  expect(judged).toBeGreaterThan(0);
  expect(missed).toEqual([]);
});
