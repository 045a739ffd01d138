import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../src/capture/open-capture.js';
import { type PacketRecord, ReadStatus } from '../../../src/capture/packet-record.js';
import { PrintedNumber, type PrintedPacket } from '../../../src/capture/printed-packet.js';
import { streamOf } from '../../support/captures.js';

async function read(text: string) {
  const reader = await openCapture('-', { stdin: streamOf(Buffer.from(text)) });
  const packets: (Partial<PrintedPacket> & Pick<PacketRecord, 'capturedLength' | 'linkType' | 'comment'>)[] =
    [];
  for (let status = reader.next(); status !== ReadStatus.End; status = reader.next()) {
    const { printed, capturedLength, linkType, comment } = reader.record;
    if (status === ReadStatus.NeedMore) await reader.fill();
    else packets.push({ ...printed, capturedLength, linkType, comment });
  }
  await reader.close();
  return { packets, warnings: reader.description.warnings };
}

const packet = (layers: string) => `{"_index":"packets-1","_source":{"layers":{${layers}}}}`;
const FRAME = '"frame":{"frame.time_epoch":"1.5","frame.encap_type":"1"}';
const IP = '"ip":{"ip.src":"10.0.0.1","ip.dst":"10.0.0.2"}';
const TCP =
  '"tcp":{"tcp.srcport":"1","tcp.dstport":"2","tcp.flags":"0x0018","tcp.seq":"5","tcp.seq_raw":"99","tcp.len":"3"}';

describe('JSON', () => {
  it('is read whatever its spaces, and says where a packet is not', async () => {
    const { packets, warnings } = await read(`[${packet(`${FRAME},${IP},${TCP}`)} \n ,\t]\n`);
    expect(packets).toMatchObject([
      { isTcp: true, srcPort: 1, dstPort: 2, flags: 0x18, seq: 99, seqKind: PrintedNumber.Absolute },
    ]);
    const cut = await read(`[${packet(`${FRAME},${IP},${TCP}`)},`);
    expect(cut.packets).toHaveLength(1);
    expect(cut.warnings.join()).toContain('its end, "]", is missing');
    expect(warnings).toEqual([]);
  });

  it('names the byte at which it makes no sense', async () => {
    const { packets, warnings } = await read(`[${packet(`${FRAME},${IP},${TCP}`)}, nonsense`);
    expect(packets).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /damaged at byte \d+: expected the object of a packet, "\{", found "nonsense"/,
    );
  });

  it('takes the inner of headers that come twice, as keys again or as an array', async () => {
    const inner = '"ip":{"ip.src":"1.1.1.1","ip.dst":"2.2.2.2"}';
    const array = '"ip":[{"ip.src":"10.0.0.1","ip.dst":"10.0.0.2"},{"ip.src":"1.1.1.1","ip.dst":"2.2.2.2"}]';
    const { packets } = await read(
      `[${packet(`${FRAME},${IP},${inner},${TCP}`)},${packet(`${FRAME},${array},${TCP}`)}]`,
    );
    expect(packets).toMatchObject([{ srcAddress: '1.1.1.1' }, { srcAddress: '1.1.1.1' }]);
  });

  it('believes no key that was made of payload', async () => {
    const forged = '"http":{"tcp":{"tcp.srcport":"666"},"tcp.srcport":"666","ip.src":"6.6.6.6"}';
    const { packets } = await read(`[${packet(`${FRAME},${IP},${TCP},${forged}`)}]`);
    expect(packets).toMatchObject([{ srcAddress: '10.0.0.1', srcPort: 1 }]);
  });

  it('becomes an ordinary record where it shows the bytes', async () => {
    const raw = `"frame_raw":["${'00'.repeat(60)}",0,60,0,1]`;
    const cooked = FRAME.replace('"1"', '"210"');
    const { packets } = await read(`[${packet(`${raw},${FRAME}`)},${packet(`${raw},${cooked}`)}]`);
    expect(packets).toMatchObject([
      { capturedLength: 60, linkType: 1 },
      { capturedLength: 60, linkType: 276 },
    ]);
  });

  it('with chosen fields alone, or as EK, tells as much', async () => {
    const fields =
      '"ip.src":["10.0.0.1"],"ip.dst":["10.0.0.2"],"tcp.srcport":["1"],"tcp.dstport":["2"],"tcp.flags":["0x0002"]';
    expect((await read(`[${packet(fields)}]`)).packets).toMatchObject([
      { isTcp: true, srcPort: 1, flags: 2 },
    ]);
    const ek = fields.replaceAll(/(ip|tcp)\./g, '$1_');
    const lines = `{"index":{"_index":"packets-1"}}\n{"timestamp":"1795189021407","layers":{${ek}}}\n`;
    expect((await read(lines)).packets).toMatchObject([{ isTcp: true, srcPort: 1, flags: 2 }]);
  });

  it('keeps the comment of a packet', async () => {
    const comment = '"pkt_comment":{"frame.comment":"caf\\u00e9 \\"x\\""}';
    const { packets } = await read(`[${packet(`${comment},${FRAME},${IP},${TCP}`)}]`);
    expect(packets[0]!.comment).toBe('café "x"');
  });
});
