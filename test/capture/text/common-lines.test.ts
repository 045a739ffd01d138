import { describe, expect, it } from 'vitest';
import { CommonLines } from '../../../src/capture/text/common-lines.js';

const COMMON =
  '14:12:45.104701 IP 10.0.0.1.1234 > 10.0.0.2.80: Flags [P.], seq 1:8, ack 5, win 512, options [nop,nop,TS val 4294967295 ecr 2], length 7';

/** Reads all of the text that can be read ahead, when a line of its second was seen. */
function readAhead(lines: string[]): CommonLines {
  const bytes = Buffer.from(`${[COMMON, ...lines].join('\n')}\n${' '.repeat(1000)}`);
  const common = new CommonLines();
  common.setWindow(bytes, bytes.lastIndexOf(10) + 1);
  common.noteSecond(0, 51_165);
  common.readFrom(COMMON.length + 1);
  return common;
}

describe('lines read ahead', () => {
  it('hold what is printed', () => {
    const common = readAhead([COMMON, COMMON]);
    expect(common.count).toBe(1);
    expect(common.microseconds[0]).toBe(104_701);
    expect(common.packets[0]).toMatchObject({
      srcIpv4: 0x0a000001,
      srcPort: 1234,
      dstIpv4: 0x0a000002,
      dstPort: 80,
      flags: 24,
      seq: 1,
      ack: 5,
      window: 512,
      tsVal: 4_294_967_295,
      tsEcr: 2,
      headerLength: 32,
      payloadLength: 7,
    });
  });

  it('keep nothing of the line that had their place before', () => {
    const common = readAhead([
      COMMON,
      '14:12:45.104702 IP 10.0.0.1.1 > 10.0.0.2.2: Flags [R], win 0, length 0',
      COMMON,
    ]);
    common.readFrom(common.starts[1]!);
    expect(common.packets[0]).toMatchObject({
      seqKind: 0,
      seq: 0,
      ackKind: 0,
      ack: 0,
      optionBits: 0,
      tsVal: 0,
      headerLength: 20,
    });
  });

  it.each([
    ['of another second', COMMON.replace(':45.', ':46.')],
    ['with nanoseconds', COMMON.replace('701 ', '701001 ')],
    ['with other options', COMMON.replace('[nop', '[sackOK')],
    ['with a number of more than ten digits', COMMON.replace('length 7', 'length 12345678901')],
    ['of IPv6', COMMON.replace('IP 10.0.0.1.', 'IP6 fe80::1.')],
    ['that breaks off', COMMON.slice(0, 60)],
  ])('end before one %s', (_, line) => {
    expect(readAhead([COMMON, COMMON, line, COMMON]).count).toBe(2);
  });
});
