import { setTimeout as delay } from 'node:timers/promises';
import { TraceError } from '../../errors.js';
import { startAnalysis } from '../../parallel/analysis-thread.js';
import { compileQuery } from '../../query/evaluate.js';
import { ScreenModel } from '../../screen/screen-model.js';
import { runTui } from '../../tui/run-tui.js';
import { checkOptions, type RawOptions } from '../options.js';
import { NotesBeside } from '../own-notes.js';
import { type ExportSource, runExport } from '../screen-export.js';
import { openPipe, screenInput } from '../screen-input.js';
import type { Surroundings } from '../surroundings.js';
import { wantsColor } from '../terminal.js';
import { openTerminalDevice } from '../terminal-device.js';

/** So long the screen waits for a capture that cannot be read at all: that is better said on the command line. */
const FAILING_MS = 150;

/** The terminal screen over some captures; ends when the person quits. */
export async function screen(captures: string[], raw: RawOptions, surroundings: Surroundings): Promise<void> {
  const options = await checkOptions(raw);
  const filter = initialFilter(raw);
  if (filter !== '') compileQuery(filter, options.zone);
  const { job, names, readsStdin, pipe, isLive } = screenInput(captures, options, surroundings.stdinIsTty);
  const beside = new NotesBeside(job.paths[0]!);
  const input = pipe !== null ? openPipe(pipe) : readsStdin ? process.stdin : null;
  const notes = await beside.read();
  const device = openTerminalDevice();
  const threads = startAnalysis(job, input);
  try {
    const model: ScreenModel = new ScreenModel(threads, {
      names,
      isLive,
      zone: options.zone,
      tunnels: options.tunnels,
      notes,
      keepNotes: (all) => beside.keep(all),
      exportAs: (request) => runExport(request, sourceOf(model, job.paths, raw)),
    });
    await failure(model);
    await runTui(model, device, {
      zone: options.zone,
      ascii: options.ascii,
      color: wantsColor({ output: null, ascii: options.ascii, color: options.color }, surroundings),
      filter,
    });
  } finally {
    device.close();
    // Whoever writes to the pipe may go on for ever.
    input?.destroy();
    await threads.close();
  }
}

/** @throws TraceError where nothing can be read, as far as that shows at once. */
async function failure(model: ScreenModel): Promise<void> {
  const begun = new Promise<void>((resolve) => {
    const stop = model.subscribe(() => {
      if (model.connections.total === 0 && !model.reading.isDone) return;
      stop();
      resolve();
    });
  });
  await Promise.race([begun, delay(FAILING_MS)]);
  const { failure } = model.reading;
  if (failure !== null) throw new TraceError('capture-unreadable', failure);
}

/** What `--filter`, `--from` and `--to` choose, as one filter that can be changed on the screen. */
function initialFilter({ filter, from, to }: RawOptions): string {
  const parts = [
    ...(filter === undefined ? [] : [filter]),
    ...(from === undefined ? [] : [`time >= ${from}`]),
    ...(to === undefined ? [] : [`time <= ${to}`]),
  ];
  return parts.length > 1 ? parts.map((part) => `(${part})`).join(' && ') : (parts[0] ?? '');
}

function sourceOf(model: ScreenModel, captures: readonly string[], raw: RawOptions): ExportSource {
  return {
    captures,
    options: givenOptions(raw),
    membersOf: (incident) => model.membersOf(incident),
    momentText: (timeNs) => model.clock.format(timeNs),
  };
}

/** Options that change what every command says. */
function givenOptions(raw: RawOptions): string[] {
  const given: Record<string, string | number | undefined> = {
    '--time-zone': raw.timeZone,
    '--time-wait': raw.timeWait,
    '--fin-timeout': raw.finTimeout,
    '--hosts': raw.hosts,
    '--profile': raw.profile,
    '--tunnels': raw.tunnels,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)]));
}
