import type { PayloadPiece } from '../../analysis/payload-stream.js';
import { UsageError } from '../../errors.js';
import { followText } from '../../format/messages/en/follow.js';
import { readPayload } from '../../library/follow.js';
import { FollowHex, FollowLines, FollowRaw, type FollowReport, followHead } from '../../report/follow.js';
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
  await readPayload(session, number, {
    begin: (initiator, responder) => {
      if (!isRaw) followHead(initiator, responder, { output, terminal });
    },
    piece: (piece: PayloadPiece) => {
      if (side !== 'both' && piece.side !== side) return;
      hasPayload = true;
      report.piece(piece);
    },
  });
  report.end();
  if (!hasPayload) session.warn([side === 'both' ? followText.noPayload : followText.noPayloadFrom(side)]);
  if (raw.gaps > 0) session.warn([followText.gaps(raw.gaps, raw.missingBytes)]);
}
