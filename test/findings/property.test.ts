import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { factsOf } from '../../src/findings/facts.js';
import { endsOf } from '../../src/findings/groups.js';
import { findingText } from '../../src/format/messages/en/findings.js';
import { SEVERITIES } from '../../src/rows.js';
import { mutate, pcapPackets } from '../fuzz/mutations.mjs';
import { streamOf } from '../support/captures.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
/** Classic pcap alone: what is damaged there lies within packets, not around them. */
const captures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('capture.pcap'))
  .sort()
  .map((name) => new Uint8Array(readFileSync(join(FIXTURES, name))));
const ROUNDS = 150;

describe('judgements on damaged captures', () => {
  it('are made without an error, worst first, and every sentence of them can be said', async () => {
    let judged = 0;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const one = captures[(seed * 7) % captures.length]!;
      const other = captures[(seed * 13) % captures.length]!;
      const { bytes } = mutate(one, other, seed, pcapPackets);
      const reader = await openCapture('-', { stdin: streamOf(bytes, bytes.length) }).catch(() => null);
      if (reader === null) continue;
      await analyze(reader, {
        judges: true,
        withoutRows: true,
        connection(view) {
          const ranks = view.judgements.map(({ severity }) => SEVERITIES.indexOf(severity));
          expect(ranks).toEqual([...ranks].sort());
          for (const judgement of view.judgements) {
            judged++;
            const facts = factsOf(judgement, endsOf(view));
            const text = findingText[judgement.code];
            const said = [text.one, text.many, text.explanation, text.advice, text.wouldChange].map((say) =>
              say(facts),
            );
            expect(said.join(' '), `seed ${seed}: ${judgement.code}`).not.toMatch(/undefined|NaN|\[object/);
          }
        },
      });
    }
    expect(judged).toBeGreaterThan(ROUNDS);
  }, 60_000);
});
