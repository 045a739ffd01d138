import { formatEndpoint } from '../../format/address.js';
import type { SocketRow } from '../../rows.js';
import { FollowRows } from '../follow/follow-rows.js';
import { LadderRows } from '../ladder/ladder-rows.js';
import { type HostSummary, type PacketList, type Payload, ready, type TuiModel } from '../model.js';
import { layoutOf } from './layout.js';
import { type Place, type ScreenState, shownPlace } from './screen-state.js';

/**
 * What stands between the model's data and rows of a screen. Each view is kept until what it is made of changes: a frame, and the key
 * that leads to it, ask for the same ones.
 */

/** The ladder of the connection that a place is about; null while its packets are on their way. */
export function ladderOf(model: TuiModel, state: ScreenState, connection: number | null): LadderRows | null {
  if (connection === null) return null;
  const packets = ready(model.packets(connection));
  if (packets === null) return null;
  const row = ready(model.connection(connection));
  const folding = { opened: state.opened, unfoldAll: state.unfoldAll };
  return ladders.get([packets, packets.count, row, state.opened, state.unfoldAll], () => {
    return new LadderRows(packets, row, model.clock.format(0), folding);
  });
}

export function packetsOf(model: TuiModel, connection: number | null): PacketList | null {
  return connection === null ? null : ready(model.packets(connection));
}

/** The packet that is looked at: of its own screen, or selected in the ladder; null for none. */
export function packetAtHand(model: TuiModel, state: ScreenState): number | null {
  const place = shownPlace(state);
  if (place.screen === 'packet') return place.packet;
  if (place.screen !== 'connection') return null;
  const row = ladderOf(model, state, place.connection)?.at(place.cursor);
  const packets = packetsOf(model, place.connection);
  return packets === null || row?.kind !== 'packet' ? null : packets.packetNumber(row.index);
}

/** What the sides of a connection said; null while it is on its way. */
export function followOf(model: TuiModel, state: ScreenState, connection: number | null): FollowRows | null {
  const payload: Payload | null = connection === null ? null : ready(model.payload(connection));
  if (payload === null) return null;
  const width = layoutOf('follow', state.size).listWidth - 1;
  const { followMode: mode, followSide: side } = state;
  return follows.get([payload, mode, side, width], () => new FollowRows(payload, { mode, side, width }));
}

/** Hosts and services that hold what is looked for. */
export function hostsOf(model: TuiModel, place: Place): readonly HostSummary[] {
  const { hosts } = model;
  if (place.needle === '') return hosts;
  const wanted = place.needle.toLowerCase();
  return hostViews.get([hosts, wanted], () =>
    hosts.filter(({ address, port, remark }) =>
      `${port === null ? address : formatEndpoint(address, port)} ${remark}`.toLowerCase().includes(wanted),
    ),
  );
}

/** Sockets at the chosen moment, by position. */
export interface SocketView {
  readonly count: number;
  at(position: number): SocketRow;
}

export function socketsOf(model: TuiModel, state: ScreenState, place: Place): SocketView | null {
  const table = ready(model.sockets(momentOf(model, state), place.host));
  if (table === null || place.needle === '') return table;
  const wanted = place.needle.toLowerCase();
  return socketViews.get([table, table.count, wanted], () => {
    const kept: number[] = [];
    for (let i = 0; i < table.count; i++) {
      if (socketWords(table.at(i)).toLowerCase().includes(wanted)) kept.push(i);
    }
    return { count: kept.length, at: (position) => table.at(kept[position]!) };
  });
}

function socketWords({ local, peer, state }: SocketRow): string {
  const far = peer.address === null ? '' : formatEndpoint(peer.address, peer.port);
  return `${formatEndpoint(local.address, local.port)} ${far} ${state}`;
}

/** The chosen moment; the last packet's where none was chosen. */
export function momentOf(model: TuiModel, state: ScreenState): number {
  return state.timeNs ?? model.lastNs;
}

/** Keeps the last value that was made, as long as it would be made of the same things. */
class Kept<T> {
  #madeOf: readonly unknown[] = [];
  #value: T | undefined;

  get(madeOf: readonly unknown[], make: () => T): T {
    const isSame =
      this.#value !== undefined &&
      madeOf.length === this.#madeOf.length &&
      madeOf.every((part, i) => Object.is(part, this.#madeOf[i]));
    if (isSame) return this.#value as T;
    this.#madeOf = madeOf;
    this.#value = make();
    return this.#value;
  }
}

const ladders = new Kept<LadderRows>();
const follows = new Kept<FollowRows>();
const hostViews = new Kept<readonly HostSummary[]>();
const socketViews = new Kept<SocketView>();
