import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../src/capture/open-capture.js';
import { ReadStatus } from '../../../src/capture/packet-record.js';
import { PrintedNumber, type PrintedPacket } from '../../../src/capture/printed-packet.js';
import { streamOf } from '../../support/captures.js';

interface Row extends PrintedPacket {
  number: number;
  seconds: number;
}

async function read(text: string): Promise<{ rows: Row[]; warnings: string[]; clock: string }> {
  const reader = await openCapture('-', { stdin: streamOf(Buffer.from(text)) });
  const rows: Row[] = [];
  for (let status = reader.next(); status !== ReadStatus.End; status = reader.next()) {
    const { record } = reader;
    if (status === ReadStatus.NeedMore) await reader.fill();
    else rows.push({ ...record.printed!, number: record.packetInCapture, seconds: record.seconds });
  }
  await reader.close();
  return { rows, warnings: reader.description.warnings, clock: reader.description.clock };
}

const SYN = '51514 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460';

describe('a table of packets', () => {
  it('may have its columns in any order, and others among them', async () => {
    const { rows, warnings } = await read(
      `"Info","My column","Destination","Source","Protocol","No.","Time"\r\n"${SYN}","x, ""y""","10.0.0.2","10.0.0.1","TCP","7","1.5"\r\n`,
    );
    expect(warnings).toEqual([]);
    expect(rows[0]).toMatchObject({
      number: 7,
      seconds: 1,
      srcAddress: '10.0.0.1',
      dstAddress: '10.0.0.2',
      srcPort: 51514,
      flags: 2,
    });
  });

  it.each([',', '\t', ';', '|'])('may be parted by "%s"', async (separator) => {
    const line = (cells: string[]) => cells.join(separator);
    const { rows } = await read(
      `${line(['ip.src', 'tcp.srcport', 'ip.dst', 'tcp.dstport', 'tcp.flags', 'tcp.seq_raw', 'tcp.len'])}\n${line(['10.0.0.1', '1', '10.0.0.2', '2', '0x0012', '99', '5'])}\n`,
    );
    expect(rows[0]).toMatchObject({
      isTcp: true,
      srcPort: 1,
      dstPort: 2,
      flags: 0x12,
      seq: 99,
      seqKind: PrintedNumber.Absolute,
      payloadLength: 5,
    });
  });

  it('needs no titles in its usual columns', async () => {
    const { rows } = await read(`"1","0.0","10.0.0.1","10.0.0.2","TCP","74","${SYN}"\n`);
    expect(rows[0]).toMatchObject({ isTcp: true, srcPort: 51514 });
  });

  it('without a time, and with fields that are few, says what is missing', async () => {
    const { warnings, clock } = await read('ip.src,ip.dst,tcp.srcport,tcp.dstport\n10.0.0.1,10.0.0.2,1,2\n');
    expect(warnings.join('\n')).toContain('frame.time_epoch');
    expect(warnings.join('\n')).toContain('tcp.flags, tcp.seq');
    expect(clock).toBe('none');
  });

  it('counts TCP packets whose Info is another protocol’s, unless columns tell their ports', async () => {
    const titles = '"No.","Time","Source","Destination","Protocol","Length","Info"';
    const row = '"1","0","10.0.0.1","10.0.0.2","HTTP","200","GET / HTTP/1.1 "';
    const { rows, warnings } = await read(`${titles}\n${row}\n${row}\n`);
    expect(rows.map(({ isTcp, isCut }) => [isTcp, isCut])).toEqual([
      [false, true],
      [false, true],
    ]);
    expect(warnings[0]).toContain('HTTP 2');
    const more = await read(`${titles},"Source Port","Destination Port"\n${row},"51514","80"\n`);
    expect(more.rows[0]).toMatchObject({ isTcp: true, srcPort: 51514, dstPort: 80, flags: -1 });
    expect(more.warnings).toEqual([]);
  });

  it('takes the innermost headers, and what an ICMP error quotes', async () => {
    const titles = 'ip.src,ip.dst,icmp.type,icmp.code,tcp.srcport,tcp.dstport,tcp.flags,tcp.seq,tcp.len';
    const { rows } = await read(
      `${titles}\n"1.1.1.1,10.0.0.1","2.2.2.2,10.0.0.2",,,5,6,0x02,0,0\n"3.3.3.3,10.0.0.1","10.0.0.1,10.0.0.2",3,1,5,6,0x02,777,\n3.3.3.3,10.0.0.1,8,0,,,,,\n`,
    );
    expect(rows[0]).toMatchObject({
      isTcp: true,
      srcAddress: '10.0.0.1',
      dstAddress: '10.0.0.2',
      icmpType: -1,
    });
    expect(rows[1]).toMatchObject({
      isTcp: true,
      srcAddress: '10.0.0.1',
      dstAddress: '10.0.0.2',
      icmpType: 3,
      icmpCode: 1,
      icmpSender: '3.3.3.3',
      seq: 777,
      seqKind: PrintedNumber.Absolute,
    });
    expect(rows[2]!.isTcp).toBe(false);
  });

  it('tells relative numbers from absolute ones by its SYNs', async () => {
    const titles = 'Source,Destination,Protocol,Info';
    const relative = await read(
      `${titles}\n1.1.1.1,2.2.2.2,TCP,${SYN}\n1.1.1.1,2.2.2.2,TCP,51514 → 80 [ACK] Seq=1 Ack=1 Win=9 Len=0\n`,
    );
    expect(relative.rows.map((row) => row.seqKind)).toEqual([PrintedNumber.Relative, PrintedNumber.Relative]);
    const absolute = await read(
      `${titles}\n1.1.1.1,2.2.2.2,TCP,${SYN.replace('Seq=0', 'Seq=77')}\n1.1.1.1,2.2.2.2,TCP,51514 → 80 [ACK] Seq=78 Ack=1 Win=9 Len=0\n`,
    );
    expect(absolute.rows.map((row) => row.seqKind)).toEqual([PrintedNumber.Absolute, PrintedNumber.Absolute]);
  });

  it('without anything that tells who sent to whom is refused in one line', async () => {
    await expect(read('No.,Time,Protocol,Info\n1,0,TCP,x\n')).rejects.toThrow(
      /expected a column Source \(or ip\.src\) in line 1 at byte 0, found the columns No\.,Time,Protocol,Info/,
    );
  });

  it('counts rows that are too short', async () => {
    const { rows, warnings } = await read('No.,Time,Source,Destination,Protocol,Length,Info\n1,0,10.0.0.1\n');
    expect(rows).toHaveLength(1);
    expect(warnings.join()).toContain('the first in line 2');
  });
});
