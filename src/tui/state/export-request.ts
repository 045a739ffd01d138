import type { ExportFormat, ExportRequest, TuiModel } from '../model.js';
import { type ScreenState, shownPlace } from './screen-state.js';
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
  const about =
    format === 'annotated' ? '' : place.connection !== null ? `-${place.connection}` : `-${place.screen}`;
  return stem + about + ENDINGS[format];
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
