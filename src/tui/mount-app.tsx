import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { App, type AppProps } from './app.js';
import type { FramePainter } from './painter.js';

export interface MountedApp {
  /** Fails with what a component threw; ends when the app is unmounted. */
  readonly failed: Promise<unknown>;
  unmount(): void;
}

/**
 * Lets Ink compose the frames and the painter paint them: with `debug` every frame comes whole and at once, without Ink's own
 * erasing, which is wrong at full height. Ink reads no keys: it is given a stream on which none come.
 */
export function mountApp(props: AppProps, painter: FramePainter): MountedApp {
  const silent = new PassThrough();
  const app = render(<App {...props} />, {
    stdout: painter as unknown as NodeJS.WriteStream,
    stdin: silent as unknown as NodeJS.ReadStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return {
    failed: app.waitUntilExit(),
    unmount: () => app.unmount(),
  };
}
