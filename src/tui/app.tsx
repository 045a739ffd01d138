import { Box, Text } from 'ink';
import { memo, useSyncExternalStore } from 'react';
import type { TuiModel } from './model.js';
import type { ScreenStore } from './screen-store.js';
import { drawScreen } from './screens/draw-screen.js';
import { type Clocks, viewOf } from './screens/view.js';
import type { Theme } from './theme.js';
import type { Line } from './widgets/line.js';

export interface AppProps {
  readonly store: ScreenStore;
  readonly model: TuiModel;
  readonly theme: Theme;
  readonly clocks: Clocks;
}

/**
 *   title: the way here, the chosen moment, the place in the list
 *   body: one of the screens
 *   status: what is typed, what the last key brought about, how far reading is
 *   keys: the likeliest ones
 */
export function App({ store, model, theme, clocks }: AppProps) {
  const { state } = useSyncExternalStore(store.subscribe, store.snapshot);
  const { columns, rows } = state.size;
  const { title, body, status, keys } = drawScreen(viewOf(state, model, theme, clocks));
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows lines={title} theme={theme} />
      <Rows lines={body} theme={theme} />
      <Rows lines={status} theme={theme} />
      <Rows lines={keys} theme={theme} />
    </Box>
  );
}

/** Rows are cut to the width already: Ink measures and places them, one text each. */
function Rows({ lines, theme }: { readonly lines: readonly Line[]; readonly theme: Theme }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place.
        <Row key={row} text={theme.paint(line)} />
      ))}
    </Box>
  );
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return (
    <Box height={1} flexShrink={0}>
      <Text wrap="truncate">{text === '' ? ' ' : text}</Text>
    </Box>
  );
});
