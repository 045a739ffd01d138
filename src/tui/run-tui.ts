import { ClockText } from '../format/clock-text.js';
import { TimeZone } from '../format/time.js';
import { effectRunner } from './effects.js';
import { ExitGuard } from './exit-guard.js';
import { Keyboard } from './input/keyboard.js';
import type { TuiModel } from './model.js';
import { FramePainter } from './painter.js';
import { ScreenStore } from './screen-store.js';
import { initialState } from './state/screen-state.js';
import type { Action, Effect } from './state/step.js';
import { type TerminalDevice, TerminalSession } from './terminal-session.js';
import { openTheme } from './theme.js';

export interface TuiOptions {
  readonly zone: TimeZone;
  readonly ascii: boolean;
  readonly color: boolean;
  /** A filter that connections are chosen by from the start; "" for all. It has been checked. */
  readonly filter: string;
}

/**
 * Shows the screen until the person quits, and gives the terminal back as it was on every way out.
 *
 * This file imports nothing of React: which build of it loads is decided by NODE_ENV before the first import, and the one for
 * development is slower and keeps two entries for every frame.
 *
 * @throws what the screen itself threw, once the terminal is as it was.
 */
export async function runTui(model: TuiModel, device: TerminalDevice, options: TuiOptions): Promise<void> {
  process.env['NODE_ENV'] ??= 'production';
  const { mountApp } = await import('./mount-app.js');
  const session = new TerminalSession(device);
  const painter = new FramePainter(device);
  const { promise: ended, resolve: end, reject: fail } = withResolvers();

  let dispatch: (action: Action) => void = () => {};
  const run: (effect: Effect) => void = (effect) => runEffect(effect);
  const store = new ScreenStore(initialState(sizeOf(device), options.filter), model, options.zone, run);
  dispatch = (action) => store.dispatch(action);
  const keyboard = new Keyboard(device.keyboard, (events) => {
    for (const event of events) dispatch({ kind: 'input', event });
  });
  let isStopped = false;
  const guard = new ExitGuard({
    restore: () => session.restore(),
    stop: () => {
      isStopped = true;
      painter.pause();
      keyboard.stop();
      session.restore();
    },
    resume: () => {
      if (!isStopped) return;
      isStopped = false;
      session.enter();
      keyboard.start();
      dispatch({ kind: 'resized', size: sizeOf(device) });
      painter.resume();
    },
    fail,
  });
  const runEffect = effectRunner(
    model,
    {
      quit: () => end(),
      suspend: () => guard.suspend(),
      redraw: () => painter.resume(),
      setMouse: (isOn) => session.setMouse(isOn),
      copy: (text) => session.copy(text),
    },
    dispatch,
  );
  const stopWatching = device.onResize(() => {
    painter.forget();
    dispatch({ kind: 'resized', size: sizeOf(device) });
  });

  guard.install();
  session.enter();
  keyboard.start();
  try {
    const app = mountApp(
      {
        store,
        model,
        theme: openTheme(options),
        clocks: clocksOf(model, options.zone),
      },
      painter,
    );
    app.failed.catch(fail);
    if (options.filter !== '') model.connections.choose(store.state.choice);
    await ended;
    app.unmount();
  } finally {
    stopWatching();
    store.close();
    keyboard.stop();
    session.restore();
    guard.remove();
    device.close();
  }
}

function sizeOf({ columns, rows }: TerminalDevice) {
  return { columns, rows };
}

function clocksOf({ clock }: TuiModel, zone: TimeZone) {
  const local = new ClockText(zone);
  const utc = new ClockText(new TimeZone('UTC'));
  local.begin(clock);
  utc.begin(clock);
  return { local, utc };
}

function withResolvers() {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((settle, refuse) => {
    resolve = settle;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
