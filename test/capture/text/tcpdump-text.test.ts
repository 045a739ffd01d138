import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../src/capture/open-capture.js';
import { ReadStatus } from '../../../src/capture/packet-record.js';
import { PrintedOption, type PrintedPacket } from '../../../src/capture/printed-packet.js';
import type { ReadPacket } from '../../support/captures.js';
import { streamOf } from '../../support/captures.js';

const SYN = 2;
const ACK = 16;
const PSH = 8;
const RST = 4;

interface Line extends Omit<ReadPacket, 'data' | 'printed'> {
  printed: PrintedPacket | null;
}

async function read(text: string, pieceBytes?: number) {
  const stdin = streamOf(Buffer.from(text), pieceBytes);
  const reader = await openCapture('-', { stdin });
  const packets: Line[] = [];
  for (;;) {
    const status = reader.next();
    if (status === ReadStatus.End) break;
    if (status === ReadStatus.NeedMore) await reader.fill();
    else {
      const { view: _, bytes: __, offset: ___, ...record } = reader.record;
      // How far it was read ahead depends on what has arrived.
      const printed = record.printed === null ? null : { ...record.printed, ahead: null };
      packets.push({ ...record, printed });
    }
  }
  await reader.close();
  return { packets, description: reader.description };
}

async function printed(text: string): Promise<PrintedPacket> {
  const { packets } = await read(text);
  expect(packets).toHaveLength(1);
  return packets[0]!.printed!;
}

/** The endpoints, however they were read. */
function pair({ areIpv4Words, srcIpv4, dstIpv4, ...p }: PrintedPacket): string {
  const dotted = (word: number) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
  const source = areIpv4Words ? dotted(srcIpv4) : p.srcAddress;
  const destination = areIpv4Words ? dotted(dstIpv4) : p.dstAddress;
  return `${source} ${p.srcPort} > ${destination} ${p.dstPort}`;
}

const NUMBERS = '10.0.0.1 1234 > 10.0.0.2 80';
const BODY = '10.0.0.1.1234 > 10.0.0.2.80: Flags [P.], seq 1:8, ack 5, win 512, length 7';

