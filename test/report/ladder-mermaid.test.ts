import { describe, expect, it } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { ladderMermaid } from '../../src/report/ladder-mermaid.js';
import { established, synSent } from '../support/connections.js';
import { drawn } from '../support/drawn-connection.js';

async function diagram(script: string, change: { name?: string; verdict?: string } = {}, marks = new Map()) {
  const connection = await drawn(script, change);
  return ladderMermaid(connection, { clock: new ClockText(new TimeZone('UTC')), marks }).split('\n');
}

describe('a sequence diagram', () => {
  it('shows who sent what to whom, and the states that this brought', async () => {
    const lines = await diagram(established('0.200 < R. 5201:5201(0) ack 1101'));
    expect(lines[3]).toBe('sequenceDiagram');
    expect(lines).toContain('  participant I as 10.0.0.1:40000<br/>initiator');
    expect(lines).toContain('  I->>R: #35;1 SYN');
    expect(lines).toContain('  Note left of I: SYN_SENT');
    expect(lines.some((line) => /^ {2}R-xI: #35;\d+ \S+ RST,ACK/.test(line))).toBe(true);
    expect(lines).toContain('  Note right of R: CLOSED');
  });

  it('dots what a router says, towards the one it tells', async () => {
    const lines = await diagram(synSent('0.010 < icmp 3/1 quotes S 1000:1000(0)'));
    expect(lines.some((line) => /^ {2}R-->>I: .*ICMP host-unreachable/.test(line))).toBe(true);
  });

  it('notes silence and what packets prove', async () => {
    const lines = await diagram(synSent('3.000 > S 1000:1000(0)'), {}, new Map([[2, ['syn-retransmitted']]]));
    expect(lines).toContain('  Note over I,R: 3.00s of silence, until 22:13:23.000');
    expect(lines).toContain('  Note over I,R: syn-retransmitted');
  });

  it('takes nothing in a capture for part of the diagram', async () => {
    const lines = await diagram(synSent(), {
      name: 'a;b#c<script>%%\n  end',
      verdict: 'so; I->>R: <b>&amp;$$x$$\u001b[2J',
    });
    const text = lines.join('\n');
    expect(text).toContain('a#59;b#35;c#60;script#62;#37;#37;#92;x0a  end:40000<br/>initiator');
    expect(text).toContain('so#59; I-#62;#62;R: #60;b#62;#38;amp#59;#36;#36;x');
    expect(text).not.toMatch(/\u001b|<script|\$\$/);
  });
});
