import { attemptOf } from '../hosts/attempt.js';
import { CaptureCounts } from '../hosts/capture-counts.js';
import { ConnectionLog, type Grouping } from '../hosts/connection-log.js';
import { ConnectionTraffic } from '../hosts/connection-traffic.js';
import { CutLog } from '../hosts/cut-log.js';
import { type Probing, probingOf } from '../hosts/scans.js';
import { StateLog, type StatePeak } from '../hosts/state-log.js';
import { TrafficCounts } from '../hosts/traffic-counts.js';
import { MAX_COUNTED_SERVICES } from '../limits.js';
import { PairNumbers } from '../memory/pair-numbers.js';
import type { Side } from '../rows.js';
import type { ConnectionView, StateVisitor } from '../sink.js';
import { LASTING_SECONDS, PILE_UPS } from './thresholds.js';

/** An address with a port that somebody called. */
export interface Service {
  host: number;
  port: number | string;
  /** It answered a SYN. */
  isListening: boolean;
}

const NOBODY: Service = { host: 0, port: 0, isListening: false };

/**
 * Who opened connections to whom and how they went, counted while they leave: what the rules about hosts and services look
 * at. Hosts and services have numbers, from 1; what is counted of them stands in columns, and 0 are all beyond the bounds.
 */
export class Census {
  connections = 0;
  /** Numbers of the hosts and the service of the connection that was added last. */
  readonly latest = { initiator: 0, responder: 0, service: 0 };
  readonly hosts = new TrafficCounts();
  readonly services = new TrafficCounts();
  readonly log = new ConnectionLog();
  readonly states = new StateLog();
  readonly cuts = new CutLog();
  readonly capture = new CaptureCounts();
  /** Every state, however short, of hosts and of services; null where only what lasts is wanted. */
  readonly everyState: { hosts: StateLog; services: StateLog } | null;
  readonly #traffic = new ConnectionTraffic();
  readonly #addresses: string[] = [''];
  readonly #names: (string | null)[] = [null];
  #probing: readonly Probing[] | null = null;
  #byService: Grouping | null = null;
  #peaks: readonly StatePeak[] | null = null;
  readonly #services: Service[] = [NOBODY];
  /** Of a host's number and a port's. */
  readonly #serviceNumbers = new PairNumbers(MAX_COUNTED_SERVICES);

  /** @param wantsEveryState whether states that sockets pass through count too: that takes more memory */
  constructor(wantsEveryState = false) {
    this.everyState = wantsEveryState ? { hosts: new StateLog(), services: new StateLog() } : null;
  }

  add(view: ConnectionView): void {
    this.connections++;
    this.#probing = null;
    this.#byService = null;
    this.#peaks = null;
    const initiator = this.#host(view, 'initiator');
    const responder = this.#host(view, 'responder');
    const service = this.#service(view, responder);
    this.latest.initiator = initiator;
    this.latest.responder = responder;
    this.latest.service = service;
    const traffic = this.#traffic.read(view);
    this.hosts.add(initiator, traffic, 'initiator');
    if (!view.isSelfConnected) this.hosts.add(responder, traffic, 'responder');
    this.services.add(service, traffic, 'responder');
    const attempt = attemptOf(view);
    this.log.add(view, attempt, initiator, responder, service);
    this.#addStates(view, initiator, responder);
    if (this.everyState !== null) this.#addEveryState(view, initiator, responder, service);
    this.cuts.add(view, initiator, responder);
    this.capture.add(view, attempt);
  }

  /** Of one direction nobody knows what the other side's packets made of these states. */
  #addStates(view: ConnectionView, initiator: number, responder: number): void {
    if (view.isOneWay) return;
    const states: StateVisitor = this.states;
    this.states.number = view.connection;
    if (initiator !== 0) {
      this.states.host = initiator;
      view.lastingStates('initiator', LASTING_SECONDS * 1e9, states);
    }
    if (responder === 0 || view.isSelfConnected) return;
    this.states.host = responder;
    view.lastingStates('responder', LASTING_SECONDS * 1e9, states);
  }

  #addEveryState(view: ConnectionView, initiator: number, responder: number, service: number): void {
    const { hosts, services } = this.everyState!;
    logStates(hosts, initiator, view, 'initiator');
    logStates(services, service, view, 'responder');
    if (!view.isSelfConnected) logStates(hosts, responder, view, 'responder');
  }

  #host(view: ConnectionView, side: 'initiator' | 'responder'): number {
    const host = view.hostOf(side);
    if (host !== 0 && this.#addresses[host] === undefined) {
      this.#addresses[host] = side === 'initiator' ? view.initiatorAddress : view.responderAddress;
      this.#names[host] = side === 'initiator' ? view.initiatorName : view.responderName;
    }
    return host;
  }

  #service(view: ConnectionView, host: number): number {
    if (host === 0) return 0;
    const number = this.#serviceNumbers.of(host, view.portNumberOf('responder'));
    if (number === 0) return 0;
    if (number === this.#services.length)
      this.#services.push({ host, port: view.responderPort, isListening: false });
    // Where both opened at once neither listened.
    if (!Number.isNaN(view.synAckNs) && view.handshake !== 'simultaneous')
      this.#services[number]!.isListening = true;
    return number;
  }

  /** What sources asked at least so many services without using them; to be asked when all are counted. */
  probing(least: number): readonly Probing[] {
    this.#probing ??= probingOf(this.log, least);
    return this.#probing;
  }
  /** What went to services that were asked more than once; likewise. */
  byService(): Grouping {
    this.#byService ??= this.log.groupedBy(this.log.service, 2, () => true);
    return this.#byService;
  }
  /** How many sockets each host had in each state at most, up to `endNs`; those with only a few are left out. */
  peaks(endNs: number): readonly StatePeak[] {
    this.#peaks ??= this.states.peaks(endNs, Math.min(...Object.values(PILE_UPS)));
    return this.#peaks;
  }

  /** Hosts and services that have numbers, in order of these. */
  *hostNumbers(): Generator<number> {
    for (let host = 1; host < this.#addresses.length; host++) {
      if (this.#addresses[host] !== undefined) yield host;
    }
  }
  get serviceCount(): number {
    return this.#services.length - 1;
  }
  service(number: number): Service {
    return this.#services[number]!;
  }
  address(host: number): string {
    return this.#addresses[host] ?? '';
  }
  name(host: number): string | null {
    return this.#names[host] ?? null;
  }
}

/** A state that takes no time is passed through. */
const LEAST_NS = 1;

function logStates(log: StateLog, number: number, view: ConnectionView, side: Side): void {
  if (number === 0) return;
  log.host = number;
  log.number = view.connection;
  view.lastingStates(side, LEAST_NS, log);
}