describe('a line of one segment', () => {
  it.each([
    ['default', `14:12:45.104701 IP ${BODY}`],
    ['no time', `IP ${BODY}`],
    ['epoch', `1721825043.104701 IP ${BODY}`],
    ['date', `2024-07-24 14:12:45.104701 IP ${BODY}`],
    ['nanoseconds', `14:12:45.104701001 IP ${BODY}`],
    ['difference', ` 00:00:00.000000 IP ${BODY}`],
    ['number', `    1  14:12:45.104701 IP ${BODY}`],
    [
      'link header',
      `14:12:45.104701 00:15:17:0b:7c:61 > 00:00:00:00:00:04, ethertype IPv4 (0x0800), length 61: ${BODY}`,
    ],
    [
      'VLAN tag',
      `14:12:45.104701 00:15:17:0b:7c:61 > 00:00:00:00:00:04, ethertype 802.1Q (0x8100), length 65: vlan 7, p 0, ethertype IPv4 (0x0800), ${BODY}`,
    ],
    [
      'MPLS label',
      `14:12:45.104701 00:15:17:0b:7c:61 > 00:00:00:00:00:04, ethertype MPLS unicast (0x8847), length 65: MPLS (label 18, exp 0, [S], ttl 254) IP ${BODY}`,
    ],
    ['any interface', `14:12:45.104701 eth0  Out IP ${BODY}`],
    ['cooked', `14:12:45.104701  In ethertype IPv4 (0x0800), length 63: ${BODY}`],
    [
      'two lines',
      `14:12:45.104701 IP (tos 0x0, ttl 64, id 9, offset 0, flags [DF], proto TCP (6), length 47)\n    ${BODY}`,
    ],
    ['IP in IP', `14:12:45.104701 IP 1.1.1.1 > 2.2.2.2: IP ${BODY}`],
    ['GRE', `14:12:45.104701 IP 1.1.1.1 > 2.2.2.2: GREv0, length 51: IP ${BODY}`],
    ['VXLAN', `14:12:45.104701 IP 1.1.1.1.5 > 2.2.2.2.4789: VXLAN, flags [I] (0x08), vni 1\nIP ${BODY}`],
    ['PPPoE', `14:12:45.104701 PPPoE  [ses 0xf07] IP ${BODY}`],
    ['process words', `14:12:45.104701 eth0 curl.4242 Out IP ${BODY}, ParentProc [bash.1]`],
    ['macOS metadata', `14:12:45.104701 (en0, proc curl:4242, svc BE, out) IP ${BODY}`],
    ['grep -n', `17:14:12:45.104701 IP ${BODY}`],
    ['journal', `Jul 24 14:12:45 host tcpdump[99]: 14:12:45.104701 IP ${BODY}`],
    ['quote mark', `> 14:12:45.104701 IP ${BODY}`],
    ['remark behind', `14:12:45.104701 IP ${BODY} (3)`],
    ['decoded payload', `14:12:45.104701 IP ${BODY}: HTTP: GET / HTTP/1.1`],
    ['payload below (-A)', `14:12:45.104701 IP ${BODY}\nE..<..@.@....\nGET / HTTP/1.1\n`],
    ['carriage return', `14:12:45.104701 IP ${BODY}\r`],
  ])('is read: %s', async (_, text) => {
    for (const end of ['', '\n']) {
      const packet = await printed(text + end);
      expect(pair(packet)).toBe(NUMBERS);
      const { isTcp, flags, seq, ack, window, payloadLength, headerLength } = packet;
      expect({ isTcp, flags, seq, ack, window, payloadLength, headerLength }).toEqual({
        isTcp: true,
        flags: PSH | ACK,
        seq: 1,
        ack: 5,
        window: 512,
        payloadLength: 7,
        headerLength: 20,
      });
    }
  });

  it('keeps names as names', async () => {
    const packet = await printed(
      `14:12:45.104701 IP db-1.example.9502 > localhost.postgresql: Flags [.], ack 1, win 9, length 0`,
    );
    expect(pair(packet)).toBe('db-1.example 9502 > localhost postgresql');
  });

  it('reads IPv6', async () => {
    const packet = await printed(
      '14:12:45.1047010 x\n14:12:45.104701 IP6 (flowlabel 0x8b071, hlim 63, next-header TCP (6), payload length: 24) fe80::1%lo0.22 > ::1.443: Flags [S], cksum 0x6af3 (incorrect -> 0xd8aa), seq 7, win 9, options [mss 1440], length 0',
    );
    expect(pair(packet)).toBe('fe80::1%lo0 22 > ::1 443');
    expect(packet).toMatchObject({
      ipVersion: 6,
      ttl: 63,
      originalLength: 64,
      checksum: 2,
      checksumField: 0x6af3,
    });
  });

  it('reads all options', async () => {
    const packet = await printed(
      '14:12:45.104701 IP a.1 > b.2: Flags [S.], seq 9, ack 8, win 7, options [mss 1460,sackOK,TS val 11 ecr 12,nop,wscale 7,sack 2 {1:5}{9:13},tfo  cookie 0011223344556677,mptcp 12 capable v1 flags [H] {0x29a6c86981ad933c},unknown-77 0x0102], length 0',
    );
    expect(packet).toMatchObject({
      mss: 1460,
      tsVal: 11,
      tsEcr: 12,
      windowScale: 7,
      sackCount: 2,
      fastOpenCookieLength: 8,
    });
    expect([...packet.sackEdges].slice(0, 4)).toEqual([1, 5, 9, 13]);
    const { Mss, SackPermitted, Timestamps, WindowScale, Sack, FastOpen, Mptcp, Unknown } = PrintedOption;
    expect(packet.optionBits).toBe(
      Mss | SackPermitted | Timestamps | WindowScale | Sack | FastOpen | Mptcp | Unknown,
    );
  });

  it.each([
    [
      'S 100:100(0) win 32768 <mss 16396,sackOK,timestamp 5 0,nop,wscale 3> (DF) (ttl 64, id 77, len 60)',
      SYN,
      100,
      0,
    ],
    ['. ack 1 win 4099 <nop,nop,timestamp 5 6>', ACK, 0, 0],
    ['P 1:8(7) ack 1 win 4099', PSH | ACK, 1, 7],
    ['R [tcp sum ok] 0:0(0) ack 9 win 0', RST | ACK, 0, 0],
    ['FP 8:10(2) ack 1 win 10', 1 | PSH | ACK, 8, 2],
  ])('is read as tcpdump 3 prints it: %s', async (words, flags, seq, payloadLength) => {
    for (const start of ['14:12:45.104701 IP ', '14:12:45.104701 ', '14:12:45.104701 eth0 < ']) {
      const packet = await printed(`${start}10.0.0.1.1234 > 10.0.0.2.80: ${words}\n`);
      expect(pair(packet)).toBe(NUMBERS);
      expect(packet).toMatchObject({ isTcp: true, flags, seq, payloadLength });
      if (words.includes('ttl'))
        expect(packet).toMatchObject({ ttl: 64, ipId: 77, mss: 16396, windowScale: 3 });
    }
  });

  it('shows only the length with -q', async () => {
    const packet = await printed('14:12:45.104701 IP 10.0.0.1.1234 > 10.0.0.2.80: tcp 5\n');
    expect(packet).toMatchObject({ isTcp: true, flags: -1, payloadLength: 5, hasOptions: false });
  });

  it('may be cut anywhere', async () => {
    const line = `14:12:45.104701 IP ${BODY}`;
    const flagsEnd = line.indexOf('],') + 1;
    for (let length = flagsEnd; length < line.length; length++) {
      expect(await printed(line.slice(0, length))).toMatchObject({ isTcp: true, flags: PSH | ACK });
    }
  });

  it('that breaks off before its flags is named', async () => {
    const { packets, description } = await read(
      `14:12:45.104701 IP ${BODY}\nbanner\n14:12:45.104702 IP 10.0.0.1.1 > 10.0.0.2.2: Flags [P`,
    );
    expect(packets.map(({ printed }) => printed!.isTcp)).toEqual([true, false]);
    expect(description.warnings).toEqual([
      'Line 3 looks like a TCP packet but breaks off before its flags: counted as cut short.',
    ]);
  });
});

