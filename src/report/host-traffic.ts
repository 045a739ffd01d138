import type { Census } from '../findings/census.js';
import { type Beginnings, Timeline } from '../hosts/beginnings.js';
import type { StateLog, StatePeak } from '../hosts/state-log.js';
import type { TrafficCounts, TrafficSums } from '../hosts/traffic-counts.js';
import { MAX_LISTED_PORTS } from '../limits.js';
import {
  type BothWays,
  type ConnectionCounts,
  type HostRow,
  type NewConnections,
  type RoundTrips,
  type ServiceRow,
  type Side,
  STATE_NAMES,
  type TrafficRow,
} from '../rows.js';
import type { Clock, Summary } from '../sink.js';

/** A host or a service. There may be hundreds of thousands, of which few are shown: what is counted of it is looked up when it is asked for. */
export class Traffic {
  readonly kind: 'host' | 'service';
  readonly number: number;
  readonly address: string;
  readonly name: string | null;
  /** Null for a host. */
  readonly port: number | string | null;
  /** Of a service: it answered a SYN; of a host: how many of its ports did. */
  readonly listeners: number;
  readonly #counts: TrafficCounts;

  constructor(
    kind: Traffic['kind'],
    number: number,
    who: { address: string; name: string | null; port: number | string | null },
    listeners: number,
    counts: TrafficCounts,
  ) {
    this.kind = kind;
    this.number = number;
    this.address = who.address;
    this.name = who.name;
    this.port = who.port;
    this.listeners = listeners;
    this.#counts = counts;
  }

