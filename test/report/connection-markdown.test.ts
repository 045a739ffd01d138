import { describe, expect, it } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { connectionMarkdown } from '../../src/report/connection-markdown.js';
import { established, synSent } from '../support/connections.js';
import { drawn, HOSTILE } from '../support/drawn-connection.js';

const clock = new ClockText(new TimeZone('UTC'));

describe('a connection as Markdown', () => {
  it('tells the verdict, the facts, what was found, and draws the ladder', async () => {
    const page = connectionMarkdown(await drawn(established('0.200 < R. 5201:5201(0) ack 1101')), clock);
    expect(page).toMatch(/^# Connection 0: reset\n\n\S/);
    expect(page).toContain('- **initiator**: 10.0.0.1:40000');
    expect(page).toContain('`reset-abort`');
    expect(page).toMatch(/```\n.*packet {2}initiator[\s\S]*RST,ACK[\s\S]*```/);
    expect(page).toContain('In Wireshark: `tcp.stream == 0`');
  });

  it('takes nothing in a capture for markup', async () => {
    const page = connectionMarkdown(await drawn(synSent(), HOSTILE), clock);
    expect(page).not.toMatch(/<script|<b>|\u001b|\u202e/);
  });
});
