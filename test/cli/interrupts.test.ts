import { expect, it, vi } from 'vitest';
import { Interrupts } from '../../src/cli/interrupts.js';

it('the first interrupt ends the input where it has no end of its own, the next one the process', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as () => never);
  const before = process.listeners('SIGINT');
  const interrupts = new Interrupts();
  interrupts.listen();
  const interrupt = process.listeners('SIGINT').find((listener) => !before.includes(listener))!;
  try {
    const signal = interrupts.endInput();
    expect(interrupts.endedInput).toBe(false);
    interrupt('SIGINT');
    expect(signal.aborted && interrupts.endedInput).toBe(true);
    expect(exit).not.toHaveBeenCalled();
    interrupt('SIGINT');
    expect(exit).toHaveBeenCalledWith(130);
  } finally {
    exit.mockRestore();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      for (const listener of process.listeners(name)) {
        if (name !== 'SIGINT' || !before.includes(listener)) process.removeListener(name, listener);
      }
    }
  }
});
