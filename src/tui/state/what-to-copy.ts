import { formatEndpoint } from '../../format/address.js';
import { dialogText } from '../../format/messages/en/screen.js';
import type { TuiModel } from '../model.js';
import type { CopyChoice, ScreenState } from './screen-state.js';
import { shownPlace } from './screen-state.js';
import { hostsOf, packetAtHand, socketsOf } from './views.js';

/** What can be copied of the selected thing; the first is what is wanted most. */
export function copyChoices(state: ScreenState, model: TuiModel): readonly CopyChoice[] {
  const place = shownPlace(state);
  switch (place.screen) {
    case 'triage': {
      const incident = model.incidents[place.cursor];
      if (incident === undefined) return [];
      return [filterChoice(incident.displayFilter), rowChoice(`${incident.title}. ${incident.explanation}`)];
    }
    case 'hosts': {
      const host = hostsOf(model, place)[place.cursor];
      if (host === undefined) return [];
      const port = host.port === null ? '' : ` && tcp.port == ${host.port}`;
      const name = host.port === null ? host.address : formatEndpoint(host.address, host.port);
      return [filterChoice(`${addressField(host.address)} == ${host.address}${port}`), rowChoice(name)];
    }
    case 'netstat': {
      const socket = socketsOf(model, state, place)?.at(place.cursor);
      return socket === undefined || socket.connection === null ? [] : ofConnection(model, socket.connection);
    }
    case 'packet':
      return place.packet === null ? [] : [filterChoice(`frame.number == ${place.packet}`)];
    case 'connection': {
      const packet = packetAtHand(model, state);
      const ofPacket =
        packet === null ? [] : [{ label: dialogText.copies.packet, text: `frame.number == ${packet}` }];
      return place.connection === null ? [] : [...ofConnection(model, place.connection), ...ofPacket];
    }
    default:
      return place.connection === null ? [] : ofConnection(model, place.connection);
  }
}

function ofConnection(model: TuiModel, connection: number): CopyChoice[] {
  const one = model.connections.summary(connection);
  const row = [
    `connection ${connection}`,
    formatEndpoint(one.initiatorAddress, one.initiatorPort),
    formatEndpoint(one.responderAddress, one.responderPort),
    `${one.initiatorState}/${one.responderState}`,
    one.outcome,
  ].join('  ');
  return [
    filterChoice(`tcp.stream == ${connection}`),
    rowChoice(row),
    ...(one.verdict === '' ? [] : [{ label: dialogText.copies.verdict, text: one.verdict }]),
  ];
}

function filterChoice(text: string): CopyChoice {
  return { label: dialogText.copies.displayFilter, text };
}

function rowChoice(text: string): CopyChoice {
  return { label: dialogText.copies.row, text };
}

function addressField(address: string): string {
  return address.includes(':') ? 'ipv6.addr' : 'ip.addr';
}
