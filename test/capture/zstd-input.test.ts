import { expect, it } from 'vitest';
import { CaptureFormatError } from '../../src/capture/errors.js';
import { MAX_ZSTD_WINDOW_BYTES } from '../../src/limits.js';
import { joined, payload, pcap, readBytes, u32 } from '../support/captures.js';

const capture = pcap(
  Array.from({ length: 40 }, (_, i) => ({ seconds: 1_700_000_000 + i, bytes: payload(100, i) })),
);
const plain = await readBytes(capture);

/** The same capture, packed by `zstd -19`. */
const packed = new Uint8Array(
  Buffer.from(
    `KLUv/WQ4EbUNAEQT1MOyoQIABAAB8VNlZAEIDxYdJCsyOUBHTlVcY2pxeH+GjZSboqmwt77FzNPa4ejv9v0ECxIZICcuNTxDSlFYX2ZtdHuC
iZCXnqWss7rByM/W3eTr8vkABw4VHCMqMTg/Rk1UW2JpcHd+hYyTmqGor7YBvcTL0tng5+71/AMKERgfJi00O0JJUFdeZWxzeoGIj5adpKuy
ucDHztUC3OPq8fj/Bg0UGyIpMDc+RUxTWmFob3Z9hIuSmaCnrrW8w8rR2N/m7fQD+wIJEBceJSwzOkFIT1ZdZGtyeYCHjpWco6qxuL/GzdTb
4unw9/4FDBMEGiEoLzY9REtSWWBnbnV8g4qRmJ+mrbS7wsnQ197l7PP6BQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJid3qHHm
oIz6R4sBILgsayIYBBIIhOBawf9PGfwBABkCH4BaAB4EHwAtAS0ALUAtgC6AKoCWgBagFoAWQBdAS0ALQAtQC6ALoAqgJaAFqAWgBdAF0BLQ
AtAC1ALoAqgCKCw9gOrInhcJQOQMsJxhLCc4cqy85aZJ7mhPgqlvgPUBafe3K/s=`,
    'base64',
  ),
);

const MAGIC = u32(0xfd2fb528, 'little');
const CHECKSUM = u32(0x12345678, 'little');

/** A frame of blocks that are not packed. The window byte stands for 1 KiB unless told. */
function frame(content: Uint8Array, { blockBytes = 700, hasChecksum = false, window = 0 } = {}): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const block = content.subarray(at, at + blockBytes);
    const header = (block.length << 3) | (at + blockBytes >= content.length ? 1 : 0);
    blocks.push(Uint8Array.of(header, header >> 8, header >> 16), block);
  }
  const head = Uint8Array.of(hasChecksum ? 4 : 0, window);
  return joined(MAGIC, head, ...blocks, ...(hasChecksum ? [CHECKSUM] : []));
}

function skippable(bytes: number): Uint8Array {
  return joined(u32(0x184d2a53, 'little'), u32(bytes, 'little'), new Uint8Array(bytes));
}

it('a packed capture reads as the capture itself, in pieces of any size', async () => {
  for (const pieceBytes of [1, 7, 100, 100_000]) {
    const { packets, description } = await readBytes(packed, { pieceBytes });
    expect(packets).toEqual(plain.packets);
    expect(description).toMatchObject({ format: 'pcap (zstd)', bytesRead: packed.length, warnings: [] });
  }
});

it('several frames are one capture, wherever they part, and frames to skip may stand between them', async () => {
  for (const at of [0, 1, 24, 30, 2000, capture.length]) {
    for (const hasChecksum of [false, true]) {
      const parts = joined(
        skippable(12),
        frame(capture.subarray(0, at), { hasChecksum }),
        skippable(100_000),
        frame(capture.subarray(at), { hasChecksum }),
        skippable(0),
      );
      const { packets, description } = await readBytes(parts, { pieceBytes: 1000 });
      expect(packets).toEqual(plain.packets);
      expect(description.warnings).toEqual([]);
    }
  }
});

it('a run of one byte is read', async () => {
  const zeros = pcap([{ seconds: 1, bytes: new Uint8Array(5000) }]);
  const head = frame(zeros.subarray(0, -5000)).slice();
  head[6]! &= 0xfe;
  const run = (5000 << 3) | 2 | 1;
  const { packets } = await readBytes(joined(head, Uint8Array.of(run, run >> 8, run >> 16, 0)));
  expect(packets[0]!.data).toEqual(new Uint8Array(5000));
});

it('a stream cut anywhere gives every packet of the blocks before, and a warning', async () => {
  const whole = frame(capture, { hasChecksum: true });
  let most = 0;
  for (let length = 740; length < whole.length; length += 13) {
    const { packets, description } = await readBytes(whole.subarray(0, length));
    expect(packets).toEqual(plain.packets.slice(0, packets.length));
    expect(packets.length).toBeGreaterThanOrEqual(most);
    expect(description.warnings[0]).toContain(
      `The zstd stream is cut short at byte ${length} of the compressed data`,
    );
    most = packets.length;
  }
  expect(most).toBe(40);
});

it.each([
  ['something else after a frame', joined(frame(capture), payload(50)), 'no zstd frame begins here'],
  ['a block of the reserved type', joined(frame(capture), MAGIC, Uint8Array.of(0, 0, 6, 0, 0)), 'no block'],
  ['a dictionary', joined(frame(capture), MAGIC, Uint8Array.of(1, 0, 7, 1, 0, 0)), 'dictionary'],
  [
    'a window beyond the bound',
    joined(frame(capture), frame(capture, { window: 0xff })),
    `at most ${MAX_ZSTD_WINDOW_BYTES / 2 ** 20} are allowed`,
  ],
])('%s ends the capture with a warning; what stands before it is read', async (_, bytes, said) => {
  const { packets, description } = await readBytes(bytes);
  expect(packets.length).toBeGreaterThan(38);
  expect(description.warnings[0]).toContain(said);
  expect(description.warnings[0]).toContain('zstd stream');
});

it('damage within a packed block ends the capture or goes unnoticed, but never hangs it', async () => {
  for (let at = 9; at < packed.length; at += 5) {
    const damaged = packed.slice();
    damaged[at]! ^= 0x55;
    const outcome = await readBytes(damaged).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(CaptureFormatError);
  }
});

it('zstd around nothing is refused as empty', async () => {
  await expect(readBytes(frame(new Uint8Array(0)))).rejects.toThrow(/nothing in the zstd stream/);
});
