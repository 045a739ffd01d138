import { MAX_LOGGED_CUTS } from '../limits.js';
import type { ConnectionView } from '../sink.js';

/** A connection that was cut off right after a silence. */
export interface Cut {
  connection: number;
  initiator: number;
  responder: number;
  silenceSeconds: number;
  /** When it was found out. */
  timeNs: number;
  packet: number;
}

/** Connections that were cut off right after a silence, in the order in which they left. */
export class CutLog {
  readonly cuts: Cut[] = [];
  /** Those for which there was no room. */
  unlogged = 0;

  add(view: ConnectionView, initiator: number, responder: number): void {
    const silenceNs = view.silenceBeforeCutNs;
    if (Number.isNaN(silenceNs) || view.isOneWay) return;
    if (this.cuts.length >= MAX_LOGGED_CUTS) {
      this.unlogged++;
      return;
    }
    this.cuts.push({
      connection: view.connection,
      initiator,
      responder,
      silenceSeconds: silenceNs / 1e9,
      timeNs: view.endNs,
      packet: view.lastPacket,
    });
  }
}
