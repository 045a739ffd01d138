import { ConnectionChunk } from './connection-chunk.js';
import { JudgementChunk } from './judgement-chunk.js';
import { PacketChunk } from './packet-chunk.js';
import { SharedChunks } from './shared-chunks.js';
import { SpanChunk } from './span-chunk.js';

/** The tables, by the names under which their chunks are announced. */
export type TableName = 'packets' | 'connections' | 'spans' | 'judgements';

/** Everything that is kept of the captures: what one thread writes and any may read. */
export class KeptTables {
  readonly packets = new SharedChunks(PacketChunk.rowBytes, (buffer) => new PacketChunk(buffer));
  readonly connections = new SharedChunks(ConnectionChunk.rowBytes, (buffer) => new ConnectionChunk(buffer));
  readonly spans = new SharedChunks(SpanChunk.rowBytes, (buffer) => new SpanChunk(buffer));

  readonly judgements = new SharedChunks(JudgementChunk.rowBytes, (buffer) => new JudgementChunk(buffer));

  adopt(table: TableName, buffer: SharedArrayBuffer): void {
    this[table].adopt(buffer);
  }
}
