import { describe, expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { ChecksumState, OptionBit } from '../../../src/decode/segment.js';
import { decoded } from '../../support/decoded.js';
import { ethernet, ipv4, rawIp, type TcpFields, tcp } from '../../support/frames.js';

const read = (fields: TcpFields, snaplen?: number) =>
  decoded(ethernet(ipv4({}, tcp(fields))), snaplen === undefined ? {} : { snaplen });

describe('the TCP header', () => {
  test('every field of the fixed part is read', () => {
    const fields = { srcPort: 65535, dstPort: 1, window: 512, urgentPointer: 9, flags: 'FPU.' };
    expect(read({ ...fields, seq: 0xfffffffe, ack: 0x80000001, payload: 'data' })).toMatchObject({
      ...fields,
      flags: 0x039,
      seq: -2,
      ack: 0x80000001 | 0,
      headerLength: 20,
      payloadLength: 4,
      payloadCaptured: 4,
      tcpOffset: 7 + 14 + 20,
      payloadOffset: 7 + 14 + 20 + 20,
      icmpType: -1,
    });
  });

  test('AE and the reserved bits are kept', () => {
    expect(read({ flags: 0xfff }).flags).toBe(0xfff);
    expect(read({ flags: 'eEWS' }).flags).toBe(0x1c2);
  });

  test('a data offset below 5 words, or beyond the IP payload, is a bad header', () => {
    expect(read({ dataOffset: 4 }).status).toBe(DecodeStatus.BadTcpHeader);
    expect(read({ dataOffset: 6 }).status).toBe(DecodeStatus.BadTcpHeader);
    expect(read({ dataOffset: 6, payload: 4 })).toMatchObject({
      status: DecodeStatus.Segment,
      payloadLength: 0,
    });
  });

  test('a header cut by the snapshot length is read once it shows flags and window, as tshark does', () => {
    const fields = { seq: 7, window: 512, options: 'mss 1460,nop,wscale 7', payload: 50 };
    for (let snaplen = 34; snaplen < 50; snaplen++) {
      expect(read(fields, snaplen).status).toBe(DecodeStatus.CutShort);
    }
    for (let snaplen = 50; snaplen < 62; snaplen++) {
      const segment = read(fields, snaplen);
      expect(segment).toMatchObject({ status: DecodeStatus.Segment, seq: 7, window: 512, payloadLength: 50 });
      expect(segment).toMatchObject({ payloadCaptured: 0, checksum: ChecksumState.Unverified });
      expect(segment.optionBits & OptionBit.Cut).toBe(OptionBit.Cut);
    }
    expect(read(fields, 62).optionBits).toBe(OptionBit.Mss | OptionBit.WindowScale);
    expect(read(fields, 65).payloadCaptured).toBe(3);
  });

  test('what the last packet left in the Segment does not shine through', () => {
    const plain = decoded(rawIp(ipv4({}, tcp({ flags: '.' }))));
    expect(plain).toMatchObject({ optionBits: 0, sackCount: 0, unknownOptionKinds: 0, icmpType: -1 });
  });
});
