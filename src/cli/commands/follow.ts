import { payloadSegment } from '../../analysis/payload-segment.js';
import { type PayloadPiece, PayloadStream } from '../../analysis/payload-stream.js';
import { UsageError } from '../../errors.js';
import { followText } from '../../format/messages/en/follow.js';
import { connectionText } from '../../format/messages/en.js';
import { FollowHex, FollowLines, FollowRaw, type FollowReport, followHead } from '../../report/follow.js';
import type { PacketView } from '../../sink.js';
import type { Session } from '../session.js';

/** The payload of one connection by its number, each side in order; `--side` leaves out the other. */
export async function follow(session: Session, number: number, side: string): Promise<void> {
  const { options, output, terminal } = session;
  const isRaw = options.format === 'raw';
  if (isRaw && session.writesToTerminal) throw new UsageError(followText.rawOnTerminal);
  const raw = new FollowRaw(output);
  const report: FollowReport = isRaw
    ? raw
    : options.format === 'hex'
      ? new FollowHex({ output, terminal })
      : new FollowLines({ output, terminal });
  let hasPayload = false;
  const stream = new PayloadStream((piece: PayloadPiece) => {
    if (side !== 'both' && piece.side !== side) return;
    hasPayload = true;
    report.piece(piece);
  });

  let isFound = false;
  const summary = await session.read({
    packet: (view) => {
      if (view.connection !== number || view.segment.icmpType >= 0) return;
      if (!isFound && !isRaw) followHead(...socketsOf(view), { output, terminal });
      isFound = true;
      stream.add(payloadSegment(view));
    },
  });
  if (!isFound) throw new UsageError(connectionText.none(number, summary.totals.connections));
  stream.end();
  report.end();
  if (!hasPayload) session.warn([side === 'both' ? followText.noPayload : followText.noPayloadFrom(side)]);
  if (raw.gaps > 0) session.warn([followText.gaps(raw.gaps, raw.missingBytes)]);
}

function socketsOf(view: PacketView) {
  const named = (address: string, port: number | string, name: string | null) =>
    name === null ? { address, port } : { address, port, name };
  return [
    named(view.initiatorAddress, view.initiatorPort, view.initiatorName),
    named(view.responderAddress, view.responderPort, view.responderName),
  ] as const;
}
