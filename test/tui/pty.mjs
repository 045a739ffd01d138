// The built screen on the terminal it is started on, over made data; test/tui/pty.test.ts types on it.
//   node test/tui/pty.mjs [throw-in-timer|reject|throw-in-drawing]

import { openTerminalDevice } from '../../dist/cli/terminal-device.js';
import { TimeZone } from '../../dist/format/time.js';
import { runTui } from '../../dist/tui/run-tui.js';
import { madeModel } from '../bench/tui-model.mjs';

const model = madeModel({ connections: 1000, packets: 1000 });
const failures = {
  'throw-in-timer': () => {
    throw new Error('thrown in a timer');
  },
  reject: () => {
    Promise.reject(new Error('rejected, and nobody cares'));
  },
  'throw-in-drawing': () => {
    Object.defineProperty(model, 'honesty', {
      get: () => {
        throw new Error('thrown while drawing');
      },
    });
    model.changed();
  },
};
const failure = failures[process.argv[2]];
if (failure) afterFirstFrame(failure);
try {
  await runTui(model, openTerminalDevice(), {
    zone: new TimeZone('UTC'),
    ascii: false,
    color: true,
    filter: '',
  });
  console.log('ended well');
} catch (error) {
  console.log(`ended badly: ${error.message}`);
  process.exitCode = 1;
}
process.stdin.unref?.();

/** Once the first screen has asked for what it draws. */
function afterFirstFrame(act) {
  const { timeline } = model;
  model.timeline = (...asked) => {
    model.timeline = timeline;
    setTimeout(act, 50);
    return timeline(...asked);
  };
}
