import type { AnalyzeOptions } from '../analyze.js';
import { HostNames } from '../capture/host-names.js';
import { openCaptures, type TimelineReader } from '../capture/merge.js';
import type { Job } from './messages.js';

/** So much is read before news may go out. */
const CHUNK_BYTES = 512 * 1024;

/** How the captures of a job are opened: once for all, or once more for a second look. */
export interface Opening {
  /** Packets are to be read again by their places. */
  readonly spool: boolean;
  readonly stop?: AbortSignal;
}

export function openJob(job: Job, { spool, stop }: Opening): Promise<TimelineReader> {
  const names = new HostNames();
  for (const [family, w0, w1, w2, w3, name] of job.names) names.add(family, w0, w1, w2, w3, name);
  return openCaptures(job.paths, {
    spool,
    chunkBytes: CHUNK_BYTES,
    fromFolders: new Set(job.fromFolders),
    names,
    follow: job.follow,
    ...(stop && { stop }),
  });
}

export function optionsOf({ profile, tunnels, timeWaitSeconds, finTimeoutSeconds }: Job): AnalyzeOptions {
  return {
    profile,
    tunnels,
    ...(timeWaitSeconds === null ? {} : { timeWaitSeconds }),
    ...(finTimeoutSeconds === null ? {} : { finTimeoutSeconds }),
  };
}

/** One line, whatever went wrong. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, ' ');
}
