import { EXPORT_FORMATS, type ExportFormat, type ExportRequest, type TuiModel } from '../model.js';
import { type ScreenName, type ScreenState, shownPlace } from './screen-state.js';
import { momentOf } from './views.js';

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  text: '.txt',
  markdown: '.md',
  json: '.json',
  pcapng: '.pcapng',
  annotated: '-annotated.pcapng',
};

/** A name beside the capture's that says what is in the file. */
export function proposedPath(state: ScreenState, model: TuiModel, format: ExportFormat): string {
  const name = (model.reading.names[0] ?? '').split(/[\\/]/).at(-1)!;
  const stem = name.replace(/(\.(pcapng|pcap|cap|gz|zst|txt|csv|json|xml))+$/i, '') || 'capture';
  const place = shownPlace(state);
  const isOne = place.connection !== null && place.screen !== 'connections';
  const about = isOne ? `-${ABOUT[place.screen] ?? place.screen}-${place.connection}` : `-${place.screen}`;
  return stem + (format === 'annotated' ? '' : about) + ENDINGS[format];
}

/** Screens from which what they are about leaves, not they themselves. */
const ABOUT: Readonly<Partial<Record<ScreenName, string>>> = { packet: 'connection', graphs: 'connection' };

/** In which formats what a screen shows can leave: what was said has no fields. */
export function exportFormats(screen: ScreenName): readonly ExportFormat[] {
  return screen === 'follow' ? EXPORT_FORMATS.filter((format) => format !== 'json') : EXPORT_FORMATS;
}

export function exportRequest(
  state: ScreenState,
  model: TuiModel,
  format: ExportFormat,
  path: string,
): ExportRequest {
  const place = shownPlace(state);
  const isList = place.screen === 'connections' || place.screen === 'triage';
  return {
    format,
    path,
    replace: false,
    screen: place.screen,
    connections: isList ? [...state.picked] : place.connection === null ? [] : [place.connection],
    choice: state.choice,
    timeNs: momentOf(model, state),
    host: place.host,
  };
}
