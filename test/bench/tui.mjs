// Measures frames of the terminal screen over made data: a million connections, a ladder and a plot of a million packets.
//   node test/bench/tui.mjs [--frames 200] [--size 160x48] [--most-median 33] [--most 100]
// One frame is: the key, the new state, the drawing, Ink's composing, the bytes for the terminal. With the last two it ends with 1 when
// a frame of a list takes longer, in milliseconds, at the median or at worst.
process.env.NODE_ENV = 'production';
const { parseArgs } = await import('node:util');
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '200' },
    size: { type: 'string', default: '160x48' },
    'most-median': { type: 'string', default: 'Infinity' },
    most: { type: 'string', default: 'Infinity' },
  },
});
const [columns, rows] = values.size.split('x').map(Number);
const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url));
const [{ madeModel }, { mountApp }, { FramePainter }, { initialState }, { reduce }] = await Promise.all([
  import('./tui-model.mjs'),
  built('tui/mount-app.js'),
  built('tui/painter.js'),
  built('tui/state/screen-state.js'),
  built('tui/state/reduce.js'),
]);
const [{ openTheme }, { ClockText }, { TimeZone }, { FinishedRows }] = await Promise.all([
  built('tui/theme.js'),
  built('format/clock-text.js'),
  built('format/time.js'),
  built('tui/finished-rows.js'),
]);

const model = madeModel();
const zone = new TimeZone('UTC');
let bytes = 0;
const finished = new FinishedRows();
const terminal = {
  columns,
  rows,
  write: (text) => {
    bytes += text.length;
    return true;
  },
  onDrain: () => {},
};
const painter = new FramePainter(terminal, (line) => finished.finish(line));

/** Resolves once Ink has handed the next frame to the painter. */
let framePainted = () => {};
const write = painter.write.bind(painter);
painter.write = (frame, ...rest) => {
  const isTaken = write(frame, ...rest);
  framePainted();
  return isTaken;
};
const nextFrame = () =>
  new Promise((done) => {
    framePainted = done;
  });

/** A store that publishes every action at once: here each key is one frame. */
const listeners = new Set();
let snapshot = { state: initialState({ columns, rows }), version: 1 };
const store = {
  subscribe: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: () => snapshot,
};
const press = async (key) => {
  const painted = nextFrame();
  const { state } = reduce(snapshot.state, { kind: 'input', event: { kind: 'key', key } }, model, zone);
  snapshot = { state, version: 1 };
  for (const listener of listeners) listener();
  await painted;
};
const clock = new ClockText(zone);
clock.begin(model.clock);
const app = mountApp(
  {
    store,
    model,
    theme: openTheme({ color: true, ascii: false }),
    clocks: { local: clock, utc: clock },
    finished,
  },
  painter,
);

/** Keys that are pressed in turn on a screen that other keys lead to. */
const RUNS = [
  ['list: move', ['2'], ['j']],
  ['list: page', ['2', 'home'], ['pagedown']],
  ['list: to the end and back', ['2'], ['G', 'home']],
  ['ladder: move', ['2', 'enter'], ['j']],
  ['ladder: page, all unfolded', ['z'], ['pagedown']],
  ['ladder: to the end and back', [], ['G', 'home']],
  ['plot: another kind, a million points', ['6'], ['tab']],
  ['plot: move the moment', [], ['<', '>']],
];

console.log(`${columns}x${rows}`.padEnd(40), 'median ms', '  95% ms', 'worst ms', 'bytes/frame');
let isTooSlow = false;
for (const [name, before, keys] of RUNS) {
  for (const key of before) await press(key);
  const frames = name.startsWith('plot') ? Math.min(20, Number(values.frames)) : Number(values.frames);
  for (let i = 0; i < 10; i++) await press(keys[i % keys.length]);
  const times = [];
  const bytesBefore = bytes;
  for (let i = 0; i < frames; i++) {
    const start = performance.now();
    await press(keys[i % keys.length]);
    times.push(performance.now() - start);
    await new Promise((done) => setImmediate(done));
  }
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  const cells = [at(0.5), at(0.95), at(1)].map((time) => time.toFixed(1).padStart(8));
  console.log(name.padEnd(40), ...cells, String(Math.round((bytes - bytesBefore) / frames)).padStart(11));
  if (!name.startsWith('plot') && (at(0.5) > Number(values['most-median']) || at(1) > Number(values.most)))
    isTooSlow = true;
}
app.unmount();
process.exitCode = isTooSlow ? 1 : 0;
