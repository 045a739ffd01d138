import { LadderSteps } from '../../src/format/ladder-steps.js';
import type { DrawnConnection } from '../../src/report/ladders.js';
import { told } from './analysis.js';

/** What a capture may hold to take over a page or a terminal. */
export const HOSTILE = { name: '<script>a&b\u001b[2J`|', verdict: 'so <b>&amp; `x` \u202e\u001b[2J' };

/** The first connection of a script, with its ladder. */
export async function drawn(
  script: string,
  { name, verdict }: Partial<typeof HOSTILE> = {},
): Promise<DrawnConnection> {
  const { connection, packets } = await told(script);
  const ladder = new LadderSteps({ unfold: false, maxSteps: 100 });
  for (const row of packets) ladder.add(row);
  ladder.end();
  const row = {
    ...connection,
    ...(verdict !== undefined && { verdict }),
    initiator: { ...connection.initiator, ...(name !== undefined && { name }) },
  };
  return { row, steps: ladder.steps };
}
