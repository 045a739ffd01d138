import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linkTypeName } from '../../src/capture/link-type-name.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { pcap, readAll, readBytes, streamOf } from '../support/captures.js';

/** A second opinion: the npm package pcap-parser, written by others, reads the same records. */

interface ParsedPacket {
  header: {
    timestampSeconds: number;
    timestampMicroseconds: number;
    capturedLength: number;
    originalLength: number;
  };
  data: Buffer;
}
interface Parser {
  on(event: 'packet', listener: (packet: ParsedPacket) => void): Parser;
  on(
    event: 'globalHeader',
    listener: (header: { snapshotLength: number; linkLayerType: number }) => void,
  ): Parser;
  on(event: 'error', listener: (error: Error) => void): Parser;
  on(event: 'end', listener: () => void): Parser;
}
const { parse } = createRequire(import.meta.url)('pcap-parser') as {
  parse(input: string | NodeJS.ReadableStream): Parser;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const captures = [join(root, 'fixtures'), join(root, '../shared/captures/kernel')]
  .filter(existsSync)
  .flatMap(microsecondPcaps);

function microsecondPcaps(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isMicrosecondPcap)
    .sort();
}

function isMicrosecondPcap(path: string): boolean {
  const magic = Buffer.alloc(4);
  const file = openSync(path, 'r');
  readSync(file, magic);
  closeSync(file);
  return magic.readUInt32LE() === 0xa1b2c3d4 || magic.readUInt32BE() === 0xa1b2c3d4;
}

async function parsed(input: string | NodeJS.ReadableStream) {
  const packets: unknown[] = [];
  let header: unknown;
  await new Promise<void>((resolve, reject) => {
    parse(input)
      .on('globalHeader', ({ snapshotLength, linkLayerType }) => {
        header = { snaplen: snapshotLength, linkTypes: [linkTypeName(linkLayerType)] };
      })
      .on('packet', ({ header: { timestampSeconds, timestampMicroseconds, ...lengths }, data }) => {
        packets.push({
          seconds: timestampSeconds,
          nanoseconds: timestampMicroseconds * 1000,
          ...lengths,
          data: data.toString('hex'),
        });
      })
      .on('error', reject)
      .on('end', resolve);
  });
  return { header, packets };
}

async function ours(reading: ReturnType<typeof readBytes>) {
  const { packets, description } = await reading;
  return {
    header: { snaplen: description.snaplen, linkTypes: description.linkTypes },
    packets: packets.map(({ seconds, nanoseconds, capturedLength, originalLength, data }) => ({
      seconds,
      nanoseconds,
      capturedLength,
      originalLength,
      data: Buffer.from(data).toString('hex'),
    })),
  };
}

it('pcap-parser reads a built capture as we do, in either byte order', async () => {
  for (const order of ['little', 'big'] as const) {
    const bytes = pcap([{ fraction: 5 }, { seconds: 1, originalLength: 1514 }], { order, network: 113 });
    expect(await ours(readBytes(bytes))).toEqual(await parsed(streamOf(bytes)));
  }
});

describe.skipIf(captures.length === 0)('pcap-parser reads as we do', () => {
  it.each(captures.map((path) => [relative(root, path), path]))('%s', async (_, path) => {
    expect(await ours(openCapture(path).then(readAll))).toEqual(await parsed(path));
  });
});
