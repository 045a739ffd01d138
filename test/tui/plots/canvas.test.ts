import { describe, expect, it } from 'vitest';
import { Canvas, rankOf } from '../../../src/tui/plots/canvas.js';
import { textOf } from '../../../src/tui/widgets/line.js';

describe('a canvas', () => {
  it('puts two by four dots into a cell', () => {
    const canvas = new Canvas(2, 1, true);
    canvas.dot(0, 0, rankOf('plain'));
    canvas.dot(1, 3, rankOf('plain'));
    canvas.dot(2, 1, rankOf('plain'));
    expect(canvas.lines().map(textOf)).toEqual(['⢁⠂']);
  });

  it('gives a cell the gravest of its tones', () => {
    const canvas = new Canvas(1, 1, true);
    canvas.dot(0, 0, rankOf('bad'));
    canvas.dot(1, 1, rankOf('plain'));
    expect(canvas.lines()[0]![0]).toMatchObject({ text: '⠑', tone: 'bad' });
  });

  it('tells tones apart by marks where there is no braille, and leaves out what lies outside', () => {
    const canvas = new Canvas(3, 1, false);
    canvas.dot(0, 0, rankOf('plain'));
    canvas.dot(2, 0, rankOf('bad'));
    canvas.dot(3, 0, rankOf('bad'));
    canvas.dot(0, -1, rankOf('bad'));
    canvas.dot(Number.NaN, 0, rankOf('bad'));
    expect(canvas.lines().map(textOf)).toEqual(['* #']);
  });
});
