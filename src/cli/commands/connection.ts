import { UsageError } from '../../errors.js';
import { LadderSteps } from '../../format/ladder-steps.js';
import { connectionText } from '../../format/messages/en.js';
import { MAX_LADDER_STEPS } from '../../limits.js';
import { connectionReport } from '../../report/connection-text.js';
import { ConnectionJson } from '../../report/json.js';
import type { ConnectionRow } from '../../rows.js';
import type { PacketView } from '../../sink.js';
import type { Session } from '../session.js';

/** One connection by its number: a ladder, or all its rows. `--from` and `--to` choose among its packets. */
export async function connection(session: Session, number: number, showAll: boolean): Promise<void> {
  if (session.options.format === 'json') await asJson(session, number);
  else await asLadder(session, number, showAll);
}

async function asLadder(session: Session, number: number, showAll: boolean): Promise<void> {
  const { clock, terminal, output } = session;
  const ladder = new LadderSteps({ unfold: showAll, maxSteps: MAX_LADDER_STEPS });
  const row = await readOne(session, number, (view) => ladder.add(view.toRow()));
  ladder.end();
  output.write(connectionReport(row, ladder.steps, clock, terminal));
}

async function asJson(session: Session, number: number): Promise<void> {
  const json = new ConnectionJson(session.output);
  json.end(await readOne(session, number, (view) => json.packet(view)));
}

async function readOne(
  session: Session,
  number: number,
  take: (view: PacketView) => void,
): Promise<ConnectionRow> {
  const { window } = session.options;
  let row: ConnectionRow | null = null;
  const summary = await session.read({
    begin: (clock) => {
      window.begin(clock);
      session.clock.begin(clock);
    },
    packet: (view) => {
      if (view.connection === number && window.packet(view)) take(view);
    },
    connection: (view) => {
      if (view.connection === number) row = view.toRow();
    },
  });
  if (row === null) throw new UsageError(connectionText.none(number, summary.totals.connections));
  return row;
}
