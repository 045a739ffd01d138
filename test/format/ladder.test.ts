import { expect, test } from 'vitest';
import { ladderLines } from '../../src/format/ladder.js';
import { LadderSteps } from '../../src/format/ladder-steps.js';
import type { ConnectionRow, PacketRow } from '../../src/rows.js';
import { at, connectionRow, endpointRow, packetRow, stateEntry } from '../support/rows.js';

const handshake: PacketRow[] = [
  packetRow({
    packet: 1,
    time: at(0),
    flags: 'SYN',
    seq: 1000,
    relativeSeq: 0,
    relativeAck: null,
    states: { initiator: 'SYN_SENT', responder: 'SYN_RCVD' },
  }),
  packetRow({
    packet: 2,
    time: at(0.0004),
    sender: 'responder',
    flags: 'SYN,ACK',
    seq: 2000,
    ack: 1001,
    relativeSeq: 0,
    states: { initiator: 'ESTABLISHED', responder: 'SYN_RCVD' },
  }),
  packetRow({ packet: 3, time: at(0.0005) }),
];

const row = connectionRow({
  lastPacket: 99,
  endpoints: {
    initiator: endpointRow({ states: [stateEntry('SYN_SENT', 1), stateEntry('ESTABLISHED', 2, 'received')] }),
    responder: endpointRow({
      states: [stateEntry('SYN_RCVD', 1, 'received'), stateEntry('ESTABLISHED', 3, 'received')],
    }),
  },
});

function ladder(
  packets: readonly PacketRow[],
  connection: ConnectionRow = row,
  options: { ascii?: boolean; unfold?: boolean; width?: number; maxSteps?: number } = {},
): string[] {
  const steps = new LadderSteps({ unfold: options.unfold ?? false, maxSteps: options.maxSteps ?? 1000 });
  for (const packet of packets) steps.add(packet);
  steps.end();
  return ladderLines(steps.steps, connection, {
    width: options.width ?? 80,
    ascii: options.ascii ?? true,
    timeOfDay: (time) => `<${Number(time) - Number(at(0))}>`,
  }).map((line) => line.text);
}

/** Data in order, 100 bytes each from the initiator. */
function data(count: number, from = 4, seconds = 0.001): PacketRow[] {
  return Array.from({ length: count }, (_, i) =>
    packetRow({
      packet: from + i,
      time: at(0.0005 + (i + 1) * seconds),
      flags: 'PSH,ACK',
      seq: 1001 + i * 100,
      relativeSeq: 1 + i * 100,
      length: 100,
    }),
  );
}

test('a handshake shows its arrows, and each state beside the packet that brought it', () => {
  expect(ladder(handshake)).toEqual([
    '    delta packet  initiator                                        responder',
    '    0.000      1  SYN_SENT      |-- SYN ------------------------>| SYN_RCVD',
    ' +0.400ms      2  ESTABLISHED   |<-------- SYN,ACK seq 0 ack 1 --|',
    ' +0.100ms      3                |-- ACK seq 1 ack 1 ------------>| ESTABLISHED',
  ]);
});

