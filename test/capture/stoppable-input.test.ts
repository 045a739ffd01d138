import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { type CaptureReader, ReadStatus } from '../../src/capture/packet-record.js';
import { payload, pcap, pcapRecord } from '../support/captures.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'follow-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Waits for the next packet, or the end. */
async function next(reader: CaptureReader): Promise<number | 'end'> {
  for (;;) {
    const status = reader.next();
    if (status === ReadStatus.Packet) return reader.record.seconds;
    if (status === ReadStatus.End) return 'end';
    await reader.fill();
  }
}

const record = (seconds: number) => pcapRecord({ seconds, bytes: payload(40) });

it('a file that is followed gives what is written to it, also in pieces of records, until it is stopped', async () => {
  const path = join(folder, 'growing.pcap');
  writeFileSync(path, pcap([{ seconds: 1 }]));
  const stop = new AbortController();
  const reader = await openCapture(path, { follow: true, stop: stop.signal });
  expect(await next(reader)).toBe(1);
  const second = next(reader);
  appendFileSync(path, record(2).subarray(0, 30));
  appendFileSync(path, record(2).subarray(30));
  appendFileSync(path, record(3));
  expect(await second).toBe(2);
  expect(await next(reader)).toBe(3);
  const end = next(reader);
  stop.abort();
  expect(await end).toBe('end');
  expect(reader.description.warnings).toEqual([]);
  await reader.close();
});

it('a file that is followed may be empty at first', async () => {
  const path = join(folder, 'empty.pcap');
  writeFileSync(path, '');
  const opening = openCapture(path, { follow: true });
  appendFileSync(path, pcap([{ seconds: 7 }, { seconds: 8 }]));
  const reader = await opening;
  expect(await next(reader)).toBe(7);
  await reader.close();
});

it('a file that is followed and becomes shorter ends with a warning', async () => {
  const path = join(folder, 'shorter.pcap');
  writeFileSync(path, pcap([{ seconds: 1 }]));
  const reader = await openCapture(path, { follow: true });
  expect(await next(reader)).toBe(1);
  truncateSync(path, 10);
  expect(await next(reader)).toBe('end');
  expect(reader.description.warnings[0]).toContain('the file has become shorter');
  await reader.close();
});

it('a pipe that is stopped ends with what it gave', async () => {
  const stdin = new PassThrough();
  stdin.write(pcap([{ seconds: 1 }]));
  const stop = new AbortController();
  const reader = await openCapture('-', { stdin, stop: stop.signal });
  expect(await next(reader)).toBe(1);
  const second = next(reader);
  stop.abort();
  // What was under way at the interrupt still arrives.
  stdin.write(record(2));
  expect(await second).toBe(2);
  expect(await next(reader)).toBe('end');
  await reader.close();
});
