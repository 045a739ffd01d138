import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { readAll } from '../support/captures.js';

/** Captures by the authors of other readers, with tshark's reading of them. */

interface Expectation {
  capture: string;
  tshark_frames?: { time_epoch: string; caplen: string; len: string }[];
  tshark_stderr: string | null;
}
const corpus = fileURLToPath(new URL('../../../shared/captures/corpus', import.meta.url));
const list = join(corpus, 'pcapng/expected.json');
const expectations: Expectation[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
/** The list holds at most so many frames of a capture. */
const MOST_FRAMES = 200;

describe.skipIf(expectations.length === 0)('a capture of others is read as tshark reads it', () => {
  it.each(expectations.map((expectation) => [expectation.capture, expectation] as const))(
    '%s',
    async (_, expectation) => {
      const opened = openCapture(join(corpus, expectation.capture));
      if (expectation.tshark_stderr) {
        await expect(opened).rejects.toMatchObject({ code: 'capture-format' });
        return;
      }
      const frames = expectation.tshark_frames!;
      const { packets, description } = await readAll(await opened);
      expect(description.warnings).toEqual([]);
      if (frames.length < MOST_FRAMES) expect(packets).toHaveLength(frames.length);
      const read = packets.slice(0, frames.length).map((packet) => ({
        time_epoch: Number.isNaN(packet.seconds)
          ? ''
          : `${packet.seconds}.${String(packet.nanoseconds).padStart(9, '0')}`,
        caplen: String(packet.capturedLength),
        len: String(packet.originalLength),
      }));
      expect(read).toEqual(frames.map(({ time_epoch, caplen, len }) => ({ time_epoch, caplen, len })));
    },
  );
});