test('lines fit 80 columns, whatever the label', () => {
  const wide = packetRow({
    packet: 12_345_678,
    flags: 'FIN,PSH,ACK,URG,ECE,CWR',
    length: 65_000,
    window: 0,
    relativeSeq: 4_294_967_295,
    relativeAck: 4_294_967_295,
    notes: ['retransmission-timeout'],
  });
  const lines = ladder([...handshake, wide], { ...row, lastPacket: 12_345_678 });
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('a long ordinary stretch is folded, with its packets, bytes each way and time', () => {
  const lines = ladder([...handshake, ...data(50)]);
  expect(lines).toHaveLength(1 + 3 + 2 + 1 + 2);
  expect(lines[6]).toBe('          .... 46 ordinary packets, > 4.6 kB, < 0 B, 45.0ms ....');
});

test('a short ordinary stretch stays open', () => {
  expect(ladder([...handshake, ...data(7)])).toHaveLength(1 + 3 + 7);
});

test('unfolded, every packet has its line', () => {
  expect(ladder([...handshake, ...data(50)], row, { unfold: true })).toHaveLength(1 + 3 + 50);
});

test('a full ladder counts what it does not show, and does not call it ordinary', () => {
  const lines = ladder([...handshake, ...data(50)], row, { unfold: true, maxSteps: 10 });
  expect(lines.length).toBeLessThan(20);
  expect(lines.join('\n')).toMatch(/\d+ packets, > /);
});

test('bytes sent again and bytes after a hole are marked', () => {
  const [first, second, third] = data(3);
  const lines = ladder([...handshake, first!, third!, second!, { ...second!, packet: 9 }]);
  expect(lines[5]).toContain('after a hole');
  expect(lines[6]).toContain('again');
  expect(lines[7]).toContain('again');
});

test('a sequence number that wraps is neither a repeat nor a hole', () => {
  const before = packetRow({ packet: 4, seq: 4_294_967_200, length: 100 });
  const after = packetRow({ packet: 5, seq: 4, length: 100 });
  expect(ladder([before, after]).join('\n')).not.toMatch(/again|hole/);
});

test('a pause is marked with its length and its end', () => {
  const lines = ladder([...handshake, packetRow({ packet: 4, time: at(8.2005) })]);
  expect(lines[4]).toMatch(/~~~~ 8.20s of silence, until <8.2\d*> ~~~~/);
});

test('a closed window is not folded', () => {
  const packets = data(20).map((packet, i) => (i === 10 ? { ...packet, window: 0 } : packet));
  expect(ladder([...handshake, ...packets]).filter((line) => line.includes('win 0'))).toHaveLength(1);
});

test('of thousands of odd packets the first are shown, the rest is counted', () => {
  const packets = data(2000).map((packet, i) => (i % 2 === 0 ? { ...packet, window: 0 } : packet));
  const lines = ladder([...handshake, ...packets]);
  expect(lines.length).toBeLessThan(60);
  expect(lines.join(' ')).toMatch(/9\d\d with window 0/);
});

test('two states of one packet stand below each other, a retracted one in parentheses', () => {
  const lines = ladder(
    handshake,
    connectionRow({
      endpoints: {
        initiator: endpointRow({
          states: [stateEntry('FIN_WAIT_2', 1), stateEntry('TIME_WAIT', 1, 'received', 'retracted')],
        }),
        responder: endpointRow(),
      },
    }),
  );
  expect(lines[1]).toContain('FIN_WAIT_2');
  expect(lines[2]).toContain('(TIME_WAIT)');
});

test('a state that a timer brought stands alone, in its place and with its time', () => {
  const connection = connectionRow({
    endpoints: {
      initiator: endpointRow({
        states: [stateEntry('TIME_WAIT', 1), stateEntry('CLOSED', null, 'timer', 'inferred', 60)],
      }),
      responder: endpointRow(),
    },
  });
  expect(ladder([handshake[0]!], connection).at(-1)).toContain('CLOSED        | timer, <60>');
  const late = packetRow({ packet: 4, time: at(70) });
  const lines = ladder([handshake[0]!, late], connection);
  expect(lines.findIndex((line) => line.includes('timer'))).toBe(2);
});

test('states of folded packets are not lost', () => {
  const connection = connectionRow({
    endpoints: {
      initiator: endpointRow({ states: [stateEntry('ESTABLISHED', 20)] }),
      responder: endpointRow(),
    },
  });
  expect(
    ladder([...handshake, ...data(50)], connection).filter((line) => line.includes('ESTABLISHED')),
  ).toHaveLength(1);
});

test('an ICMP error stands between the two, with its sender', () => {
  const icmp = packetRow({
    packet: 4,
    kind: 'icmp',
    icmp: { type: 3, code: 1, name: 'host-unreachable', sender: '10.0.0.254', mtu: null },
  });
  const lines = ladder([...handshake, icmp]);
  expect(lines.at(-2)).toContain('| ICMP host-unreachable ');
  expect(lines.at(-1)).toContain('|   from 10.0.0.254 ');
  expect(ladder([...handshake, icmp], row, { width: 120 }).at(-1)).toContain(
    '| ICMP host-unreachable from 10.0.0.254 ',
  );
});

test('a RST has its own arrow', () => {
  const reset = packetRow({ packet: 4, sender: 'responder', flags: 'RST', relativeAck: null });
  expect(ladder([...handshake, reset]).at(-1)).toMatch(/\|<=+ RST seq 1 ==\|$/);
  expect(ladder([...handshake, reset], row, { ascii: false }).at(-1)).toMatch(/│◀═+ RST seq 1 ══│$/);
});

test('a capture without times has no deltas and no pauses', () => {
  const lines = ladder(handshake.map((packet) => ({ ...packet, time: null })));
  expect(lines[2]).toMatch(/^ +- +2 /);
});

test('comments on a packet stand under it, harmless and line by line', () => {
  const commented = packetRow({ packet: 4, time: at(0.5), comment: 'retry by hand\n\x1b[2Jsee the ticket' });
  const lines = ladder([...handshake, commented]);
  const at4 = lines.findIndex((line) => /^\s+\S+\s+4 /.test(line));
  expect(lines.slice(at4 + 1).map((line) => line.trim())).toEqual([
    'comment: retry by hand',
    'comment: \\x1b[2Jsee the ticket',
  ]);
});
