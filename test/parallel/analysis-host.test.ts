import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { JudgingHost } from '../../src/parallel/judging-host.js';
import type { News } from '../../src/parallel/messages.js';
import { ScreenModel } from '../../src/screen/screen-model.js';
import { fetched, hostAt, jobOf, loadedModel, localPorts, servicesOf } from '../support/local-analysis.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const RESET = join(FIXTURES, 'reset-after-idle/capture.pcap');
const INCIDENT = join(FIXTURES, 'incident/capture.pcapng');
const folder = mkdtempSync(join(tmpdir(), 'synopsis-host-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the analysis behind a port', () => {
  it('announces every chunk before the rows in it', async () => {
    const news = await newsOf(RESET);
    const kinds = news.map(({ kind }) => kind);
    const reached = news.filter((one) => one.kind === 'reached');
    expect(reached.at(-1)!.reached.packetRows).toBeGreaterThan(0);
    const firstRows = news.findIndex((one) => one.kind === 'reached' && one.reached.packetRows > 0);
    expect(kinds.indexOf('chunk')).toBeLessThan(firstRows);
  });

  it('ends with what was read, and then with what was found', async () => {
    const kinds = (await newsOf(RESET)).map(({ kind }) => kind);
    expect(kinds.slice(-3)).toEqual(['done', 'findings', 'judged']);
  });

  it('tells in one line why nothing could be read', async () => {
    const news = await newsOf(join(folder, 'missing.pcap'));
    const last = news.at(-1)!;
    expect(last.kind).toBe('failed');
    expect(last.kind === 'failed' && last.message).toMatch(/^[^\n]*missing\.pcap[^\n]*$/);
  });

  it('keeps what came before a damaged record, and says where that was', async () => {
    const { readFileSync } = await import('node:fs');
    const whole = readFileSync(RESET);
    const path = join(folder, 'damaged.pcap');
    writeFileSync(path, whole.subarray(0, whole.length - 7));
    const model = await loadedModel(jobOf([path]));
    expect(model.reading.isDone).toBe(true);
    expect(model.reading.failure).toBeNull();
    expect(model.connections.count).toBe(1);
    expect(model.honesty.join(' ')).toContain('cut short at byte');
  });

  it('stops reading when it is told so, and keeps what it has', async () => {
    const { here, there } = localPorts();
    const model = new ScreenModel(here, servicesOf());
    const host = hostAt(there, jobOf([INCIDENT]));
    model.stop();
    await Promise.resolve();
    await host.run();
    expect(model.reading.isDone).toBe(true);
    expect(model.reading.failure).toBeNull();
  });

  it('finds in what is still held while more may come, also when nothing comes any more', async () => {
    const { here, there } = localPorts();
    const model = new ScreenModel(here, servicesOf());
    const run = hostAt(there, jobOf([INCIDENT], { follow: true, canReadAgain: false })).run();
    await until(model, () => model.connections.count === 20 && model.incidents.length === 6);
    expect(model.reading.isDone).toBe(false);
    expect(model.hosts.map(({ address }) => address)).toContain('10.9.0.2');
    const [first] = model.incidents;
    expect(model.membersOf(first!.id)).toHaveLength(first!.connections);
    model.stop();
    await run;
    expect(model.reading.isDone).toBe(true);
    expect(model.incidents).toHaveLength(6);
  }, 20_000);

  it('leaves judging to another one, and both come to the same', async () => {
    const alone = await loadedModel(jobOf([INCIDENT]));
    const { here, there } = localPorts();
    const model = new ScreenModel(here, servicesOf());
    const job = jobOf([INCIDENT], { judges: false });
    await Promise.all([hostAt(there, job).run(), new JudgingHost(there, job).run()]);
    expect(model.incidents).toEqual(alone.incidents);
    const severities = ({ connections }: ScreenModel) =>
      Array.from(
        { length: connections.count },
        (_, at) => connections.summary(connections.numberAt(at)).severity,
      );
    expect(severities(model)).toEqual(severities(alone));
    expect(severities(model).some((severity) => severity !== null)).toBe(true);
  });

  it('reads text again as a whole to tell of one connection', async () => {
    const path = join(folder, 'printed.txt');
    writeFileSync(
      path,
      [
        '10:00:00.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1, win 1000, length 0',
        '10:00:00.100000 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [R.], seq 0, ack 2, win 0, length 0',
        '',
      ].join('\n'),
    );
    const model = await loadedModel(jobOf([path]));
    const row = await fetched(model, () => model.connection(0));
    expect(row.outcome).toBe('refused');
    const detail = await fetched(model, () => model.packetDetail(1));
    expect(detail.bytes).toBeNull();
    expect(detail.bytesMissing).toContain('printed');
  });

  it('says so where it cannot read again', async () => {
    const path = join(folder, 'printed-once.txt');
    writeFileSync(path, '10:00:00.0 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1, win 1000, length 0\n');
    const model = await loadedModel(jobOf([path], { canReadAgain: false }));
    await expect(fetched(model, () => model.connection(0))).rejects.toThrow('cannot be had again');
  });
});

function until(model: ScreenModel, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = model.subscribe(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}

async function newsOf(path: string): Promise<News[]> {
  const news: News[] = [];
  await hostAt({ post: (one) => void news.push(one), onMessage: () => {} }, jobOf([path])).run();
  return news;
}
