import { describe, expect, it } from 'vitest';
import { emptySegment } from '../../src/decode/segment.js';
import { TcpFlag } from '../../src/decode/tcp/flags.js';
import { RolesFrom } from '../../src/flow/connection-columns.js';
import { orient } from '../../src/flow/orientation.js';
import { told } from '../support/analysis.js';

const { Syn, Ack, Rst, Fin } = TcpFlag;

function judged(flags: number, srcPort: number, dstPort: number) {
  return { ...orient({ ...emptySegment(), flags, srcPort, dstPort }) };
}

describe('who opened', () => {
  it.each([
    ['a SYN says: its sender', Syn, 80, 40000, true, RolesFrom.Syn],
    ['a SYN,ACK says: its receiver', Syn | Ack, 40000, 80, false, RolesFrom.SynAck],
    ['ports say: the one towards the well-known port', Ack, 40000, 80, true, RolesFrom.Ports],
    [
      'ports say: the one towards the well-known port, seen from there',
      Ack,
      80,
      40000,
      false,
      RolesFrom.Ports,
    ],
    ['ports say: from the ephemeral range towards one outside', Ack, 51000, 8080, true, RolesFrom.Ports],
    ['ports say: a well-known port beats a registered one', Ack, 443, 8080, false, RolesFrom.Ports],
    ['a FIN is judged by ports', Fin | Ack, 80, 40000, false, RolesFrom.Ports],
    ['a RST is judged by ports', Rst | Ack, 80, 40000, false, RolesFrom.Ports],
    ['two ephemeral ports leave the first packet', Ack, 40000, 50000, true, RolesFrom.FirstPacket],
    ['two well-known ports leave the first packet', Ack, 20, 21, true, RolesFrom.FirstPacket],
    ['a service by name is one', Ack, 40000, 70_000, true, RolesFrom.Ports],
  ])('%s', (_says, flags, srcPort, dstPort, senderOpened, from) => {
    expect(judged(flags, srcPort, dstPort)).toEqual({ senderOpened, from });
  });

  it('is corrected by a SYN,ACK that comes later', async () => {
    const endpoints = ['10.0.0.1:50000', '10.0.0.2:40000'] as const;
    const { connection } = await told(
      '0.000 < . 5001:5001(0) ack 1001\n0.010 < S. 5000:5000(0) ack 1001\n0.020 > . 1001:1001(0) ack 5001',
      { endpoints },
    );
    expect(connection.rolesFrom).toBe('syn-ack');
    expect(connection.initiator.port).toBe(50000);
  });

  it('is not corrected by data that comes later', async () => {
    const endpoints = ['10.0.0.1:50000', '10.0.0.2:40000'] as const;
    const { connection } = await told(
      '0.000 < P. 5001:5011(10) ack 1001\n0.010 > P. 1001:1011(10) ack 5011',
      { endpoints },
    );
    expect(connection.rolesFrom).toBe('first-packet');
    expect(connection.initiator.port).toBe(40000);
  });
});
