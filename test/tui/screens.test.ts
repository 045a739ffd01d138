import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/format/display-width.js';
import { FakeModel } from './fake-model.js';
import { type Running, startTui } from './fake-terminal.js';

/** How each screen is reached from the first one, and what tells that it is there. */
const SCREENS: readonly [name: string, keys: readonly string[], shown: string][] = [
  ['triage', [], 'What happened'],
  ['connections', ['2'], '3,906 connections'],
  ['connection', ['2', '\r'], 'SYN_RCVD'],
  ['packet', ['2', '\r', '\r'], 'source port'],
  ['hosts', ['3'], 'host or service'],
  ['netstat', ['4'], 'Sockets at 15:19:38'],
  ['graphs', ['2', '6'], 'data of the initiator'],
  ['follow', ['2', '7'], 'GET / HTTP/1.1'],
  ['help', ['?'], 'Everywhere'],
  ['the order', ['2', 's'], 'Sort by'],
  ['the columns', ['2', 'c'], '[x] initiator'],
  ['the export', ['x'], 'Markdown'],
  ['why', ['w'], 'What would change this'],
];
const SIZES = [
  [80, 24],
  [120, 30],
  [160, 48],
  [200, 50],
  [60, 15],
] as const;

async function shown(keys: readonly string[], text: string, tui: Running): Promise<string[]> {
  await tui.terminal.until('What happened');
  for (const key of keys) tui.type(key);
  return tui.terminal.until(text);
}

async function quit(tui: Running): Promise<void> {
  tui.type('\x03');
  await tui.ended;
}

describe.each(SIZES)('at %dx%d', (columns, rows) => {
  it.each(SCREENS)('%s is there, from the first row to the last', async (_name, keys, text) => {
    const tui = startTui(new FakeModel(), { columns, rows });
    const screen = await shown(keys, text, tui);
    expect(screen[0]).toContain('Triage');
    expect(screen.at(-1)).toMatch(/\? help {2}q quit$/);
    for (const row of screen) expect(displayWidth(row)).toBeLessThanOrEqual(columns);
    // Nothing scrolled: the first row is where it was written.
    expect(tui.terminal.emulator.buffer.active.baseY).toBe(0);
    expect(tui.terminal.emulator.buffer.active.type).toBe('alternate');
    await quit(tui);
  });
});

describe('a plain terminal', () => {
  it.each(SCREENS)('gets %s in ASCII without colours', async (_name, keys, text) => {
    const tui = startTui(new FakeModel(), { columns: 80, rows: 24 }, { ascii: true, color: false });
    const screen = await shown(keys, text, tui);
    expect(screen.join('').replace(/[–ホスト]/g, '')).toMatch(/^[\x20-\x7e]*$/);
    expect(tui.terminal.written).not.toMatch(/\x1b\[(3[0-7]|9[0-7])m/);
    await quit(tui);
  });
});

describe('cells', () => {
  it('of the selected row are light on dark, and a mark stands before it', async () => {
    const tui = startTui(new FakeModel(), { columns: 80, rows: 24 });
    const screen = await shown(['2', 'j'], '>     1', tui);
    const row = screen.findIndex((line) => line.startsWith('>'));
    const { active } = tui.terminal.emulator.buffer;
    const cells = Array.from({ length: 80 }, (_, x) => active.getLine(row)!.getCell(x)!);
    expect(cells.every((cell) => cell.isInverse() !== 0)).toBe(true);
    expect(
      active
        .getLine(row + 1)!
        .getCell(5)!
        .isInverse(),
    ).toBe(0);
    await quit(tui);
  });

  it('of wide characters leave the columns straight', async () => {
    const model = new FakeModel({ address: (i) => (i % 2 === 0 ? 'ホスト' : 'host') });
    const tui = startTui(model, { columns: 80, rows: 24 });
    await shown(['2'], 'ホスト:40000', tui);
    const { active } = tui.terminal.emulator.buffer;
    const columnOf = (row: number) =>
      Array.from({ length: 80 }, (_, x) => active.getLine(row)!.getCell(x)!.getChars() || ' ')
        .join('')
        .indexOf('10.9.0.2');
    expect(columnOf(3)).toBeGreaterThan(0);
    expect(columnOf(3)).toBe(columnOf(4));
    await quit(tui);
  });

  it('show what drives terminals instead of sending it', async () => {
    const hostile = '\x1b]0;owned\x07\x1b[2J\u202e';
    const model = new FakeModel({ address: () => hostile });
    model.honesty = [hostile];
    model.incidents = model.incidents.map((one) => ({ ...one, title: hostile, explanation: hostile }));
    model.hosts = model.hosts.map((one) => ({ ...one, address: hostile, remark: hostile }));
    const tui = startTui(model, { columns: 120, rows: 30 });
    await shown([], '\\x1b]0;owned\\x07', tui);
    for (const key of ['w', '\x1b', '2', '\r', '6', '7', '3', '\r', '?']) {
      tui.type(key);
      await tui.terminal.screen();
    }
    await tui.terminal.until('Everywhere');
    expect(tui.terminal.written).not.toMatch(/\x1b\]0;|\u202e|\x07/);
    // The screen itself clears once, before its first frame.
    expect(tui.terminal.written.match(/\x1b\[2J/g)).toHaveLength(1);
    await quit(tui);
  });
});

describe('while a capture is read', () => {
  it('a bar tells how far, and its rows can be walked already', async () => {
    const progress = { packets: 1234, bytesRead: 340, bytes: 1000 };
    const model = new FakeModel({ connections: 5, reading: { isDone: false, progress } });
    const tui = startTui(model, { columns: 80, rows: 24 });
    await shown(['2', 'j'], 'reading 34%', tui);
    expect((await tui.terminal.until('>     1')).join('\n')).toContain('█');
    tui.type('1\x1b');
    await tui.terminal.until('Reading stopped here');
    expect(model.asked).toContain('stop');
    await quit(tui);
  });

  it('a pipe is followed without an end', async () => {
    const reading = { isDone: false, isLive: true, progress: { packets: 7, bytesRead: 1, bytes: null } };
    const tui = startTui(new FakeModel({ reading }), { columns: 80, rows: 24 });
    await shown([], 'live, 7 packets so far', tui);
    await quit(tui);
  });

  it('what is not there yet is said, and shown once it is', async () => {
    const model = new FakeModel();
    model.pending.add('packets 0');
    const tui = startTui(model, { columns: 80, rows: 24 });
    await shown(['2', '\r'], 'being worked out', tui);
    model.pending.clear();
    model.changed();
    await tui.terminal.until('SYN_RCVD');
    await quit(tui);
  });
});

describe('the line that is typed', () => {
  it('shows how many match, or what is wrong', async () => {
    const tui = startTui(new FakeModel(), { columns: 120, rows: 30 });
    await shown(['/', 'reset'], '355 of 3,906 match', tui);
    tui.type(' && prot == 1');
    const screen = await tui.terminal.until('did you mean "port"?');
    expect(screen.at(-2)).toContain('filter reset && prot == 1');
    await quit(tui);
    await expect(tui.ended).resolves.toBeUndefined();
  });
});
