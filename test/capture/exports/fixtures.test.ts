import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../src/capture/open-capture.js';
import { type CaptureReader, type PacketRecord, ReadStatus } from '../../../src/capture/packet-record.js';
import { PrintedNumber } from '../../../src/capture/printed-packet.js';
import { createDecoder } from '../../../src/decode/decode-packet.js';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { formatAddress } from '../../../src/decode/ip/address.js';
import { emptySegment, OptionBit, type Segment } from '../../../src/decode/segment.js';
import { readOptions } from '../../../src/decode/tcp/options.js';

/** Every export of every fixture, packet by packet, beside the capture that it was made from. */
const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const fixtures = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'exports')));

describe.each(fixtures)('%s', (name) => {
  const capture = readdirSync(join(FIXTURES, name)).find((file) => file.startsWith('capture.'))!;
  it.each(readdirSync(join(FIXTURES, name, 'exports')))(
    '%s tells the packets of the capture',
    async (file) => {
      const expected = await told(await openCapture(join(FIXTURES, name, capture)), false);
      const reader = await openCapture(join(FIXTURES, name, 'exports', file));
      const isSummary = /^(packets\.(csv|psml)|tabs|summary)/.test(file);
      const found = await told(reader, isSummary);
      const warnings = reader.description.warnings.filter(
        (w) => !w.startsWith('The times come with no time zone'),
      );
      expect(warnings).toEqual([]);
      expect(found).toEqual(isSummary ? expected.map(summaryOf) : expected);
    },
  );
});

interface Told {
  kind: 'tcp' | 'icmp' | 'other';
  number: number;
  length: number;
  [more: string]: unknown;
}

/** What must be the same in every form; relative numbers and options where they are all there is. */
async function told(reader: CaptureReader, isSummary: boolean): Promise<Told[]> {
  const packets: Told[] = [];
  const segment = emptySegment();
  const decoder = createDecoder();
  for (;;) {
    const status = reader.next();
    if (status === ReadStatus.End) break;
    if (status === ReadStatus.NeedMore) await reader.fill();
    else {
      const { record } = reader;
      packets.push(record.printed === null ? decodedOf(record) : printedOf(record, isSummary));
    }
  }
  await reader.close();
  return packets;

  function decodedOf(record: PacketRecord): Told {
    const s = { ...segment };
    const status = decoder.decode(record, s);
    const common = { number: record.packetInCapture, length: record.originalLength };
    if (status === DecodeStatus.Segment) {
      return {
        ...common,
        kind: 'tcp',
        source: formatAddress(s.family, s.src0, s.src1, s.src2, s.src3),
        destination: formatAddress(s.family, s.dst0, s.dst1, s.dst2, s.dst3),
        ports: [s.srcPort, s.dstPort],
        flags: s.flags,
        payload: s.payloadLength,
        ttl: s.ttl,
        ipId: s.ipId,
        seq: s.seq >>> 0,
        ack: s.flags & 16 ? s.ack >>> 0 : 0,
        window: s.window,
        options: optionsOf(s),
      };
    }
    if (status !== DecodeStatus.IcmpError) return { ...common, kind: 'other' };
    return {
      ...common,
      kind: 'icmp',
      sender: formatAddress(s.icmpFamily, s.icmpSrc0, s.icmpSrc1, s.icmpSrc2, s.icmpSrc3),
      source: formatAddress(s.family, s.src0, s.src1, s.src2, s.src3),
      destination: formatAddress(s.family, s.dst0, s.dst1, s.dst2, s.dst3),
      ports: [s.srcPort, s.dstPort],
      type: [s.icmpType, s.icmpCode, s.icmpMtu],
      seq: s.seq >>> 0,
    };
  }
}

function printedOf(record: PacketRecord, isSummary: boolean): Told {
  const p = record.printed!;
  const common = { number: record.packetInCapture, length: record.originalLength };
  if (!p.isTcp || (isSummary && p.icmpType >= 0)) return { ...common, kind: 'other' };
  const endpoints = { source: p.srcAddress, destination: p.dstAddress, ports: [p.srcPort, p.dstPort] };
  if (p.icmpType >= 0) {
    return {
      ...common,
      ...endpoints,
      kind: 'icmp',
      sender: p.icmpSender,
      type: [p.icmpType, p.icmpCode, p.icmpMtu],
      seq: p.seq,
    };
  }
  const tcp = { ...common, ...endpoints, kind: 'tcp' as const, flags: p.flags, payload: p.payloadLength };
  if (isSummary) {
    expect(p.seqKind).toBe(PrintedNumber.Relative);
    return {
      ...tcp,
      optionBits: p.optionBits & SUMMARY_BITS,
      mss: p.optionBits & OptionBit.Mss ? p.mss : 0,
      ts: p.optionBits & OptionBit.Timestamps ? [p.tsVal, p.tsEcr] : [],
    };
  }
  expect(p.seqKind).toBe(PrintedNumber.Absolute);
  const s = emptySegment();
  if (p.optionLength >= 0)
    readOptions(new DataView(p.optionBytes.buffer), 0, p.optionLength, p.optionLength, s);
  else
    Object.assign(s, {
      optionBits: p.optionBits,
      mss: p.mss,
      windowScale: p.windowScale,
      tsVal: p.tsVal,
      tsEcr: p.tsEcr,
      sackCount: p.sackCount,
      sackLeft0: p.sackEdges[0]! | 0,
      sackRight0: p.sackEdges[1]! | 0,
    });
  return {
    ...tcp,
    ttl: p.ttl,
    ipId: p.ipId,
    seq: p.seq,
    ack: p.flags & 16 ? p.ack : 0,
    window: p.window,
    options: optionsOf(s),
  };
}
const SUMMARY_BITS = ~(OptionBit.ManyNops | OptionBit.Unknown | OptionBit.Mptcp);

function optionsOf(s: Segment): unknown {
  const has = (bit: number) => (s.optionBits & bit) !== 0;
  return {
    bits: s.optionBits,
    mss: has(OptionBit.Mss) ? s.mss : 0,
    windowScale: has(OptionBit.WindowScale) ? s.windowScale : -1,
    ts: has(OptionBit.Timestamps) ? [s.tsVal >>> 0, s.tsEcr >>> 0] : [],
    sack: s.sackCount > 0 ? [s.sackCount, s.sackLeft0, s.sackRight0] : [],
  };
}

function summaryOf(packet: Told): Told {
  const { kind, number, length, source, destination, ports, flags, payload } = packet;
  if (kind !== 'tcp') return { kind: 'other', number, length };
  const { bits, mss, ts } = packet['options'] as { bits: number; mss: number; ts: number[] };
  return {
    kind,
    number,
    length,
    source,
    destination,
    ports,
    flags,
    payload,
    optionBits: bits & SUMMARY_BITS,
    mss,
    ts,
  };
}
