import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ByteSource } from '../../src/capture/byte-source.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { joined, PcapngBlocks, payload, pcap, readAll, readBytes, streamOf } from '../support/captures.js';

const ng = new PcapngBlocks();
const CAPTURES = {
  pcap: pcap(Array.from({ length: 40 }, (_, i) => ({ seconds: i, bytes: payload((i * 37) % 200, i) }))),
  pcapng: joined(
    ng.sectionHeader(),
    ng.interfaceDescription(),
    ...Array.from({ length: 40 }, (_, i) =>
      ng.enhancedPacket({
        time: BigInt(i),
        bytes: payload((i * 37) % 200, i),
        options: ng.comment(`packet ${i}`),
      }),
    ),
  ),
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'byte-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(CAPTURES))('a %s', (name, bytes) => {
  it('reads the same from a file in chunks of any size', async () => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const whole = await readAll(await openCapture(path));
    expect(whole.packets).toHaveLength(40);
    for (let chunkBytes = 1; chunkBytes <= 300; chunkBytes += chunkBytes < 40 ? 1 : 13) {
      const chunked = await readAll(await openCapture(path, { chunkBytes }));
      expect(chunked.packets).toEqual(whole.packets);
      expect(chunked.description).toEqual(whole.description);
    }
    expect(whole.description).toMatchObject({ bytesRead: bytes.length, bytes: bytes.length });
  });

  it('reads the same from a pipe in pieces of any size', async () => {
    const whole = await readBytes(bytes);
    for (const pieceBytes of [1, 2, 3, 7, 16, 100, 1000]) {
      for (const chunkBytes of [5, 64, 1 << 20]) {
        expect((await readBytes(bytes, { pieceBytes, chunkBytes })).packets).toEqual(whole.packets);
      }
    }
    expect(whole.description).toMatchObject({ path: '-', bytesRead: bytes.length, bytes: null });
  });

  it('reads the same from the output of a program', async () => {
    const program = spawn(process.execPath, [
      '-e',
      `process.stdout.write(Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64'))`,
    ]);
    const piped = await readAll(await openCapture('-', { stdin: program.stdout }));
    expect(piped.packets).toEqual((await readBytes(bytes)).packets);
    if (program.exitCode === null) await once(program, 'exit');
  });
});

it('gives packets of a live pipe before the pipe ends', async () => {
  const stdin = new Readable({ read() {} });
  stdin.push(CAPTURES.pcap.subarray(0, 24 + 16 + 0 + 16 + 37));
  const reader = await openCapture('-', { stdin });
  let status = reader.next();
  while (status === 1) {
    await reader.fill();
    status = reader.next();
  }
  expect(reader.record.packetInCapture).toBe(1);
  await reader.close();
});

it('the window slides without losing its place', async () => {
  const bytes = payload(1000);
  const source = await ByteSource.open('-', { stdin: streamOf(bytes, 10), chunkBytes: 64 });
  for (let position = 0; position < bytes.length; position += 4) {
    await source.fill(Math.min(100, bytes.length - position));
    expect(source.windowOffset + source.start).toBe(position);
    expect(source.bytes[source.start]).toBe(bytes[position]);
    expect(source.view.getUint8(source.start + 3)).toBe(bytes[position + 3]);
    source.start += 4;
  }
  await source.fill(1);
  expect(source.ended).toBe(true);
  await source.close();
});

it('closing in the middle of a pipe does not wait for the pipe', async () => {
  const stdin = new Readable({ read() {} });
  stdin.push(CAPTURES.pcap.subarray(0, 30));
  const reader = await openCapture('-', { stdin });
  await reader.close();
  expect(reader.next()).toBe(2);
});

it('a pipe that fails gives what came before, and a warning', async () => {
  async function* failing() {
    yield Buffer.from(CAPTURES.pcap.subarray(0, 100));
    throw Object.assign(new Error('read failed'), { code: 'EIO' });
  }
  const { packets, description } = await readAll(await openCapture('-', { stdin: Readable.from(failing()) }));
  expect(packets.length).toBeGreaterThan(0);
  expect(description.warnings[0]).toBe(
    'Reading failed at byte 100 (the device reports an input/output error): what was read before it is reported.',
  );
});