describe('an ICMP error', () => {
  it('holds the segment it quotes with -v', async () => {
    const packet = await printed(
      [
        '15:38:21.589869 IP (tos 0xc0, ttl 60, id 45665, offset 0, flags [none], proto ICMP (1), length 88)',
        '    10.9.0.254 > 10.9.0.1: ICMP host 10.8.0.1 unreachable, length 68',
        '\tIP (tos 0x0, ttl 64, id 64056, offset 0, flags [DF], proto TCP (6), length 60)',
        '    10.9.0.1.44202 > 10.8.0.1.7000: Flags [S], cksum 0xbac8 (correct), seq 3514545253, win 64240, length 0\n',
      ].join('\n'),
    );
    expect(pair(packet)).toBe('10.9.0.1 44202 > 10.8.0.1 7000');
    expect(packet).toMatchObject({
      icmpType: 3,
      icmpCode: 1,
      icmpSender: '10.9.0.254',
      seq: 3514545253,
      ttl: 60,
      ipId: 45665,
    });
  });

  it.each([
    ['ICMP 10.8.0.1 tcp port 7003 unreachable', 3, 3, 7003, 0],
    ['ICMP 10.8.0.1 unreachable - need to frag (mtu 1400)', 3, 4, -1, 1400],
    ['ICMP host 10.8.0.1 unreachable - admin prohibited', 3, 10, -1, 0],
    ['ICMP time exceeded in-transit', 11, 0, -1, 0],
  ])('tells its kind in words: %s', async (words, icmpType, icmpCode, dstPort, icmpMtu) => {
    const packet = await printed(`15:38:21.589869 IP 10.9.0.254 > 10.9.0.1: ${words}, length 68\n`);
    expect(packet).toMatchObject({
      icmpType,
      icmpCode,
      dstPort,
      icmpMtu,
      srcAddress: '10.9.0.1',
      srcPort: -1,
    });
  });
});

