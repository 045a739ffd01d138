import { UsageError } from '../../errors.js';
import { LadderSteps } from '../../format/ladder-steps.js';
import { packetdrillText } from '../../format/messages/en/packetdrill.js';
import { readConnection } from '../../library/connections.js';
import { MAX_DIAGRAM_STEPS, MAX_LADDER_STEPS, MAX_SCRIPT_PACKETS } from '../../limits.js';
import { connectionMarkdown } from '../../report/connection-markdown.js';
import { connectionReport } from '../../report/connection-text.js';
import { ConnectionJson } from '../../report/json.js';
import { ladderMermaid } from '../../report/ladder-mermaid.js';
import { ladderSvg } from '../../report/ladder-svg.js';
import { type DrawnConnection, marksOf } from '../../report/ladders.js';
import { packetdrillScript } from '../../report/packetdrill.js';
import type { ConnectionRow, Side } from '../../rows.js';
import type { ConnectionView, PacketView } from '../../sink.js';
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
  else if (format === 'mermaid' || format === 'svg') await asDiagram(session, number, all);
  else if (format === 'markdown') await asMarkdown(session, number, all);
  else if (format === 'packetdrill')
    await asScript(session, number, side === 'responder' ? side : 'initiator');
  else await asLadder(session, number, all);
}

async function asLadder(session: Session, number: number, showAll: boolean): Promise<void> {
  const { clock, terminal, output } = session;
  const { row, steps } = await drawn(session, number, showAll, MAX_LADDER_STEPS);
  output.write(connectionReport(row, steps, clock, terminal));
}

async function asMarkdown(session: Session, number: number, showAll: boolean): Promise<void> {
  const { clock, output } = session;
  output.write(connectionMarkdown(await drawn(session, number, showAll, MAX_LADDER_STEPS), clock));
}

/** Drawn, with what each packet proves. */
async function asDiagram(session: Session, number: number, showAll: boolean): Promise<void> {
  const { clock, output, options } = session;
  let marks: ReadonlyMap<number, readonly string[]> = new Map();
  const connection = await drawn(session, number, showAll, MAX_DIAGRAM_STEPS, ({ judgements }) => {
    marks = marksOf(judgements);
  });
  if (options.format === 'svg') output.write(`${ladderSvg(connection, { clock, marks, isFile: true })}\n`);
  else output.write(ladderMermaid(connection, { clock, marks }));
}

async function drawn(
  session: Session,
  number: number,
  showAll: boolean,
  maxSteps: number,
  over?: (view: ConnectionView) => void,
): Promise<DrawnConnection> {
  const ladder = new LadderSteps({ unfold: showAll, maxSteps });
  const row = await readOne(session, number, (view) => ladder.add(view.toRow()), over);
  ladder.end();
  return { row, steps: ladder.steps };
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
  over?: (view: ConnectionView) => void,
): Promise<ConnectionRow> {
  const { window, failOn } = session.options;
  return readConnection(session, {
    number,
    window,
    begin: (clock) => session.clock.begin(clock),
    packet,
    over: (view) => {
      failOn?.addOne(view);
      over?.(view);
    },
  });
}
