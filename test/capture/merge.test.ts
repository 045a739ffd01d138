import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCaptures } from '../../src/capture/merge.js';
import { joined, PcapngBlocks, payload, pcap, readAll, streamOf } from '../support/captures.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

let made = 0;
/** A capture of packets at these times; no two captures hold the same packet. */
const at = (...times: number[]) => {
  const bytes = payload(60, made++);
  return pcap(
    times.map((time) => ({ seconds: Math.floor(time), fraction: Math.round((time % 1) * 1e6), bytes })),
  );
};

/** "0:1" is the first packet of the first capture. */
async function order(paths: string[], chunkBytes?: number): Promise<string> {
  const reader = await openCaptures(paths, chunkBytes === undefined ? {} : { chunkBytes });
  const { packets } = await readAll(reader);
  return packets.map(({ capture, packetInCapture }) => `${capture}:${packetInCapture}`).join(' ');
}

it('a single capture is read as it is, even out of order', async () => {
  const path = file('single', at(3, 1, 2));
  expect(await order([path])).toBe('0:1 0:2 0:3');
  const reader = await openCaptures([path]);
  expect(reader.descriptions).toEqual([reader.description]);
  await reader.close();
});

it('the earliest packet comes first, to the microsecond', async () => {
  const paths = [file('a', at(1, 2.000002, 5)), file('b', at(2.000001, 2.000003, 4)), file('c', at(0.5, 6))];
  for (const chunkBytes of [undefined, 1, 50]) {
    expect(await order(paths, chunkBytes)).toBe('2:1 0:1 1:1 0:2 1:2 1:3 0:3 2:2');
  }
});

it('packets of one time come in the order of the paths', async () => {
  const paths = [file('x', at(1, 1, 2)), file('y', at(1, 1, 2)), file('z', at(1))];
  expect(await order(paths)).toBe('0:1 0:2 1:1 1:2 2:1 0:3 1:3');
});

it('packets without a time stay behind the one before them in their capture', async () => {
  const ng = new PcapngBlocks();
  const untimed = ng.simplePacket(payload(20));
  const timed = ng.enhancedPacket({ time: 2_000_000n });
  const mixed = joined(ng.sectionHeader(), ng.interfaceDescription(), untimed, timed, untimed, untimed);
  expect(await order([file('p', at(1, 3)), file('q', mixed)])).toBe('1:1 0:1 1:2 1:3 1:4 0:2');
});

it('captures that are empty, cut or out of order inside do not disturb the others', async () => {
  const cut = at(2, 4);
  const paths = [
    file('empty', at()),
    file('cut', cut.subarray(0, cut.length - 5)),
    file('disorder', at(3, 1, 5)),
  ];
  const reader = await openCaptures(paths);
  const { packets } = await readAll(reader);
  expect(packets.map(({ seconds }) => seconds)).toEqual([2, 3, 1, 5]);
  expect(reader.descriptions.map(({ packets }) => packets)).toEqual([0, 1, 3]);
  expect(reader.descriptions.map(({ warnings }) => warnings.length)).toEqual([0, 1, 0]);
  expect(reader.description).toMatchObject({
    format: 'pcap',
    packets: 4,
    linkTypes: ['EN10MB'],
    clock: 'absolute',
  });
});

it('fields of each packet are those of its own capture', async () => {
  const ng = new PcapngBlocks();
  const commented = ng.enhancedPacket({
    time: 2_000_000n,
    bytes: payload(33, 9),
    options: ng.comment('here'),
  });
  const paths = [
    file('m', at(1, 3)),
    file('n', joined(ng.sectionHeader(), ng.interfaceDescription({ linkType: 101 }), commented)),
  ];
  const { packets } = await readAll(await openCaptures(paths));
  expect(packets.map(({ comment }) => comment)).toEqual(['', 'here', '']);
  expect(packets[1]).toMatchObject({ linkType: 101, capture: 1, packetInCapture: 1, data: payload(33, 9) });
});

