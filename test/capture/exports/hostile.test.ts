import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CaptureFormatError } from '../../../src/capture/errors.js';
import { openCapture } from '../../../src/capture/open-capture.js';
import { ReadStatus } from '../../../src/capture/packet-record.js';
import { streamOf } from '../../support/captures.js';
import { Random } from '../../support/random.js';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
/** A small fixture of each form. */
const small = new Map<string, Buffer>();
for (const name of readdirSync(FIXTURES)) {
  for (const file of filesOf(join(FIXTURES, name, 'exports'))) {
    const bytes = gunzipSync(readFileSync(join(FIXTURES, name, 'exports', file)));
    const smallest = small.get(file);
    if (smallest === undefined || bytes.length < smallest.length) small.set(file, bytes);
  }
}

describe.each([...small.keys()].sort())('%s', (form) => {
  const whole = small.get(form)!;
  const step = Math.max(1, Math.floor(whole.length / 300));

  it('reads whatever it is cut to, and never more packets than the whole has', async () => {
    const all = (await read(whole))!;
    let most = 0;
    for (let length = 0; length < whole.length; length += step) {
      const found = await read(whole.subarray(0, length));
      if (found === null) continue;
      expect(found.packets).toBeLessThanOrEqual(all.packets);
      // What stands whole before the cut is not lost when the cut moves on.
      expect(found.packets).toBeGreaterThanOrEqual(most - 1);
      most = Math.max(most, found.packets);
    }
    expect(most).toBeGreaterThanOrEqual(all.packets - 1);
  });

  it('is the same in pieces of any size', async () => {
    const all = await read(whole);
    for (const piece of [1, 7, 1000])
      expect(await read(whole.subarray(0, 20_000), piece)).toEqual(await read(whole.subarray(0, 20_000)));
    expect(await read(whole, 4096)).toEqual(all);
  });

  it('survives damage', async () => {
    const random = new Random(form.length);
    for (let round = 0; round < 50; round++) {
      const bytes = Buffer.from(whole.subarray(0, 60_000));
      for (let changes = 0; changes < 1 + (round % 20); changes++) {
        bytes[random.integer(0, bytes.length - 1)] = DAMAGE[random.integer(0, DAMAGE.length - 1)]!;
      }
      const found = await read(bytes);
      if (found !== null) expect(found.packets).toBeLessThanOrEqual(bytes.length / 8);
    }
  });
});

/** Characters that mean something in one form or other. */
const DAMAGE = Buffer.from('"\'<>{}[],:;\\\n\r\t =0fF-.\0\xff&#→', 'utf8');

/** Packets and the sum of what they say; null where it is not recognised. */
async function read(
  bytes: Uint8Array,
  piece = Math.max(1, bytes.length),
): Promise<{ packets: number; said: string } | null> {
  let reader: Awaited<ReturnType<typeof openCapture>>;
  try {
    reader = await openCapture('-', { stdin: streamOf(bytes, piece), chunkBytes: 32_768 });
  } catch (error) {
    expect(error).toBeInstanceOf(CaptureFormatError);
    return null;
  }
  let packets = 0;
  let sum = 0;
  for (let turns = 0; ; turns++) {
    expect(turns).toBeLessThan(10 * bytes.length + 100);
    const status = reader.next();
    if (status === ReadStatus.End) break;
    if (status === ReadStatus.NeedMore) await reader.fill();
    else {
      packets++;
      const { printed, capturedLength, packetInCapture } = reader.record;
      sum = (sum * 31 + (printed?.seq ?? capturedLength) + packetInCapture) % 1_000_003;
    }
  }
  expect(reader.next()).toBe(ReadStatus.End);
  await reader.close();
  return { packets, said: `${sum}` };
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
