import { displayWidth, takeWidth } from '../../format/display-width.js';
import { escapeTerminal } from '../../format/escape.js';
import { keyText, promptText, screenText } from '../../format/messages/en/screen.js';
import { clockText, type View } from '../screens/view.js';
import { completeFilter, filterProblem } from '../state/filter-help.js';
import { footOf, keyName } from '../state/key-bindings.js';
import { isPage, rowCount } from '../state/move.js';
import type { PromptState } from '../state/prompt-state.js';
import { connectionAtHand, type Place } from '../state/screen-state.js';
import { progressBar } from './bars.js';
import { cutLine, fitLine, type Line, line, type Span, span, spread, widthOf } from './line.js';

/** The first row: what is looked at, the way here, the chosen moment, the place in the list. */
export function titleBar(view: View): Line {
  const { state, model, theme } = view;
  const way = state.stack
    .map((place, i) => placeName(place, state.stack[i - 1]))
    .join(` ${theme.glyphs.into} `);
  const count = rowCount(state, model);
  // Of what is read like a page the last visible row counts, not the first.
  const row = isPage(view.place.screen) ? view.place.top + view.layout.list : view.place.cursor + 1;
  const position = count === 0 ? '' : screenText.position(Math.min(count, row), count);
  const moment = state.timeNs === null ? '' : `${screenText.at(clockText(view, state.timeNs))}  `;
  const right = `  ${moment}${position} `;
  const name = captureNames(model.reading.names, state.size.columns - displayWidth(` ${way}  ${right}`));
  return spread(
    line(span(` ${way}  ${name}`, 'bar')),
    line(span(right, 'bar')),
    state.size.columns,
    theme.glyphs.ellipsis,
  ).map((piece) => ({ ...piece, tone: 'bar' as const }));
}

/** The captures as they were given; without their folders where that is too long. */
function captureNames(names: readonly string[], room: number): string {
  const whole = names.map(escapeTerminal).join(', ');
  if (displayWidth(whole) <= room) return whole;
  return names.map((name) => escapeTerminal(name.split(/[\\/]/).at(-1)!)).join(', ');
}

/** What one came by is not said twice. */
function placeName(place: Place, before: Place | undefined): string {
  const { screen, connection, packet, host } = place;
  if (screen === 'packet' && packet !== null) return screenText.place.packet(packet);
  if (
    screen !== 'connection' &&
    connection !== null &&
    before?.connection === connection &&
    before.screen === 'connection'
  )
    return screenText.names[screen];
  if (screen === 'netstat') return screenText.place.netstat(host === null ? null : escapeTerminal(host));
  if (connection !== null && (screen === 'connection' || screen === 'graphs' || screen === 'follow'))
    return screenText.place[screen](connection);
  return screenText.names[screen];
}

/** The row before the last: the line that is typed, else what the last key brought about, else how far reading is. */
export function statusRow(view: View): Line {
  const { state, model, theme } = view;
  const width = state.size.columns;
  if (state.prompt !== null) return promptRow(state.prompt, view);
  if (state.message !== null)
    return cutLine(
      line(span(` ${escapeTerminal(state.message.text)}`, state.message.tone)),
      width,
      theme.glyphs.ellipsis,
    );
  if (state.pending !== '') return line(span(` ${state.pending}`, 'key'));
  const { reading } = model;
  if (reading.failure !== null)
    return cutLine(line(span(` ${escapeTerminal(reading.failure)}`, 'bad')), width, theme.glyphs.ellipsis);
  if (reading.isDone) return tabs(view);
  const { bytes, bytesRead, packets } = reading.progress;
  if (reading.isLive) {
    const live = line(span(` ${screenText.live(packets)}  `, 'note'));
    const both = [...live, ...tabs(view)];
    return widthOf(both) <= width ? both : live;
  }
  const part = bytes === null || bytes === 0 ? null : Math.min(1, bytesRead / bytes);
  const percent = part === null ? null : Math.floor(part * 100);
  const bar = part === null ? '' : ` ${progressBar(part, Math.min(40, width >> 2), theme)}`;
  return line(span(bar, 'note'), ` ${screenText.reading(percent, packets)}`);
}