describe('what a text tells of its packets', () => {
  const at = (time: string) => `${time} IP ${BODY}\n`;
  const times = async (text: string) =>
    (await read(text)).packets.map(({ seconds, nanoseconds }) => seconds + nanoseconds / 1e9);

  it('time of day counts from 1970, and midnight adds a day', async () => {
    expect(await times(at('23:59:59.500000') + at('00:00:00.250000') + at('23:59:59.750000'))).toEqual([
      86399.5, 86400.25, 86399.75,
    ]);
  });

  it('differences from line to line add up; those from the first line stand as they are', async () => {
    expect(await times(at(' 00:00:00.000000') + at(' 00:00:01.500000') + at(' 00:00:01.000000'))).toEqual([
      0, 1.5, 2.5,
    ]);
    expect(await times(at(' 00:00:00.000000') + at(' 00:00:01.500000') + at(' 00:00:02.000000'))).toEqual([
      0, 1.5, 2,
    ]);
  });

  it.each([
    ['14:12:45.104701 ', 'time-of-day'],
    ['1721825043.104701 ', 'absolute'],
    ['2024-07-24 14:12:45.104701 ', 'absolute'],
    [' 00:00:00.000000 ', 'relative'],
    ['', 'none'],
  ])('its clock: %s', async (stamp, clock) => {
    expect((await read(`${stamp}IP ${BODY}\n`)).description.clock).toBe(clock);
  });

  it('numbers are the printed ones, or the rank among packets of any kind', async () => {
    const lines = [
      'tcpdump: listening',
      '14:12:45.1 nothing',
      '14:12:45.104701 ARP, Request who-has 10.0.0.9 tell 10.0.0.1, length 28',
    ];
    const ranked = await read(`${lines.join('\n')}\n${at('14:12:45.104702')}`);
    expect(ranked.packets.map(({ packetInCapture }) => packetInCapture)).toEqual([1, 2]);
    const numbered = await read(
      `    7  ${at('14:12:45.104702')}   12  ${at('14:12:45.104702')}    2  ${at('14:12:45.104702')}`,
    );
    expect(numbered.packets.map(({ packetInCapture }) => packetInCapture)).toEqual([7, 12, 13]);
  });

  it('a hex dump becomes a record of the bytes', async () => {
    const dump = [
      `14:12:45.104701 IP ${BODY}`,
      '\t0x0000:  4500 002f 0001 4000 4006 26c4 0a00 0001  E../..@.@.&.....',
      '\t0x0010:  0a00 0002 04d2 0050 0000 0001 0000 0005  .......P........',
      '\t0x0020:  5018 0200 0000 0000 6162 6364 6566 67    P.......abcdefg',
      at('14:12:45.104702'),
    ].join('\n');
    const { packets, description } = await read(dump);
    expect(packets[0]).toMatchObject({
      printed: null,
      linkType: 101,
      capturedLength: 47,
      originalLength: 47,
    });
    expect(packets[1]!.printed!.isTcp).toBe(true);
    expect(description.linkTypes).toEqual(['RAW']);
  });

  it('is the same however it arrives', async () => {
    const text = `${at('14:12:45.104701').repeat(20)}14:12:45.104702 IP (tos 0x0, ttl 64)\n    ${BODY}\n`;
    const whole = await read(text);
    for (const piece of [1, 7, 100]) expect((await read(text, piece)).packets).toEqual(whole.packets);
  });

  it('is refused where it is no listing of packets', async () => {
    await expect(
      read('Dear all,\nplease find attached what I saw > yesterday: nothing.\n'),
    ).rejects.toMatchObject({
      code: 'capture-format',
    });
  });
});
