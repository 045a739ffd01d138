import { payloadSegment } from '../analysis/payload-segment.js';
import { PayloadStream } from '../analysis/payload-stream.js';
import { MAX_SHOWN_PAYLOAD_BYTES } from '../limits.js';
import type { ConnectionRow, PacketRow, Side } from '../rows.js';
import type { Replay } from './replay.js';
import { placeOf } from './shared-chunks.js';

/** The whole row of a connection; null where it has none, as one of which only an ICMP error tells. */
export async function connectionRowOf(replay: Replay, number: number): Promise<ConnectionRow | null> {
  const c = replay.tables.connections.of(number);
  const at = placeOf(number);
  let row: ConnectionRow | null = null;
  await replay.run([number], c.judgedNs[at]!, ({ numberOf }) => ({
    connection: (view) => {
      if (numberOf(view) === number)
        row = { ...view.toRow(), connection: number, flow: c.flow[at]!, incarnation: c.incarnation[at]! };
    },
  }));
  return row;
}

/** One packet with all that Wireshark and we say of it; null where it cannot be had. */
export async function packetRowOf(replay: Replay, row: number): Promise<PacketRow | null> {
  const p = replay.tables.packets.of(row);
  const number = p.connection[placeOf(row)]!;
  const packet = p.packet[placeOf(row)]!;
  let found: PacketRow | null = null;
  await replay.run([number], Number.NaN, ({ numberOf, stop }) => ({
    packet: (view) => {
      if (found !== null || view.segment.packetNumber !== packet) return;
      if (numberOf(view) === number) found = { ...view.toRow(), connection: number };
      stop();
    },
  }));
  return found;
}

/** A piece of what one side said. */
export interface KeptPayloadChunk {
  readonly side: Side;
  readonly packet: number;
  readonly timeNs: number;
  readonly bytes: Uint8Array;
  /** Bytes before these that were never captured. */
  readonly missingBefore: number;
}

export interface KeptPayload {
  readonly chunks: KeptPayloadChunk[];
  /** Bytes at the end, or anywhere, that are not among the chunks. */
  missing: number;
  /** There was more than is shown at once. */
  isCut: boolean;
}

/** What both sides said, each byte once, in order. */
export async function payloadOf(replay: Replay, number: number): Promise<KeptPayload> {
  const payload: KeptPayload = { chunks: [], missing: 0, isCut: false };
  const gaps: Record<Side, number> = { initiator: 0, responder: 0 };
  let held = 0;
  const stream = new PayloadStream((piece) => {
    if (piece.kind === 'gap') {
      gaps[piece.side] += piece.length;
      payload.missing += piece.length;
      return;
    }
    if (held + piece.bytes.length > MAX_SHOWN_PAYLOAD_BYTES) {
      payload.isCut = true;
      return;
    }
    held += piece.bytes.length;
    const { side, packet, timeNs, bytes } = piece;
    payload.chunks.push({ side, packet, timeNs, bytes, missingBefore: gaps[side] });
    gaps[side] = 0;
  });
  await replay.run([number], Number.NaN, ({ numberOf, stop }) => ({
    withoutLabels: true,
    packet: (view) => {
      if (view.segment.icmpType >= 0 || numberOf(view) !== number) return;
      if (payload.isCut) stop();
      else stream.add(payloadSegment(view));
    },
  }));
  stream.end();
  return payload;
}
