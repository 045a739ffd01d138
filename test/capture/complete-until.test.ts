import { describe, expect, it } from 'vitest';
import {
  completeUntil,
  completeUntilComment,
  isCompleteUntilComment,
} from '../../src/capture/complete-until.js';
import { analysisOfBytes } from '../support/analysis.js';
import { joined, PcapngBlocks, u32, u64 } from '../support/captures.js';
import { ethernet, ipv4, tcp } from '../support/frames.js';

describe('the end that an extract states', () => {
  it('is read as it is written', () => {
    const comment = completeUntilComment('1700000009.000000001');
    expect(isCompleteUntilComment(comment)).toBe(true);
    expect(completeUntil(['of the night', comment])).toEqual({ seconds: 1_700_000_009, nanoseconds: 1 });
  });

  it('is the latest of several, and nothing where none is stated', () => {
    const comments = ['1700000009.000000001', '1700000009.000000002', '1700000008.999999999'].map(
      completeUntilComment,
    );
    expect(completeUntil(comments)).toEqual({ seconds: 1_700_000_009, nanoseconds: 2 });
    expect(completeUntil(['complete up to 5.000000000'])).toBeNull();
  });

  it('makes what follows the last packet silence', async () => {
    const told = async (comment: string) => {
      const blocks = new PcapngBlocks();
      const options = joined(blocks.comment(comment), blocks.endOfOptions());
      const head = joined(u32(0x1a2b3c4d, 'little'), u32(1, 'little'), u64(-1n, 'little'), options);
      const bytes = ethernet(ipv4({}, tcp({ flags: 'S' }))).bytes;
      const { connections } = await analysisOfBytes(
        joined(
          blocks.block(0x0a0d0d0a, head),
          blocks.interfaceDescription(),
          blocks.enhancedPacket({ time: 1_700_000_000_000_000n, bytes }),
        ),
      );
      return connections[0]!.verdict;
    };
    expect(await told('of the night')).toContain('the capture ends');
    expect(await told(completeUntilComment('1700000090.000000000'))).toContain('never answered');
  });
});
