import { Box, Text } from 'ink';
import { memo, useSyncExternalStore } from 'react';
import { type FinishedRows, MOST_ROWS } from './finished-rows.js';
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
  readonly finished: FinishedRows;
}

/**
 *   title: the way here, the chosen moment, the place in the list
 *   body: one of the screens
 *   status: what is typed, what the last key brought about, how far reading is
 *   keys: the likeliest ones
 */
export function App({ store, model, theme, clocks, finished }: AppProps) {
  const { state } = useSyncExternalStore(store.subscribe, store.snapshot);
  const { columns, rows } = state.size;
  const { title, body, status, keys } = drawScreen(viewOf(state, model, theme, clocks));
  let drawn = 0;
  const placed = (lines: readonly Line[]) =>
    lines.slice(0, MOST_ROWS).map((line) => finished.token(drawn++, theme.paint(line)));
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows tokens={placed(title)} />
      <Rows tokens={placed(body)} />
      <Rows tokens={placed(status)} />
      <Rows tokens={placed(keys)} />
    </Box>
  );
}

function Rows({ tokens }: { readonly tokens: readonly string[] }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {tokens.map((token, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place.
        <Row key={row} token={token} />
      ))}
    </Box>
  );
}

const Row = memo(function Row({ token }: { readonly token: string }) {
  return (
    <Box height={1} flexShrink={0}>
      <Text wrap="truncate">{token}</Text>
    </Box>
  );
});
