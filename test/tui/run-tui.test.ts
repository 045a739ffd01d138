import { describe, expect, it } from 'vitest';
import { FakeModel } from './fake-model.js';
import { startTui } from './fake-terminal.js';

const SIZE = { columns: 80, rows: 24 };

describe('the terminal', () => {
  it('is taken at the start, and given back as it was at the end', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    expect(tui.terminal.written).toMatch(/^\x1b\[\?1049h\x1b\[\?25l/);
    expect(tui.terminal.keyboard.isRaw).toBe(true);
    tui.type('q');
    await tui.ended;
    await tui.terminal.screen();
    expect(tui.terminal.emulator.buffer.active.type).toBe('normal');
    expect(tui.terminal.keyboard.isRaw).toBe(false);
    expect(tui.terminal.isClosed).toBe(true);
    expect(tui.terminal.written.endsWith('\x1b[?1049l')).toBe(true);
    expect(tui.terminal.written.match(/\x1b\[\?1049l/g)).toHaveLength(1);
  });

  it('is given back when the screen itself fails, and the failure goes on', async () => {
    const model = new FakeModel();
    const tui = startTui(model, SIZE);
    await tui.terminal.until('What happened');
    Object.defineProperty(model, 'honesty', {
      get: () => {
        throw new Error('drawing failed');
      },
    });
    model.changed();
    await expect(tui.ended).rejects.toThrow('drawing failed');
    await tui.terminal.screen();
    expect(tui.terminal.emulator.buffer.active.type).toBe('normal');
    expect(tui.terminal.keyboard.isRaw).toBe(false);
  });

  it('leaves no listeners behind', async () => {
    const events = ['exit', 'uncaughtException', 'unhandledRejection', 'SIGTERM', 'SIGCONT', 'SIGTSTP'];
    const before = events.map((event) => process.listenerCount(event));
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    tui.type('q');
    await tui.ended;
    // Ink's own exit handler stays installed once it was loaded.
    const after = events.map((event) => process.listenerCount(event));
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
    expect(after[4]).toBe(before[4]);
    expect(after[5]).toBe(before[5]);
    expect(tui.terminal.keyboard.listenerCount('data')).toBe(0);
  });

  it('may be resized at any moment', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    tui.terminal.resize(160, 48);
    const wide = await tui.terminal.until(/q quit$/);
    expect(wide.at(-1)?.length).toBeGreaterThan(150);
    tui.terminal.resize(40, 10);
    await tui.terminal.until('60x15');
    tui.type('2');
    tui.terminal.resize(100, 30);
    expect((await tui.terminal.until('What happened')).at(-1)).toMatch(/q quit$/);
    tui.type('q');
    await tui.ended;
  });

  it('reports the mouse only when asked to', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    expect(tui.terminal.written).not.toContain('\x1b[?1000h');
    tui.type('2M');
    await tui.terminal.until('The mouse works here');
    expect(tui.terminal.written).toContain('\x1b[?1000h');
    tui.type('\x1b[<65;5;5M');
    await tui.terminal.until('>     3');
    tui.type('q');
    await tui.ended;
    expect(tui.terminal.written).toMatch(/\x1b\[\?1000l[\s\S]*\x1b\[\?1049l$/);
  });

  it('is handed what is copied', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    tui.type('2y\r');
    await tui.terminal.until('Where the terminal does not let programs');
    const [, copied = ''] = /\x1b\]52;c;([^\x07]*)\x07/.exec(tui.terminal.written) ?? [];
    expect(Buffer.from(copied, 'base64').toString()).toBe('tcp.stream == 0');
    tui.type('\x03');
    await tui.ended;
  });
});

describe('a burst of keys', () => {
  it('loses none and costs few frames', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    tui.type('2');
    await tui.terminal.until('3,906 connections');
    const before = tui.terminal.written.match(/\x1b\[\?2026h/g)?.length ?? 0;
    for (let i = 0; i < 2000; i++) tui.type('j');
    await tui.terminal.until('2,001/3,906');
    const frames = (tui.terminal.written.match(/\x1b\[\?2026h/g)?.length ?? 0) - before;
    expect(frames).toBeLessThan(200);
    tui.type('q');
    await tui.ended;
  });

  it('moves the cursor with a few bytes', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    tui.type('4');
    await tui.terminal.until('Sockets at');
    const before = tui.terminal.written.length;
    tui.type('j');
    await tui.terminal.until('2/300');
    expect(tui.terminal.written.length - before).toBeLessThan(1000);
    tui.type('q');
    await tui.ended;
  });
});

describe('what leaves', () => {
  it('tells that it was written, and asks before it replaces', async () => {
    const model = new FakeModel();
    model.exportResult = { status: 'exists' };
    const tui = startTui(model, SIZE);
    await tui.terminal.until('What happened');
    tui.type('x');
    await tui.terminal.until('Markdown');
    tui.type('\r');
    await tui.terminal.until('write to incident-triage.txt');
    tui.type('\r');
    await tui.terminal.until('exists already');
    tui.type('y');
    await tui.terminal.until('incident-triage.txt is written.');
    expect(model.asked.at(-1)).toBe('export text incident-triage.txt true');
    tui.type('q');
    await tui.ended;
  });

  it('is a note that stays with its connection', async () => {
    const tui = startTui(new FakeModel(), SIZE);
    await tui.terminal.until('What happened');
    tui.type('2aask team B\r');
    await tui.terminal.until('The note is kept');
    const screen = await tui.terminal.until('ask team B');
    expect(screen.join('\n')).toMatch(/ \* ask team B/);
    tui.type('q');
    await tui.ended;
  });
});
