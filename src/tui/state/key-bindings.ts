import { keyText } from '../../format/messages/en/screen.js';
import type { ScreenName } from './screen-state.js';

/** Everything that a key can ask for. The same table decides what a key does, fills the help and the row at the foot of the screen. */
export const COMMANDS = [
  'down',
  'up',
  'page-down',
  'page-up',
  'half-page-down',
  'half-page-up',
  'top',
  'bottom',
  'enter',
  'back',
  'show-triage',
  'show-connections',
  'show-hosts',
  'show-netstat',
  'show-connection',
  'show-graphs',
  'show-follow',
  'filter',
  'search',
  'next',
  'previous',
  'sort',
  'reverse',
  'columns',
  'pick',
  'fold',
  'fold-all',
  'why',
  'copy',
  'export',
  'note',
  'time-format',
  'earlier',
  'later',
  'earlier-incident',
  'later-incident',
  'next-connection',
  'previous-connection',
  'next-view',
  'previous-view',
  'zoom-in',
  'zoom-out',
  'hex',
  'all-hosts',
  'command',
  'mouse',
  'redraw',
  'help',
  'quit',
  'quit-now',
  'suspend',
] as const;
export type Command = (typeof COMMANDS)[number];

export interface Binding {
  readonly command: Command;
  readonly keys: readonly string[];
  /** Where it means something; null for everywhere. */
  readonly screens: readonly ScreenName[] | null;
  /** Its place in the row at the foot; null where it has none. */
  readonly foot: number | null;
}

const LISTS: readonly ScreenName[] = ['triage', 'connections', 'hosts', 'netstat'];
const ABOUT_ONE: readonly ScreenName[] = ['connection', 'packet', 'graphs', 'follow'];

const bind = (
  command: Command,
  keys: readonly string[],
  screens: readonly ScreenName[] | null = null,
  foot: number | null = null,
): Binding => ({ command, keys, screens, foot });

export const BINDINGS: readonly Binding[] = [
  bind('down', ['j', 'down', 'ctrl+n']),
  bind('up', ['k', 'up', 'ctrl+p']),
  bind('page-down', ['pagedown', 'ctrl+f']),
  bind('page-up', ['pageup', 'ctrl+b']),
  bind('half-page-down', ['ctrl+d']),
  bind('half-page-up', ['ctrl+u']),
  bind('top', ['gg', 'home']),
  bind('bottom', ['G', 'end']),
  bind('enter', ['enter', 'l', 'right'], ['triage', 'connections', 'connection', 'hosts', 'netstat'], 1),
  bind('back', ['escape', 'h', 'left', 'backspace'], null, 2),

  bind('show-triage', ['1', 'f1']),
  bind('show-connections', ['2', 'f2']),
  bind('show-hosts', ['3', 'f3']),
  bind('show-netstat', ['4', 'f4']),
  bind('show-connection', ['5', 'f5']),
  bind('show-graphs', ['6', 'f6']),
  bind('show-follow', ['7', 'f7']),
  bind('show-follow', ['f'], ['connections', 'connection', 'packet', 'graphs']),
  bind('show-graphs', ['v'], ['connections', 'connection', 'packet', 'follow']),

  bind('filter', ['/'], ['triage', 'connections'], 3),
  bind('search', ['/'], ['hosts', 'netstat', 'connection', 'packet', 'follow', 'help'], 5),
  bind('next', ['n'], ['connections', 'connection', 'packet', 'follow', 'help'], 6),
  bind('previous', ['N'], ['connections', 'connection', 'packet', 'follow', 'help']),
  bind('sort', ['s'], ['connections'], 4),
  bind('reverse', ['S'], ['connections']),
  bind('columns', ['c'], ['connections'], 5),
  bind('pick', ['space'], ['connections']),
  bind('fold', ['space'], ['connection'], 3),
  bind('fold-all', ['z'], ['connection'], 4),
  bind('hex', ['b'], ['follow'], 4),
  bind('next-view', ['tab'], ['graphs', 'follow'], 5),
  bind('previous-view', ['shift+tab'], ['graphs', 'follow']),
  bind('zoom-in', ['+', '='], ['graphs'], 6),
  bind('zoom-out', ['-', '_'], ['graphs']),
  bind('next-connection', [']'], ABOUT_ONE),
  bind('previous-connection', ['['], ABOUT_ONE),
  bind('all-hosts', ['A'], ['netstat'], 4),

  bind('why', ['w'], ['triage', 'connections', 'connection', 'packet', 'hosts', 'netstat'], 7),
  bind('copy', ['y'], [...LISTS, ...ABOUT_ONE], 8),
  bind('export', ['x'], [...LISTS, ...ABOUT_ONE], 9),
  bind('note', ['a'], ['connections', ...ABOUT_ONE], 10),

  bind('time-format', ['t'], null, 11),
  bind('earlier', ['<', ','], null, 12),
  bind('later', ['>', '.']),
  bind('earlier-incident', ['{']),
  bind('later-incident', ['}']),
  bind('command', [':'], null, 13),
  bind('mouse', ['M']),
  bind('redraw', ['ctrl+l']),
  bind('help', ['?'], null),
  bind('quit', ['q'], null),
  bind('quit-now', ['ctrl+c'], null),
  bind('suspend', ['ctrl+z'], null),
];

/** What a key asks for on a screen; null for nothing. */
export function commandFor(key: string, screen: ScreenName): Command | null {
  return bindingsOf(screen).find((binding) => binding.keys.includes(key))?.command ?? null;
}

/** What can be done on a screen, what is special to it first. */
export function bindingsOf(screen: ScreenName): readonly Binding[] {
  const here = BINDINGS.filter(({ screens }) => screens?.includes(screen));
  return [...here, ...BINDINGS.filter(({ screens }) => screens === null)];
}

/** The likeliest keys of a screen, for its foot. */
export function footOf(screen: ScreenName): readonly Binding[] {
  return bindingsOf(screen)
    .filter(({ foot }) => foot !== null)
    .sort((a, b) => a.foot! - b.foot!);
}

/** A key as people call it. */
export function keyName(key: string): string {
  if (/^f\d+$/.test(key)) return key.toUpperCase();
  const letter = /^ctrl\+(.)$/.exec(key)?.[1];
  return keyText.names[key] ?? (letter === undefined ? key : keyText.control + letter.toUpperCase());
}