it('a hundred captures, some packet of each at every moment, come out in order', async () => {
  const paths = Array.from({ length: 100 }, (_, i) =>
    file(`many-${i}`, at(...Array.from({ length: 20 }, (_, j) => 1 + j + ((i * 7919) % 100) / 1000))),
  );
  const { packets } = await readAll(await openCaptures(paths));
  expect(packets).toHaveLength(2000);
  const times = packets.map(({ seconds, nanoseconds }) => seconds + nanoseconds / 1e9);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

it('standard input may be one of them, but only once', async () => {
  const path = file('beside', at(2));
  const reader = await openCaptures([path, '-'], { stdin: streamOf(at(1, 3), 9) });
  expect((await readAll(reader)).packets.map(({ capture }) => capture)).toEqual([1, 0, 1]);
  await expect(openCaptures(['-', '-'])).rejects.toMatchObject({ code: 'usage' });
});

it('of several captures, those that cannot be opened are left out, and named', async () => {
  const missing = join(folder, 'missing');
  const reader = await openCaptures([missing, file('fine', at(1)), file('noise', payload(40))]);
  expect(reader.remarks).toHaveLength(2);
  expect(reader.remarks[0]).toBe(`${missing}: no such file; it was left out`);
  expect((await readAll(reader)).packets).toMatchObject([{ capture: 0 }]);
});

it('when none can be opened, the first failure is told', async () => {
  const missing = join(folder, 'missing');
  await expect(openCaptures([missing, file('noise', payload(40))])).rejects.toThrow(
    `${missing}: no such file`,
  );
});

it('a file that only stood in a folder and is no capture is passed over', async () => {
  const [fine, noise] = [file('fine', at(1)), file('read.me', payload(40))];
  const reader = await openCaptures([noise, fine], { fromFolders: new Set([noise, fine]) });
  expect(reader.remarks).toEqual(['no captures, and so passed over: read.me']);
  expect((await readAll(reader)).packets).toHaveLength(1);
});

describe('a packet that stands in two captures', () => {
  const one = { seconds: 5, bytes: payload(60, 1) };
  const other = { seconds: 5, bytes: payload(60, 2) };
  const given = async (...captures: (typeof one)[][]) => {
    const paths = captures.map((packets, i) => file(`double-${i}`, pcap(packets)));
    const reader = await openCaptures(paths);
    const { packets } = await readAll(reader);
    return {
      captures: packets.map(({ capture }) => capture),
      warnings: reader.descriptions.map(({ warnings }) => warnings.join()),
    };
  };

  it('is given once, and that is said', async () => {
    const { captures, warnings } = await given([one, { ...one, seconds: 9 }], [{ ...one, seconds: 2 }, one]);
    expect(captures).toEqual([1, 0, 0]);
    expect(warnings[0]).toBe('');
    expect(warnings[1]).toMatch(/^One of its packets stands in another capture too/);
  });

  it('is given as often as the capture has it that has it most often', async () => {
    expect((await given([one, one])).captures).toEqual([0, 0]);
    expect((await given([one, one], [one])).captures).toEqual([0, 0]);
    expect((await given([one], [one, other, one], [other, other])).captures).toEqual([0, 1, 1, 2]);
  });

  it('is another packet when time, bytes or length differ', async () => {
    const later = { ...one, fraction: 1 };
    const longer = { ...one, originalLength: 61 };
    expect((await given([one, later], [other, longer])).captures).toHaveLength(4);
  });

  it('is found among many of one moment', async () => {
    const many = Array.from({ length: 400 }, (_, i) => ({ seconds: 5, bytes: payload(20 + (i % 50), i) }));
    expect((await given(many, [...many].reverse())).captures).toHaveLength(400);
  });
});

it('more captures than can be open are refused', async () => {
  await expect(openCaptures(Array(1001).fill('x'))).rejects.toMatchObject({ code: 'usage' });
});
