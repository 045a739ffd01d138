import { join } from 'node:path';
import { startTui } from '../tui/fake-terminal.js';
import { jobOf, loadedModel } from './local-analysis.js';

const ROOT = join(import.meta.dirname, '../..');

/** "<!-- screen 80x24 of fixtures/x/capture.pcap: 2 Enter, with SYN_SENT, Packet 3 -->", and the block below it. */
const SCREEN = /^(<!-- screen (\d+)x(\d+) of (\S+):(.*?), with (.*?) -->)\n\n```text\n[\s\S]*?^```$/gm;

const KEYS: Readonly<Record<string, string>> = { Enter: '\r', Tab: '\t', Space: ' ' };

/** A document with its screens drawn anew: the real screen over a real capture, after these keys, once it shows these words. */
export async function withScreensDrawn(document: string): Promise<string> {
  let drawn = document;
  for (const [block, head, columns, rows, path, keys, words] of document.matchAll(SCREEN)) {
    const screen = await drawnScreen(
      path!,
      { columns: Number(columns), rows: Number(rows) },
      keys!.trim().split(/ +/).filter(Boolean),
      words!.split(', '),
    );
    drawn = drawn.replace(block, () => `${head}\n\n\`\`\`text\n${screen.join('\n')}\n\`\`\``);
  }
  return drawn;
}

async function drawnScreen(
  path: string,
  size: { columns: number; rows: number },
  keys: readonly string[],
  words: readonly string[],
): Promise<string[]> {
  const model = await loadedModel(jobOf([join(ROOT, path)]), { names: [path] });
  const tui = startTui(model, size);
  await tui.terminal.until('Triage');
  for (const key of keys) tui.type(KEYS[key] ?? key);
  for (const word of words) await tui.terminal.until(word);
  const screen = await tui.terminal.screen();
  tui.type('\x03');
  await tui.ended;
  return screen;
}
