import { ClockText } from '../format/clock-text.js';
import { TimeZone } from '../format/time.js';
import type { AppProps } from './app.js';
import { effectRunner } from './effects.js';
import { ExitGuard } from './exit-guard.js';
import { FinishedRows } from './finished-rows.js';
import { Keyboard } from './input/keyboard.js';
import type { TuiModel } from './model.js';
import { FramePainter } from './painter.js';
import { ScreenStore } from './screen-store.js';
import { drawScreen } from './screens/draw-screen.js';
import { viewOf } from './screens/view.js';
import { initialState } from './state/screen-state.js';
import type { Action } from './state/step.js';
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
  const screen = new TuiScreen(model, device, options);
  screen.open();
  try {
    const stopPlainFrames = screen.paintPlainFrames();
    const { mountApp } = await import('./mount-app.js');
    stopPlainFrames();
    const app = mountApp(screen.props, screen.painter);
    app.failed.catch(screen.fail);
    await screen.ended;
    app.unmount();
  } finally {
    screen.close();
  }
}

/** The parts of one running screen, and how they hang together. */
class TuiScreen {
  readonly painter: FramePainter;
  readonly props: AppProps;
  /** Ends when the person quits; fails with what was thrown anywhere. */
  readonly ended: Promise<void>;
  readonly #model: TuiModel;
  readonly #device: TerminalDevice;
  readonly #options: TuiOptions;
  readonly #finished = new FinishedRows();
  readonly #session: TerminalSession;
  readonly #store: ScreenStore;
  readonly #keyboard: Keyboard;
  readonly #guard: ExitGuard;
  #stopWatching = () => {};
  #isStopped = false;
  #end = () => {};
  fail: (error: unknown) => void = () => {};

  constructor(model: TuiModel, device: TerminalDevice, options: TuiOptions) {
    this.#model = model;
    this.#device = device;
    this.#options = options;
    this.ended = new Promise((end, fail) => {
      this.#end = end;
      this.fail = fail;
    });
    this.painter = new FramePainter(device, (line) => this.#finished.finish(line));
    this.#session = new TerminalSession(device);
    this.#guard = new ExitGuard({
      restore: () => this.#session.restore(),
      stop: () => this.#stop(),
      resume: () => this.#resume(),
      fail: (error) => this.fail(error),
    });
    const dispatch = (action: Action) => this.#store.dispatch(action);
    const run = effectRunner(
      model,
      {
        quit: () => this.#end(),
        suspend: () => this.#guard.suspend(),
        redraw: () => this.painter.resume(),
        setMouse: (isOn) => this.#session.setMouse(isOn),
        copy: (text) => this.#session.copy(text),
      },
      dispatch,
    );
    this.#store = new ScreenStore(initialState(sizeOf(device), options.filter), model, options.zone, run);
    this.#keyboard = new Keyboard(device.keyboard, (events) => {
      for (const event of events) dispatch({ kind: 'input', event });
    });
    this.props = {
      store: this.#store,
      model,
      theme: openTheme(options),
      clocks: clocksOf(model, options.zone),
      finished: this.#finished,
    };
  }

  /**
   * Paints frames without React, which takes longer to load than all else that the first one needs; keys work meanwhile.
   *
   * @returns a function that ends it
   */
  paintPlainFrames(): () => void {
    const { store, model, theme, clocks } = this.props;
    const paint = () => {
      const { title, body, status, keys } = drawScreen(viewOf(store.snapshot().state, model, theme, clocks));
      this.painter.write([title, body, status, keys].flat().map(theme.paint).join('\n'));
    };
    paint();
    return store.subscribe(paint);
  }

  open(): void {
    this.#guard.install();
    this.#session.enter();
    this.#keyboard.start();
    this.#stopWatching = this.#device.onResize(() => this.#resized());
    if (this.#options.filter !== '') this.#model.connections.choose(this.#store.state.choice);
  }

  close(): void {
    this.#stopWatching();
    this.#store.close();
    this.#keyboard.stop();
    this.#session.restore();
    this.#guard.remove();
    this.#device.close();
  }

  #stop(): void {
    this.#isStopped = true;
    this.painter.pause();
    this.#keyboard.stop();
    this.#session.restore();
  }

  #resume(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#session.enter();
    this.#keyboard.start();
    this.#resized();
    this.painter.resume();
  }

  #resized(): void {
    this.painter.forget();
    this.#store.dispatch({ kind: 'resized', size: sizeOf(this.#device) });
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
