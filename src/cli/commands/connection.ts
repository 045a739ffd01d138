import { UsageError } from '../../errors.js';
import { LadderSteps } from '../../format/ladder-steps.js';
import { packetdrillText } from '../../format/messages/en/packetdrill.js';
import { readConnection } from '../../library/connections.js';
import { MAX_DIAGRAM_STEPS, MAX_LADDER_STEPS, MAX_SCRIPT_PACKETS } from '../../limits.js';
import { connectionReport } from '../../report/connection-text.js';
import { ConnectionJson } from '../../report/json.js';
import { ladderMermaid } from '../../report/ladder-mermaid.js';
import { packetdrillScript } from '../../report/packetdrill.js';
import type { ConnectionRow, Side } from '../../rows.js';
import type { PacketView } from '../../sink.js';
import type { RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** One connection by its number: a ladder, or all its rows. `--from` and `--to` choose among its packets. */
export async function connection(
  session: Session,
  number: number,
  { all = false, side }: RawOptions,
): Promise<void> {
  const { format } = session.options;
  if (format === 'json') await asJson(session, number);
  else if (format === 'mermaid') await asDiagram(session, number, all);
  else if (format === 'packetdrill')
    await asScript(session, number, side === 'responder' ? side : 'initiator');
  else await asLadder(session, number, all);
}

async function asLadder(session: Session, number: number, showAll: boolean): Promise<void> {
  const { clock, terminal, output } = session;
  const ladder = new LadderSteps({ unfold: showAll, maxSteps: MAX_LADDER_STEPS });
  const row = await readOne(session, number, (view) => ladder.add(view.toRow()));
  ladder.end();
  output.write(connectionReport(row, ladder.steps, clock, terminal));
}

async function asDiagram(session: Session, number: number, showAll: boolean): Promise<void> {
  const ladder = new LadderSteps({ unfold: showAll, maxSteps: MAX_DIAGRAM_STEPS });
  const row = await readOne(session, number, (view) => ladder.add(view.toRow()));
  ladder.end();
  const options = { clock: session.clock, marks: new Map() };
  session.output.write(ladderMermaid({ row, steps: ladder.steps }, options));
}

async function asScript(session: Session, number: number, side: Side): Promise<void> {
  const ladder = new LadderSteps({ unfold: true, maxSteps: MAX_SCRIPT_PACKETS });
  const row = await readOne(session, number, (view) => ladder.add(view.toRow()));
  ladder.end();
  const { initiator, responder } = row;
  if (initiator.address === responder.address && initiator.port === responder.port)
    throw new UsageError(packetdrillText.needsSocket);
  const file = session.captures.join(' ');
  session.output.write(packetdrillScript(row, ladder.steps, { side, file }));
}

async function asJson(session: Session, number: number): Promise<void> {
  const json = new ConnectionJson(session.output);
  json.end(await readOne(session, number, (view) => json.packet(view)));
}

function readOne(
  session: Session,
  number: number,
  packet: (view: PacketView) => void,
): Promise<ConnectionRow> {
  const { window } = session.options;
  return readConnection(session, { number, window, begin: (clock) => session.clock.begin(clock), packet });
}
