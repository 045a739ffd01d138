import { describe, expect, it } from 'vitest';
import { portOf, readInfo } from '../../../src/capture/exports/info-column.js';
import { emptyPrintedPacket, PrintedAnalysis, PrintedOption } from '../../../src/capture/printed-packet.js';

function read(info: string) {
  const packet = emptyPrintedPacket();
  const isTcp = readInfo(Buffer.from(info).toString('latin1'), packet);
  return { ...packet, isTcp };
}

describe('the Info column', () => {
  it('tells ports, flags, numbers and options of a SYN', () => {
    expect(
      read('51514 → 3306 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM TSval=12 TSecr=0 WS=128'),
    ).toMatchObject({
      isTcp: true,
      srcPort: 51514,
      dstPort: 3306,
      flags: 0x002,
      seq: 0,
      window: 64240,
      payloadLength: 0,
      mss: 1460,
      windowScale: 7,
      tsVal: 12,
      tsEcr: 0,
      hasOptions: true,
      analysis: 0,
      optionBits:
        PrintedOption.Mss |
        PrintedOption.SackPermitted |
        PrintedOption.Timestamps |
        PrintedOption.WindowScale,
    });
  });

  it.each([
    ['51514 > mysql [FIN, ACK] Seq=1 Ack=2 Win=3 Len=0', 51514, 'mysql', 0x011],
    ['http(80) → 51514 [RST] Seq=1 Win=0 Len=0', 80, 51514, 0x004],
    ['1 -> 2 [<None>] Seq=1 Win=0 Len=0', 1, 2, 0],
    ['1 → 2 [SYN, ECE, CWR] Seq=0 Win=1 Len=0', 1, 2, 0x0c2],
    ['1 → 2 [SYN, ECN, CWR, NS] Seq=0 Win=1 Len=0', 1, 2, 0x1c2],
  ])('reads %s', (info, srcPort, dstPort, flags) => {
    expect(read(info)).toMatchObject({ isTcp: true, srcPort, dstPort, flags });
  });

  it('keeps the words that tell one connection from the next, and passes over the others', () => {
    const retransmission = '[TCP Spurious Retransmission] 1 → 2 [PSH, ACK] Seq=1 Ack=1 Win=1 Len=5';
    expect(read(retransmission).analysis).toBe(PrintedAnalysis.Retransmission);
    const reused = '[TCP Retransmission] [TCP Port numbers reused] 1 → 2 [SYN] Seq=0 Win=1 Len=0';
    expect(read(reused).analysis).toBe(PrintedAnalysis.Retransmission | PrintedAnalysis.ReusedPorts);
    expect(read('[TCP Dup ACK 12#1] 1 → 2 [ACK] Seq=1 Ack=9 Win=5 Len=0')).toMatchObject({
      analysis: 0,
      ack: 9,
    });
  });

  it('takes up to four SACK blocks, and stops at what the segment is part of', () => {
    const blocks = [1, 2, 3, 4, 5].map((n) => `SLE=${n}0 SRE=${n}5`).join(' ');
    const packet = read(
      `1 → 2 [ACK] Seq=1 Ack=9 Win=5 Len=1448 ${blocks} [TCP segment of a reassembled PDU]`,
    );
    expect(packet.sackCount).toBe(4);
    expect([...packet.sackEdges]).toEqual([10, 15, 20, 25, 30, 35, 40, 45]);
  });

  it.each([
    'GET / HTTP/1.1 ',
    '5353 → 5353 Len=20',
    '1 → 2 [Request] Seq=1 (service=1)',
    'Application Data',
    '[TCP Retransmission]',
    '[',
    '',
    '1 → 2 [SYN] Win=1',
  ])('of another protocol is none: %s', (info) => {
    expect(read(info)).toMatchObject({ isTcp: false, srcPort: -1, flags: -1 });
  });

  it('takes the number of a port before its name', () => {
    expect(['80', 'http', 'http(80)', 'http(x)', '70000'].map(portOf)).toEqual([
      80,
      'http',
      80,
      'http(x)',
      '70000',
    ]);
  });
});
