import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { reportDocument } from '../../src/report/report-document.js';
import { ReportCollector } from '../../src/report/report-facts.js';
import { reportHtml } from '../../src/report/report-html.js';
import { reportMarkdown } from '../../src/report/report-markdown.js';
import { fakeSurroundings } from '../support/fake-analysis.js';
import { connectionRow, connectionView, summaryOf, testClock } from '../support/rows.js';

/** The report as pages to hand on: HTML and Markdown. */

const incident = fileURLToPath(new URL('../../fixtures/incident/capture.pcapng', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-documents-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function page(format: 'html' | 'markdown'): Promise<string> {
  const file = join(folder, `report.${format}`);
  const around = fakeSurroundings();
  expect(
    await main(['report', incident, '--time-zone', 'UTC', '-f', format, '-o', file, '--force'], around),
  ).toBe(0);
  return readFileSync(file, 'utf8');
}

describe('the report as html', () => {
  test('needs nothing else, and fetches and runs nothing', async () => {
    const html = await page('html');
    expect(html).toMatch(/^<!doctype html>\n/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
    expect(html).not.toMatch(/<script|<img|@import|url\(|\bon\w+=/i);
    const links = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, to]) => to);
    expect(links).toEqual(['data:,']);
  });

  test('closes what it opens', async () => {
    const html = await page('html');
    for (const element of [
      'section',
      'table',
      'thead',
      'tbody',
      'tr',
      'td',
      'th',
      'div',
      'ul',
      'li',
      'p',
      'svg',
      'g',
      'text',
    ])
      expect([element, html.match(new RegExp(`<${element}[ >]`, 'g'))?.length]).toEqual([
        element,
        html.match(new RegExp(`</${element}>`, 'g'))?.length,
      ]);
  });

  test('draws a connection of each incident, and names the file, incidents, hosts and connections', async () => {
    const html = await page('html');
    expect(html.match(/<section class="incident/g)).toHaveLength(6);
    expect(html.match(/<svg /g)).toHaveLength(6);
    expect(html).toContain('<h1>What happened in capture.pcapng</h1>');
    expect(html).toContain('<h2>Hosts and services, the most troubled first</h2>');
    expect(html).toMatch(/<td>10\.9\.0\.2:7000<\/td>(<td[^>]*>[^<]*<\/td>){2}<td class="number bad">4<\/td>/);
  });
});

test('the report as markdown has a heading for each incident, and a table of hosts', async () => {
  const markdown = await page('markdown');
  expect(markdown.match(/^### \d\. (error|warning|note): /gm)).toHaveLength(6);
  expect(markdown).toContain('\n## Hosts and services, the most troubled first\n\n| host | opened |');
});

test('what comes from a capture cannot become part of the page', () => {
  const clock = new ClockText(new TimeZone('UTC'));
  const collector = new ReportCollector(clock, 20);
  collector.begin(testClock);
  const name = '</td><script>alert(1)</script>|`';
  for (const connection of [0, 1]) {
    const initiator = { address: '10.0.0.1', port: 1, name };
    collector.connection(connectionView(connectionRow({ connection, initiator })));
  }
  const summary = summaryOf({ connections: 2 });
  summary.captures[0]!.path = `evil/${name}.pcap`;
  const document = reportDocument(collector.facts(summary), clock, name);
  const html = reportHtml(document, new Map(), clock);
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(1)');
  const markdown = reportMarkdown(document, new Map(), clock);
  expect(markdown.replace(/`+[^`]*`.*`+/g, '')).not.toContain('<script');
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
  for (const row of rows.filter((line) => line.includes('script'))) expect(row).toContain('\\|\\`');
});

test('of many captures the first is named, and how many more there are', () => {
  const collector = new ReportCollector(new ClockText(new TimeZone('UTC')), 20);
  collector.begin(testClock);
  const summary = summaryOf();
  const [capture] = summary.captures;
  const of = (...paths: string[]) => {
    const captures = paths.map((path) => ({ ...capture!, path }));
    const clock = new ClockText(new TimeZone('UTC'));
    return reportDocument(collector.facts({ ...summary, captures }), clock, null).title;
  };
  expect(of('/var/a.pcap')).toBe('What happened in a.pcap');
  expect(of('a', 'b', 'c')).toBe('What happened in a, b and c');
  expect(of('/x/a', 'b', 'c', 'd')).toBe('What happened in a and 3 more captures');
});
