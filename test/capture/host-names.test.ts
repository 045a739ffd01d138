import { expect, it } from 'vitest';
import { HostNames } from '../../src/capture/host-names.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { BYTE_ORDERS, joined, PcapngBlocks, payload, readAll, streamOf, u16 } from '../support/captures.js';

const text = (value: string) => new TextEncoder().encode(value);
const IPV4 = Uint8Array.of(10, 0, 0, 7);
const IPV6 = Uint8Array.of(0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

async function namesIn(ng: PcapngBlocks, records: Uint8Array): Promise<HostNames> {
  const names = new HostNames();
  const bytes = joined(
    ng.sectionHeader(),
    ng.interfaceDescription(),
    ng.block(4, records),
    ng.enhancedPacket(),
  );
  const reader = await openCapture('-', { stdin: streamOf(bytes), names });
  expect((await readAll(reader)).packets).toHaveLength(1);
  return names;
}

it.each(BYTE_ORDERS)('name resolution blocks give addresses their first name (%s)', async (order) => {
  const ng = new PcapngBlocks(order);
  const records = joined(
    ng.option(1, joined(IPV4, text('db-7.internal\0db\0'))),
    ng.option(3, joined(payload(6), text('a link-layer address\0'))),
    ng.option(2, joined(IPV6, text('gateway\0'))),
    ng.option(1, joined(IPV4, text('another\0'))),
    ng.endOfOptions(),
    ng.option(1, joined(Uint8Array.of(1, 1, 1, 1), text('after the end\0'))),
  );
  const names = await namesIn(ng, records);
  expect(names.of(4, 0, 0, 0, 0x0a000007)).toBe('db-7.internal');
  expect(names.of(6, 0, 0, 0xffff, 0x0a000007)).toBe('db-7.internal');
  expect(names.of(6, 0xfd000000 | 0, 0, 0, 1)).toBe('gateway');
  expect(names.of(6, 0, 0, 0, 0x0a000007)).toBeNull();
  expect(names.of(4, 0, 0, 0, 0x01010101)).toBeNull();
});

it('records that make no sense are passed over or end the walk', async () => {
  const ng = new PcapngBlocks();
  for (const records of [
    joined(ng.option(1, IPV4), ng.option(2, IPV4), ng.option(1, joined(IPV4, text('\0')))),
    joined(u16(1, 'little'), u16(0xffff, 'little'), IPV4, text('cut')),
    payload(3),
  ]) {
    expect((await namesIn(ng, records)).isEmpty).toBe(true);
  }
});

it('a name without an end is what there is of it', async () => {
  const ng = new PcapngBlocks();
  const names = await namesIn(ng, ng.option(1, joined(IPV4, text('open'))));
  expect(names.of(4, 0, 0, 0, 0x0a000007)).toBe('open');
});

it('what was given first stays', () => {
  const names = new HostNames();
  names.add(4, 0, 0, 0, 1, 'mine');
  names.add(4, 0, 0, 0, 1, 'theirs');
  expect(names.of(4, 0, 0, 0, 1)).toBe('mine');
});
