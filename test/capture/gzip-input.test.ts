import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { ReadStatus } from '../../src/capture/packet-record.js';
import { joined, payload, pcap, pcapHeader, readBytes } from '../support/captures.js';

const capture = pcap(
  Array.from({ length: 300 }, (_, i) => ({ seconds: i, bytes: new Uint8Array(randomBytes(100)) })),
);
const plain = await readBytes(capture);

it('a compressed capture reads as the capture itself, in pieces of any size', async () => {
  const compressed = gzipSync(capture);
  for (const pieceBytes of [1, 10, 1000, 1_000_000]) {
    const { packets, description } = await readBytes(compressed, { pieceBytes, chunkBytes: pieceBytes * 3 });
    expect(packets).toEqual(plain.packets);
    expect(description).toMatchObject({ format: 'pcap (gzip)', bytesRead: compressed.length, warnings: [] });
  }
});

it('several members are one capture, wherever they part, and zeros may follow', async () => {
  for (const at of [0, 1, 24, 30, 5000, capture.length]) {
    const members = joined(
      gzipSync(capture.subarray(0, at)),
      gzipSync(capture.subarray(at)),
      new Uint8Array(1000),
    );
    const { packets, description } = await readBytes(members);
    expect(packets).toEqual(plain.packets);
    expect(description.warnings).toEqual([]);
  }
});

it('a stream cut anywhere gives a beginning of the packets and a warning', async () => {
  const compressed = gzipSync(capture);
  let most = 0;
  for (let length = 100; length < compressed.length; length += 1009) {
    const { packets, description } = await readBytes(compressed.subarray(0, length));
    expect(packets).toEqual(plain.packets.slice(0, packets.length));
    expect(packets.length).toBeGreaterThanOrEqual(most);
    expect(description.warnings[0]).toMatch(
      /^The gzip stream is cut short at byte \d+ of the compressed data/,
    );
    most = packets.length;
  }
  expect(most).toBeGreaterThan(290);
});

it('a stream damaged in the middle gives most of what came before, and a warning', async () => {
  const compressed = gzipSync(capture);
  for (let at = compressed.length >> 1; at < compressed.length - 8; at += 1500) {
    const damaged = joined(
      compressed.subarray(0, at),
      new Uint8Array(64).fill(0xff),
      compressed.subarray(at + 64),
    );
    const { packets, description } = await readBytes(damaged);
    expect(packets.length).toBeGreaterThan(0);
    expect(description.warnings.length).toBeGreaterThan(0);
  }
});

it('a wrong checksum costs no packet', async () => {
  const compressed = new Uint8Array(gzipSync(capture));
  compressed[compressed.length - 8]! ^= 1;
  const { packets, description } = await readBytes(compressed);
  expect(packets).toEqual(plain.packets);
  expect(description.warnings).toHaveLength(1);
  expect(description.warnings[0]).toMatch(/^The gzip stream is damaged .*incorrect data check/);
});

it('rubbish behind the stream is said and costs no more than the last piece', async () => {
  const { packets, description } = await readBytes(joined(gzipSync(capture), payload(50)));
  expect(packets).toEqual(plain.packets.slice(0, packets.length));
  expect(packets.length).toBeGreaterThan(100);
  expect(description.warnings[0]).toMatch(/^The gzip stream is damaged .*incorrect header check/);
});

describe('a gzip file of something else', () => {
  it.each([
    ['text', gzipSync('Hello'), 'found "Hello"'],
    ['nothing', gzipSync(''), 'found nothing in the gzip stream (it is empty)'],
    [
      'no stream at all',
      Uint8Array.of(0x1f, 0x8b, 1, 2, 3),
      'found nothing in the gzip stream (The gzip stream is',
    ],
    [
      'its own magic alone',
      Uint8Array.of(0x1f, 0x8b),
      'found nothing in the gzip stream (The gzip stream is cut short',
    ],
    ['gzip', gzipSync(gzipSync(capture)), 'found gzip within a compressed file'],
  ])('(%s) is not a capture', async (_, bytes, sentence) => {
    await expect(readBytes(new Uint8Array(bytes))).rejects.toThrow(sentence);
  });
});

it('a bomb is inflated no further than it is read', async () => {
  let fed = 0;
  async function* bomb() {
    const gzip = createGzip();
    gzip.write(pcapHeader());
    const zeros = Buffer.alloc(1 << 20);
    for (let i = 0; i < 400; i++) gzip.write(zeros);
    gzip.end();
    for await (const chunk of gzip) {
      fed += (chunk as Buffer).length;
      yield chunk;
    }
  }
  const reader = await openCapture('-', { stdin: Readable.from(bomb()) });
  expect(reader.next()).toBe(ReadStatus.Packet);
  expect(fed).toBeLessThan(200_000);
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(150 * (1 << 20));
  await reader.close();
});
