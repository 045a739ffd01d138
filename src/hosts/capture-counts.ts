import type { ConnectionView } from '../sink.js';
import { Note } from '../tcp/notes.js';
import { Attempt } from './attempt.js';

/** How many connections show something, how many packets or bytes in all, and where to look first. */
export interface Evidence {
  connections: number;
  amount: number;
  /** The packets, at most ten. */
  packets: number[];
  /** The first of them. */
  numbers: number[];
}

const SHOWN = 10;

/** What single connections tell of the capture: what it lacks, and what it holds twice. */
export class CaptureCounts {
  /** All but lone probes and answers to nobody. */
  conversations = 0;
  readonly startedLate = evidence();
  /** Still open, or half closed, when the trace ends. */
  readonly leftOpen = evidence();
  /** Acknowledged bytes that were never captured. */
  readonly gaps = evidence();
  readonly oneWay = evidence();
  readonly duplicates = evidence();
  readonly offload = evidence();
  readonly badChecksums = evidence();

  add(view: ConnectionView, attempt: Attempt): void {
    const isConversation =
      view.outcome !== 'stray' && attempt !== Attempt.Silent && attempt !== Attempt.HalfOpen;
    if (isConversation || view.packets > 2) this.conversations++;
    if (isConversation && view.handshake === 'not-captured')
      note(this.startedLate, view, 1, view.firstPacket);
    if (view.outcome === 'open' || view.outcome === 'half-closed' || view.outcome === 'partial')
      note(this.leftOpen, view, 1, view.lastPacket);
    if (view.isOneWay) note(this.oneWay, view, view.packets, view.firstPacket);
    else if (view.gapBytes > 0) {
      note(this.gaps, view, view.gapBytes, view.firstNoted(Note.NotCapturedBefore) || view.firstPacket);
    }
    const copies = view.notedPackets(Note.CaptureDuplicate);
    if (copies > 0) note(this.duplicates, view, copies, view.firstNoted(Note.CaptureDuplicate));
    const large = view.notedPackets(Note.OffloadSize);
    if (large > 0) note(this.offload, view, large, 0);
    const damaged = view.notedPackets(Note.BadChecksum);
    if (damaged > 0) note(this.badChecksums, view, damaged, view.firstNoted(Note.BadChecksum));
  }
}

function evidence(): Evidence {
  return { connections: 0, amount: 0, packets: [], numbers: [] };
}

function note(counts: Evidence, { connection }: ConnectionView, amount: number, packet: number): void {
  counts.connections++;
  counts.amount += amount;
  if (packet > 0 && counts.packets.length < SHOWN) counts.packets.push(packet);
  if (counts.numbers.length < SHOWN) counts.numbers.push(connection);
}
