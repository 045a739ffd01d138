import { payloadSegment } from '../analysis/payload-segment.js';
import { type PayloadPiece, PayloadStream } from '../analysis/payload-stream.js';
import type { AnalyzeOptions } from '../analyze.js';
import { UsageError } from '../errors.js';
import { connectionText } from '../format/messages/en.js';
import type { Socket } from '../rows.js';
import type { PacketView } from '../sink.js';
import { type Captures, type Passes, passesOf } from './passes.js';

/** Takes what both sides of a connection said. */
export interface PayloadTaker {
  /** Called once, at its first packet. */
  begin?(initiator: Socket, responder: Socket): void;
  /** Each byte once, in the order of its side; `bytes` may be overwritten when the call is over. What was not captured is a gap. */
  piece(piece: PayloadPiece): void;
}

/**
 * Reads captures to their end and hands over what both sides of one connection said, by its number.
 *
 * @throws as `analyze`; {UsageError} where there is no such connection.
 */
export async function follow(
  captures: Captures,
  number: number,
  taker: PayloadTaker,
  options: AnalyzeOptions = {},
): Promise<void> {
  await readPayload(passesOf(captures, options), number, taker);
}

/** One pass for the payload of one connection. @throws {UsageError} where there is none of that number */
export async function readPayload(passes: Passes, number: number, taker: PayloadTaker): Promise<void> {
  const stream = new PayloadStream((piece) => taker.piece(piece));
  let isFound = false;
  const summary = await passes.read({
    packet: (view) => {
      if (view.connection !== number || view.segment.icmpType >= 0) return;
      if (!isFound) taker.begin?.(...socketsOf(view));
      isFound = true;
      stream.add(payloadSegment(view));
    },
  });
  if (!isFound) throw new UsageError(connectionText.none(number, summary.totals.connections));
  stream.end();
}

function socketsOf(view: PacketView) {
  const named = (address: string, port: number | string, name: string | null): Socket =>
    name === null ? { address, port } : { address, port, name };
  return [
    named(view.initiatorAddress, view.initiatorPort, view.initiatorName),
    named(view.responderAddress, view.responderPort, view.responderName),
  ] as const;
}
