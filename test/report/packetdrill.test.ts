import { describe, expect, it } from 'vitest';
import { LadderSteps } from '../../src/format/ladder-steps.js';
import { packetdrillScript } from '../../src/report/packetdrill.js';
import type { Side } from '../../src/rows.js';
import { told } from '../support/analysis.js';
import { established, finWait2, midstream, synSent } from '../support/connections.js';

async function script(side: Side, lines: string): Promise<string[]> {
  const { connection, packets } = await told(lines);
  const ladder = new LadderSteps({ unfold: true, maxSteps: 1000 });
  for (const row of packets) ladder.add(row);
  ladder.end();
  const text = packetdrillScript(connection, ladder.steps, { side, file: 'x.pcap' });
  // The head is for people.
  return text
    .trimEnd()
    .split('\n')
    .slice(text.split('\n').indexOf('') + 1);
}

describe('a packetdrill script', () => {
  it('for the initiator connects, sends what was sent, and is given the answers', async () => {
    expect(await script('initiator', established())).toMatchInlineSnapshot(`
      [
        "+0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3",
        "+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0",
        "+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)",
        "+0 > S 0:0(0) <mss 1460,sackOK,wscale 7,eol>",
        "+0.010000 < S. 0:0(0) ack 1 win 64240 <mss 1460,sackOK,wscale 7,eol>",
        "+0.010000 > . 1:1(0) ack 1",
        "+0 fcntl(3, F_SETFL, O_RDWR) = 0",
        "+0.010000 write(3, ..., 100) = 100",
        "+0 > P. 1:101(100) ack 1",
        "+0.010000 < P. 1:201(200) ack 101 win 64240",
        "+0 read(3, ..., 200) = 200",
        "+0.010000 > . 101:101(0) ack 201",
      ]
    `);
  });

  it('for the responder listens, accepts and answers', async () => {
    const lines = await script('responder', established());
    expect(lines.slice(3, 8)).toMatchInlineSnapshot(`
      [
        "+0 listen(3, 1) = 0",
        "+0 < S 0:0(0) win 64240 <mss 1460,sackOK,wscale 7,eol>",
        "+0.010000 > S. 0:0(0) ack 1 <mss 1460,sackOK,wscale 7,eol>",
        "+0.010000 < . 1:1(0) ack 1 win 64240",
        "+0 accept(3, ..., ...) = 4",
      ]
    `);
  });

  it('closes where a FIN was sent', async () => {
    const lines = await script('initiator', finWait2());
    const close = lines.findIndex((line) => / close\(3\) = 0$/.test(line));
    expect(lines[close + 1]).toMatch(/^\+0 > F\. 101:101\(0\) ack 201/);
  });

  it('fails the read that a RST ends, with its errno', async () => {
    const lines = await script('initiator', established('0.200 < R. 5201:5201(0) ack 1101'));
    expect(lines.at(-1)).toBe('+0 read(3, ..., 1) = -1 ECONNRESET (Connection reset by peer)');
    expect((await script('initiator', synSent('0.010 < R. 0:0(0) ack 1001'))).at(-1)).toMatch(/ECONNREFUSED/);
  });

  it('injects ICMP errors with what they quote', async () => {
    const lines = await script('initiator', synSent('0.010 < icmp 3/1 quotes S 1000:1000(0)'));
    expect(lines.at(-1)).toBe('+0.010000 < [0:0(0)] icmp unreachable host_unreachable');
  });

  it('counts SACK edges as the data that they are about', async () => {
    const lines = await script(
      'initiator',
      established(
        '0.100 > P. 1201:1301(100) ack 5201',
        '0.110 < . 5201:5201(0) ack 1101 <nop,nop,sack 1 {1201:1301}>',
      ),
    );
    expect(lines.at(-1)).toContain('<nop,nop,sack 201:301>');
  });

  it('makes up a handshake that was not captured, and says so', async () => {
    const lines = await script('responder', midstream());
    expect(lines[4]).toMatch(/^\/\/ .*made up/);
    expect(lines[5]).toBe('+0 < S 0:0(0) win 65535 <mss 1460>');
  });

  it('says which packets were sent again', async () => {
    const lines = await script('initiator', synSent('1.000 > S 1000:1000(0) <mss 1460,sackOK,wscale 7>'));
    expect(lines.at(-1)).toMatch(/^\+1\.000000 > S 0:0\(0\) <.*> {2}\/\/ sent again/);
  });
});
