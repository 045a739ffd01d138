import type { ConnectionChoice, ExportFormat, SortKey } from '../model.js';
import type { Tone } from '../widgets/line.js';
import type { PromptState } from './prompt-state.js';

/** What the screen remembers apart from data: where one is, and how things are shown. Never changed in place. */
export interface ScreenState {
  readonly size: TerminalSize;
  /** The way here, from the first screen; the last one is shown. */
  readonly stack: readonly Place[];
  /** What is wanted of the list of connections. */
  readonly choice: ConnectionChoice;
  /** The connection that was looked at last, for who comes back to one with a number key; null for none yet. */
  readonly lastConnection: number | null;
  /** The moment that all screens look at, in nanoseconds since the first packet; null for the last packet. */
  readonly timeNs: number | null;
  readonly timeFormat: TimeFormat;
  readonly picked: ReadonlySet<number>;
  /** Columns of the list of connections that are not wanted, by name. */
  readonly hiddenColumns: ReadonlySet<string>;
  /** Folds of the ladder that were opened, by the number of their first packet. */
  readonly opened: ReadonlySet<number>;
  readonly unfoldAll: boolean;
  readonly graph: GraphKind;
  /** How often the time range of the graph was halved. */
  readonly zoom: number;
  readonly followMode: 'text' | 'hex';
  readonly followSide: 'both' | 'initiator' | 'responder';
  readonly hasMouse: boolean;
  readonly prompt: PromptState | null;
  readonly dialog: Dialog | null;
  /** One sentence that the last key brought about; the next key takes it away. */
  readonly message: { readonly text: string; readonly tone: Tone } | null;
  /** Keys that are the beginning of something: a count, or the first g. */
  readonly pending: string;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export type ScreenName =
  | 'triage'
  | 'connections'
  | 'connection'
  | 'packet'
  | 'hosts'
  | 'netstat'
  | 'graphs'
  | 'follow'
  | 'help';

/** One screen on the way, with what it shows and which row is selected. */
export interface Place {
  readonly screen: ScreenName;
  readonly cursor: number;
  /** The first row that is shown. */
  readonly top: number;
  /** What the screen is about; null where it is about none, or about all. */
  readonly connection: number | null;
  readonly packet: number | null;
  readonly host: string | null;
  /** Rows without this text are left out (hosts, sockets), or it is looked for (payload, help). */
  readonly needle: string;
  /** Where a ladder is to be looked at once its packets are there; null when it is looked at already. */
  readonly seek: Seek | null;
}

export type Seek =
  | { readonly kind: 'packet'; readonly packet: number }
  | { readonly kind: 'time'; readonly timeNs: number };

export const TIME_FORMATS = ['clock', 'delta', 'since-start', 'utc'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export const GRAPH_KINDS = ['sequence', 'sequence-responder', 'rtt', 'window', 'throughput'] as const;
/** Time–sequence shows one side's data and the other's acknowledgments; the others show both sides. */
export type GraphKind = (typeof GRAPH_KINDS)[number];

/** Something that must be answered before anything else. */
export type Dialog =
  | { readonly kind: 'sort'; readonly selected: number }
  | { readonly kind: 'columns'; readonly selected: number }
  | { readonly kind: 'export'; readonly selected: number; readonly formats: readonly ExportFormat[] }
  | { readonly kind: 'replace'; readonly path: string; readonly format: ExportFormat }
  | { readonly kind: 'copy'; readonly selected: number; readonly choices: readonly CopyChoice[] }
  /** What was copied, for terminals that do not let programs reach the clipboard. */
  | { readonly kind: 'copied'; readonly text: string }
  | {
      readonly kind: 'why';
      readonly title: string;
      readonly paragraphs: readonly string[];
      readonly top: number;
    };

export interface CopyChoice {
  readonly label: string;
  readonly text: string;
}

export const ALL_CONNECTIONS: ConnectionChoice = {
  filter: '',
  incident: null,
  sort: 'connection' satisfies SortKey,
  isDescending: false,
};

export function initialState(size: TerminalSize, filter = ''): ScreenState {
  return {
    size,
    stack: [placeOf('triage')],
    choice: { ...ALL_CONNECTIONS, filter },
    lastConnection: null,
    timeNs: null,
    timeFormat: 'clock',
    picked: new Set(),
    hiddenColumns: new Set(),
    opened: new Set(),
    unfoldAll: false,
    graph: 'sequence',
    zoom: 0,
    followMode: 'text',
    followSide: 'both',
    hasMouse: false,
    prompt: null,
    dialog: null,
    message: null,
    pending: '',
  };
}

export function placeOf(screen: ScreenName, about: Partial<Place> = {}): Place {
  return {
    screen,
    cursor: 0,
    top: 0,
    connection: null,
    packet: null,
    host: null,
    needle: '',
    seek: null,
    ...about,
  };
}

/** The place that is shown. */
export function shownPlace(state: ScreenState): Place {
  return state.stack.at(-1)!;
}

export function withPlace(state: ScreenState, change: Partial<Place>): ScreenState {
  return { ...state, stack: [...state.stack.slice(0, -1), { ...shownPlace(state), ...change }] };
}

/** The connection that is looked at: of this screen, or of the last one on the way here that is about one. */
export function connectionAtHand(state: ScreenState): number | null {
  return state.stack.findLast((place) => place.connection !== null)?.connection ?? null;
}
