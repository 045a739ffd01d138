import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ScreenModel } from '../../src/screen/screen-model.js';
import { changeOf, fetched, jobOf, servicesOf } from '../support/local-analysis.js';

const CAPTURE = join(import.meta.dirname, '../../fixtures/incident/capture.pcapng');
const BUILT = join(import.meta.dirname, '../../dist/parallel/analysis-thread.js');
type Threads = typeof import('../../src/parallel/analysis-thread.js');

// A thread begins with a compiled file.
describe.skipIf(!existsSync(BUILT))('the analysis in threads', () => {
  it('shares its rows and answers from them', async () => {
    const threads = ((await import(BUILT)) as Threads).startAnalysis(jobOf([CAPTURE]), null);
    const model = new ScreenModel(threads, servicesOf());
    while (!model.reading.isDone) await changeOf(model);
    expect(model.connections.count).toBe(20);
    const row = await fetched(model, () => model.connection(0));
    expect(row.connection).toBe(0);
    await threads.close();
  });

  it('judges in a second thread where it is told so', async () => {
    const threads = ((await import(BUILT)) as Threads).startAnalysis(
      jobOf([CAPTURE], { judges: false }),
      null,
    );
    const model = new ScreenModel(threads, servicesOf());
    while (!model.reading.isDone || model.incidents.length === 0) await changeOf(model);
    expect(model.incidents.length).toBeGreaterThan(0);
    await threads.close();
  });

  it('reads a pipe that the main thread passes on, and its packets again', async () => {
    const pipe = Readable.from([readFileSync(CAPTURE)]);
    const job = jobOf(['-'], { canReadAgain: false });
    const threads = ((await import(BUILT)) as Threads).startAnalysis(job, pipe);
    const model = new ScreenModel(threads, servicesOf());
    while (!model.reading.isDone) await changeOf(model);
    expect(model.connections.count).toBe(20);
    const { firstPacket } = await fetched(model, () => model.connection(3));
    const detail = await fetched(model, () => model.packetDetail(firstPacket));
    expect(detail.bytes).not.toBeNull();
    await threads.close();
  });

  it('ends at once while a pipe still waits for more', async () => {
    const silent = new Readable({ read() {} });
    const threads = ((await import(BUILT)) as Threads).startAnalysis(
      jobOf(['-'], { canReadAgain: false }),
      silent,
    );
    new ScreenModel(threads, servicesOf());
    await threads.close();
    silent.destroy();
  });

  it('tells of what cannot be read in a line', async () => {
    const threads = ((await import(BUILT)) as Threads).startAnalysis(jobOf(['/no/such/capture']), null);
    const model = new ScreenModel(threads, servicesOf());
    while (!model.reading.isDone) await changeOf(model);
    expect(model.reading.failure).toBe('/no/such/capture: no such file');
    await threads.close();
  });
});
