import { constants, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { HostNames } from '../capture/host-names.js';
import { inputPaths } from '../capture/input-paths.js';
import { UsageError } from '../errors.js';
import { inputText } from '../format/messages/en/input.js';
import { cliText } from '../format/messages/en.js';
import type { Job } from '../parallel/messages.js';
import { readHostsFile } from './hosts-file.js';
import type { Options } from './options.js';

/** Captures up to this size are judged while they are kept: a second thread would take longer to start. */
const SMALL_BYTES = 32 * 1024 * 1024;

export interface ScreenInput {
  readonly job: Job;
  /** The captures as they were given. */
  readonly names: readonly string[];
  /** Standard input is one of the captures, or the one capture is a pipe that has a path: then it takes that place. */
  readonly readsStdin: boolean;
  readonly pipe: string | null;
  /** More may come for as long as somebody writes. */
  readonly isLive: boolean;
}

/** What the screen is to read. @throws UsageError where nothing is given. */
export function screenInput(captures: readonly string[], options: Options, stdinIsTty: boolean): ScreenInput {
  if (captures.length === 0 && stdinIsTty) throw new UsageError(cliText.noCapture);
  if (captures.filter((path) => path === '-').length > 1) throw new UsageError(cliText.stdinTwice);
  const { paths, fromFolders } = inputPaths(captures.length > 0 ? captures : ['-']);
  if (options.follow && paths.length > 1) throw new UsageError(inputText.followOne);
  const sizes = paths.map(fileSize);
  const isLive = options.follow || sizes.includes(null);
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const { profile, tunnels, timeWaitSeconds, finTimeoutSeconds, follow } = options;
  const pipe = paths.length === 1 && paths[0] !== '-' && sizes[0] === null ? paths[0]! : null;
  return {
    names: paths,
    readsStdin: paths.includes('-'),
    pipe,
    isLive,
    job: {
      paths: pipe === null ? paths : ['-'],
      fromFolders: [...fromFolders],
      names: options.hosts === null ? [] : namesIn(options.hosts),
      follow,
      canReadAgain: !isLive,
      judges: isLive || bytes <= SMALL_BYTES,
      profile,
      tunnels,
      timeWaitSeconds,
      finTimeoutSeconds,
    },
  };
}

/** Opens a pipe so that nobody waits in it: the screen can be left while it is silent. */
export function openPipe(path: string): Socket {
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false });
}

/** Null for what is no ordinary file, and has no end that is known. What does not exist is somebody else's to complain of. */
function fileSize(path: string): number | null {
  if (path === '-') return null;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  return stat.isFile() ? stat.size : null;
}

/** Names cross to the other thread as plain values. */
function namesIn(path: string): Job['names'] {
  const names: Job['names'][number][] = [];
  const list: Pick<HostNames, 'add'> = { add: (...name) => void names.push(name) };
  readHostsFile(path, list);
  return names;
}
