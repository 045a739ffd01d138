import type { PacketRecord } from '../capture/packet-record.js';

/** Writes packets as a capture. */
export interface CaptureWriter {
  /** A packet, with its captured bytes as they are to be written; they may be fewer than the record's. */
  packet(record: PacketRecord, bytes: Uint8Array): void;
}