/** All screens with their keys, the one that is shown among them; those about one connection are quiet while none is chosen. */
function tabs({ state, place }: View): Line {
  const hasConnection = (connectionAtHand(state) ?? state.lastConnection) !== null;
  const spans = TABS.flatMap(({ key, screen, isAboutOne }): Span[] => {
    const isShown = screen === place.screen || (screen === 'connection' && place.screen === 'packet');
    const tone = isShown ? 'title' : 'quiet';
    return [
      span(` ${key}`, isAboutOne && !hasConnection ? 'quiet' : 'key'),
      { text: ` ${screenText.names[screen]} `, tone, ...(isShown && { isInverse: true }) },
    ];
  });
  return cutLine(spans, state.size.columns);
}

const TABS = (['triage', 'connections', 'hosts', 'netstat', 'connection', 'graphs', 'follow'] as const).map(
  (screen, i) => ({ key: String(i + 1), screen, isAboutOne: i >= 4 }),
);

/** The last row: the likeliest keys of this screen, as many as fit. Help and quit always do. */
export function keysRow(view: View): Line {
  const { place, state } = view;
  const always: Span[] = [...hint('?', keyText.short['help']!), ...hint('q', keyText.short['quit']!)];
  const room = state.size.columns - widthOf(always);
  const spans: Span[] = [];
  for (const { keys, command } of footOf(place.screen)) {
    const next = hint(keyName(keys[0]!), keyText.short[command] ?? command);
    if (widthOf([...spans, ...next]) > room) continue;
    spans.push(...next);
  }
  return [...fitLine(spans, room), ...always];
}

function hint(key: string, word: string): Span[] {
  return [span(` ${key}`, 'key'), span(` ${word} `, 'quiet')];
}

/** "filter: port == 4▮3      12 of 3,906 match": the line, and beside it what is wrong with it, or what it chooses. */
function promptRow(prompt: PromptState, view: View): Line {
  const { state, theme } = view;
  const width = state.size.columns;
  const label = ` ${promptText.labels[prompt.purpose.kind]} `;
  const said = prompt.purpose.kind === 'filter' ? filterState(prompt, view) : [];
  const most = Math.floor(width / 2);
  const right = cutLine(said, most, theme.glyphs.ellipsis);
  const room = Math.max(8, width - displayWidth(label) - widthOf(right) - 3);
  return spread(line(span(label, 'title'), ...typedSpans(prompt, room)), right, width, theme.glyphs.ellipsis);
}

/** The part of the line around the caret, the caret itself with light and dark changed. */
function typedSpans({ text, caret, purpose }: PromptState, room: number): Span[] {
  const before = escapeTerminal(text.slice(0, caret));
  const at = [...text.slice(caret)][0] ?? '';
  const after = escapeTerminal(text.slice(caret + at.length));
  const skipped = Math.max(0, displayWidth(before) + 2 - room);
  const shown = skipped === 0 ? before : before.slice(skipped);
  const problem = purpose.kind === 'filter' ? filterProblem(text) : null;
  const wrongAt =
    problem === null || text === '' ? -1 : escapeTerminal(text.slice(0, problem.position)).length - skipped;
  const caretSpan: Span = { text: at === '' ? ' ' : escapeTerminal(at), tone: 'plain', isInverse: true };
  const rest = takeWidth(after, Math.max(0, room - displayWidth(shown) - displayWidth(caretSpan.text)));
  // What stands before the mistake is sound, from there on it is marked.
  if (wrongAt < 0 || wrongAt >= shown.length) {
    const isAfter = wrongAt > shown.length;
    return [
      span(shown),
      caretSpan,
      span(rest, problem !== null && text !== '' && !isAfter ? 'bad' : 'plain'),
    ];
  }
  return [span(shown.slice(0, wrongAt)), span(shown.slice(wrongAt), 'bad'), caretSpan, span(rest, 'bad')];
}

/** How many match, or what is wrong; then the words that could stand at the caret. */
function filterState(prompt: PromptState, { model }: View): Line {
  const base = prompt.offered < 0 ? prompt : { text: prompt.typed, caret: prompt.typed.length };
  const { words } = completeFilter(base.text, base.caret);
  const problem = filterProblem(prompt.text);
  const { count, total, choosing } = model.connections;
  const matches = choosing === null ? promptText.matches(count, total) : promptText.counting;
  // A word that is being typed is no mistake yet.
  const isBeginning = words.length > 0;
  const state =
    problem === null ? span(`${matches} `, 'good') : span(isBeginning ? '' : `${problem.message} `, 'bad');
  return line(state, span(words.length === 0 ? '' : ` ${words.slice(0, SHOWN_WORDS).join(' ')} `, 'quiet'));
}

const SHOWN_WORDS = 6;
