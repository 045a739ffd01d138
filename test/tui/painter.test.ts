import { describe, expect, it } from 'vitest';
import { changedLines, FramePainter } from '../../src/tui/painter.js';

describe('changed lines', () => {
  it('are those that differ, each erased and written at its place', () => {
    expect(changedLines(['a', 'b', 'c'], ['a', 'x', 'c'], 3)).toBe('\x1b[2;1H\x1b[Kx\x1b[0m');
  });

  it('are none for the same frame', () => {
    expect(changedLines(['a', 'b'], ['a', 'b'], 2)).toBe('');
  });

  it('are all, on a clean screen, where it is not known what stands there', () => {
    expect(changedLines(null, ['a', '', 'c'], 3)).toBe(
      '\x1b[0m\x1b[2J\x1b[1;1H\x1b[Ka\x1b[0m\x1b[3;1H\x1b[Kc\x1b[0m',
    );
  });

  it('are erased where the next frame is shorter, and never more than the terminal has', () => {
    expect(changedLines(['a', 'b'], ['a'], 2)).toBe('\x1b[2;1H\x1b[K\x1b[0m');
    expect(changedLines(['a'], ['a', 'b', 'c'], 1)).toBe('');
  });
});

class Surface {
  columns = 20;
  rows = 3;
  written: string[] = [];
  isSlow = false;
  drain: () => void = () => {};
  write(text: string): boolean {
    this.written.push(text);
    return !this.isSlow;
  }
  onDrain(listener: () => void): void {
    this.drain = listener;
  }
}

describe('the painter', () => {
  it('writes a frame between the marks of synchronized output, finished row by row', () => {
    const surface = new Surface();
    new FramePainter(surface, (line) => line.toUpperCase()).write('a\nb');
    expect(surface.written).toEqual([
      '\x1b[?2026h\x1b[0m\x1b[2J\x1b[1;1H\x1b[KA\x1b[0m\x1b[2;1H\x1b[KB\x1b[0m\x1b[?2026l',
    ]);
  });

  it('skips frames while the terminal is slow, and paints the newest one then', () => {
    const surface = new Surface();
    surface.isSlow = true;
    const painter = new FramePainter(surface, (line) => line);
    painter.write('one');
    painter.write('two');
    painter.write('three');
    expect(surface.written).toHaveLength(1);
    surface.drain();
    expect(surface.written).toHaveLength(2);
    expect(surface.written[1]).toContain('three');
  });

  it('paints nothing while it is paused, and everything afterwards', () => {
    const surface = new Surface();
    const painter = new FramePainter(surface, (line) => line);
    painter.write('one');
    painter.pause();
    painter.write('two');
    expect(surface.written).toHaveLength(1);
    painter.resume();
    expect(surface.written[1]).toContain('\x1b[2J');
    expect(surface.written[1]).toContain('two');
  });

  it('leaves out what Ink writes when it ends', () => {
    const surface = new Surface();
    const painter = new FramePainter(surface, (line) => line);
    painter.write('\x1b[?25h');
    painter.write('\n');
    expect(surface.written).toEqual([]);
  });
});