  get begun(): number {
    return this.#sum('begun');
  }
  get received(): number {
    return this.#sum('received');
  }
  /** Connections that came to nothing. */
  get failed(): number {
    return this.#counts.failed(this.number, 'responder') + this.#counts.failed(this.number, 'initiator');
  }
  get refusals(): BothWays {
    return {
      sent: this.#counts.refused(this.number, 'responder'),
      received: this.#counts.refused(this.number, 'initiator'),
    };
  }
  get resets(): BothWays {
    return { sent: this.#sum('resetsSent'), received: this.#sum('resetsReceived') };
  }
  get bytes(): BothWays {
    return { sent: this.#sum('bytesSent'), received: this.#sum('bytesReceived') };
  }
  get rtt(): RoundTrips {
    const samples = this.#sum('rtts');
    const seconds = (ns: number) => (samples === 0 ? null : ns / 1e9);
    return {
      samples,
      minSeconds: seconds(this.#sum('rttMinNs')),
      meanSeconds: seconds(this.#sum('rttSumNs') / samples),
      maxSeconds: seconds(this.#sum('rttMaxNs')),
    };
  }

  #sum(field: keyof TrafficSums): number {
    return this.#counts.sum(this.number, field);
  }
}

/** Makes rows of what is counted of hosts and services. */
export class HostTraffic {
  readonly #census: Census;
  readonly #clock: Clock;
  readonly #endNs: number;
  readonly #ports = new Map<number, (number | string)[]>();
  #timeline: Timeline | null = null;
  #peaks: { hosts: Peaks; services: Peaks } | null = null;

  /** @param endNs when the trace ends; NaN where there are no times */
  constructor(census: Census, clock: Clock, endNs: number) {
    this.#census = census;
    this.#clock = clock;
    this.#endNs = endNs;
    for (let number = 1; number <= census.serviceCount; number++) {
      const { host, port, isListening } = census.service(number);
      if (!isListening) continue;
      const known = this.#ports.get(host);
      if (known === undefined) this.#ports.set(host, [port]);
      else known.push(port);
    }
  }

  /** Every host of a connection; those beyond the bounds are left out. @param isChosen by address or name */
  *hosts(isChosen: HostTest = () => true): Generator<Traffic> {
    const { hosts } = this.#census;
    for (const number of this.#census.hostNumbers()) {
      if (hosts.isEmpty(number)) continue;
      const who = { address: this.#census.address(number), name: this.#census.name(number), port: null };
      if (!isChosen(who.address, who.name)) continue;
      yield new Traffic('host', number, who, this.#ports.get(number)?.length ?? 0, hosts);
    }
  }

  /** Every port of theirs that connections were opened to. */
  *services(isChosen: HostTest = () => true): Generator<Traffic> {
    const { services } = this.#census;
    for (let number = 1; number <= this.#census.serviceCount; number++) {
      const { host, port, isListening } = this.#census.service(number);
      // Packets without a connection make no service: backscatter would be one each.
      if (services.sum(number, 'received') === services.strays(number, 'responder')) continue;
      const who = { address: this.#census.address(host), name: this.#census.name(host), port };
      if (!isChosen(who.address, who.name)) continue;
      yield new Traffic('service', number, who, Number(isListening), services);
    }
  }

  /** The ports of a host that answered a SYN, in order. */
  listening({ number }: Traffic): (number | string)[] {
    const ports = [...(this.#ports.get(number) ?? [])];
    return ports.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1));
  }

  /** The most sockets in each state; none where the census did not count every state, or there are no times. */
  peaks({ kind, number }: Traffic): readonly StatePeak[] {
    const { everyState } = this.#census;
    if (everyState === null || Number.isNaN(this.#endNs)) return [];
    this.#peaks ??= {
      hosts: peaksOf(everyState.hosts, this.#endNs),
      services: peaksOf(everyState.services, this.#endNs),
    };
    return (kind === 'host' ? this.#peaks.hosts : this.#peaks.services).get(number) ?? [];
  }

  beginnings({ kind, number }: Traffic): Beginnings {
    this.#timeline ??= new Timeline(this.#census.log, this.#endNs);
    return kind === 'host' ? this.#timeline.ofHost(number) : this.#timeline.ofService(number);
  }

  outcomes({ kind, number }: Traffic, side: Side): ConnectionCounts['outcomes'] {
    return (kind === 'host' ? this.#census.hosts : this.#census.services).outcomes(number, side);
  }

  hostRow(traffic: Traffic): HostRow {
    const begun = { connections: traffic.begun, outcomes: this.outcomes(traffic, 'initiator') };
    const { address, name, ...rest } = this.#trafficRow(traffic);
    const listening = this.listening(traffic).slice(0, MAX_LISTED_PORTS);
    return { kind: 'host', address, name, listeningCount: traffic.listeners, listening, begun, ...rest };
  }

  serviceRow(traffic: Traffic): ServiceRow {
    const { address, name, ...rest } = this.#trafficRow(traffic);
    const { port, listeners } = traffic;
    return { kind: 'service', address, port: port!, name, isListening: listeners > 0, ...rest };
  }

  #trafficRow(traffic: Traffic): TrafficRow {
    const { kind, number, address, name, received, refusals, resets, bytes, rtt } = traffic;
    const counts = (kind === 'host' ? this.#census.hosts : this.#census.services).of(number);
    return {
      address,
      name,
      received: { connections: received, outcomes: this.outcomes(traffic, 'responder') },
      refusals,
      resets,
      bytes,
      payloadBytes: { sent: counts.payloadSent, received: counts.payloadReceived },
      rtt,
      states: this.peaks(traffic).map(({ state, peak, timeNs, atEnd }) => ({
        state,
        peak,
        time: this.#clock.format(timeNs),
        atEnd,
      })),
      newConnections: this.#newConnections(traffic),
      firstTime: this.#clock.format(counts.firstNs),
      lastTime: this.#clock.format(counts.lastNs),
    };
  }

  #newConnections(traffic: Traffic): NewConnections {
    const { begun, received, mostPerSecond, mostNs } = this.beginnings(traffic);
    const hasTimes = !Number.isNaN(this.#endNs);
    return {
      stepSeconds: hasTimes ? this.#timeline!.stepSeconds : null,
      begun,
      received,
      mostPerSecond: hasTimes ? mostPerSecond : null,
      mostTime: Number.isNaN(mostNs) ? null : this.#clock.format(mostNs),
    };
  }
}

/** When the trace ends, in nanoseconds since its first packet; NaN where there are no times. */
export function lastNsOf({ totals }: Summary): number {
  return totals.durationSeconds === null ? Number.NaN : totals.durationSeconds * 1e9;
}

export type HostTest = (address: string, name: string | null) => boolean;

type Peaks = ReadonlyMap<number, readonly StatePeak[]>;

function peaksOf(log: StateLog, endNs: number): Peaks {
  const byNumber = new Map<number, StatePeak[]>();
  for (const peak of log.peaks(endNs)) {
    const known = byNumber.get(peak.host);
    if (known === undefined) byNumber.set(peak.host, [peak]);
    else known.push(peak);
  }
  const place = ({ state }: StatePeak) => STATE_NAMES.indexOf(state);
  for (const peaks of byNumber.values()) peaks.sort((a, b) => place(a) - place(b));
  return byNumber;
}
