import { MAX_FINDING_GROUPS, MAX_INCIDENT_MEMBERS } from '../limits.js';
import { grown } from '../memory/column.js';
import type { FindingCode } from '../rows.js';
import type { ConnectionView } from '../sink.js';
import { type Ends, endpointText } from './facts.js';
import type { Judgement } from './finding.js';
import { INCIDENT_GAP_SECONDS } from './thresholds.js';

/** A connection kept whole, to speak for those like it. */
export interface Example {
  connection: number;
  startNs: number;
  ends: Ends;
  judgements: readonly Judgement[];
}

/** Hosts counted apart within one group; more are only known to be more. */
const MAX_HOSTS = 256;
/** Examples of one stretch without a pause. */
const EXAMPLES = 4;

/** What most connections of a healthy capture have, and no rule about hosts asks for: they are only counted. */
const BENIGN: ReadonlySet<FindingCode> = new Set([
  'orderly-close',
  'half-close',
  'fast-open',
  'time-wait-reuse',
  'keep-alive',
  'heartbeat',
]);

/** Connections of one service that the same thing befell: their first finding has the same code. */
export class FindingGroup {
  readonly code: FindingCode;
  /** '' and -1 where they are of several services. */
  responderAddress: string;
  responderPort: number | string;
  count = 0;
  /** The members whose numbers are remembered, in order of their leaving: number, begin and end, and which findings they had. */
  connections = new Uint32Array(4);
  startNs = new Float64Array(4);
  endNs = new Float64Array(4);
  /** Places in `codeSets`. */
  codeSet = new Uint8Array(4);
  remembered = 0;
  readonly codeSets: string[] = [];
  readonly examples: Example[] = [];
  /** How many each host opened. */
  readonly initiators = new Map<string, number>();
  hasMoreInitiators = false;
  #latestNs = Number.NEGATIVE_INFINITY;
  #examplesOfStretch = 0;

  constructor(code: FindingCode, responderAddress: string, responderPort: number | string) {
    this.code = code;
    this.responderAddress = responderAddress;
    this.responderPort = responderPort;
  }

  /** @returns whether the member was remembered, and not only counted */
  add(view: ConnectionView, judgements: readonly Judgement[], mayRemember: boolean): boolean {
    this.count++;
    this.#countInitiator(view.initiatorAddress);
    this.#keepExample(view, judgements);
    if (!mayRemember) return false;
    const at = this.remembered;
    if (at === this.connections.length) this.#grow(at * 2);
    this.connections[at] = view.connection;
    this.startNs[at] = view.startNs;
    this.endNs[at] = view.endNs;
    this.codeSet[at] = this.#codeSetOf(judgements);
    this.remembered++;
    return true;
  }

  /** Counts a member that no event will be made of. */
  addBriefly(view: ConnectionView, judgements: readonly Judgement[]): void {
    this.count++;
    if (this.responderPort !== view.responderPort || this.responderAddress !== view.responderAddress) {
      this.responderAddress = '';
      this.responderPort = -1;
    }
    if (this.examples.length >= EXAMPLES) return;
    this.#countInitiator(view.initiatorAddress);
    this.examples.push({
      connection: view.connection,
      startNs: view.startNs,
      ends: endsOf(view),
      judgements,
    });
  }

  #countInitiator(address: string): void {
    const before = this.initiators.get(address);
    if (before !== undefined) this.initiators.set(address, before + 1);
    else if (this.initiators.size < MAX_HOSTS) this.initiators.set(address, 1);
    else this.hasMoreInitiators = true;
  }

  /** A pause may make the next ones another incident, which then has examples of its own. */
  #keepExample(view: ConnectionView, judgements: readonly Judgement[]): void {
    const startNs = view.startNs;
    if (startNs - this.#latestNs > INCIDENT_GAP_SECONDS * 1e9) this.#examplesOfStretch = 0;
    if (!(startNs <= this.#latestNs)) this.#latestNs = startNs;
    if (this.#examplesOfStretch >= EXAMPLES) return;
    this.#examplesOfStretch++;
    this.examples.push({ connection: view.connection, startNs, ends: endsOf(view), judgements });
  }

  #codeSetOf(judgements: readonly Judgement[]): number {
    const key = judgements.map(({ code }) => code).join(' ');
    const known = this.codeSets.indexOf(key);
    if (known >= 0) return known;
    // So many mixtures only speak of their main finding.
    if (this.codeSets.length >= 255) return 0;
    return this.codeSets.push(key) - 1;
  }

  #grow(capacity: number): void {
    this.connections = grown(this.connections, capacity);
    this.startNs = grown(this.startNs, capacity);
    this.endNs = grown(this.endNs, capacity);
    this.codeSet = grown(this.codeSet, capacity);
  }
}

/** All groups; bounded in number and in what they remember. */
export class FindingGroups {
  readonly #groups = new Map<string, FindingGroup>();
  readonly #benignGroups = new Map<FindingCode, FindingGroup>();
  #remembered = 0;
  /** Connections that were counted, though their numbers are not remembered. */
  unlisted = 0;

  add(view: ConnectionView, judgements: readonly Judgement[]): void {
    const { code, severity } = judgements[0]!;
    if (severity === 'info' && BENIGN.has(code)) {
      this.#benign(code, view).addBriefly(view, judgements);
      return;
    }
    const address = view.responderAddress;
    const port = view.responderPort;
    const key = `${code} ${address} ${port}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      // What comes up when there is no room is put together, whatever the service.
      const isFull = this.#groups.size >= MAX_FINDING_GROUPS;
      group = isFull ? this.#groups.get(code) : undefined;
      if (group === undefined) {
        group = new FindingGroup(code, isFull ? '' : address, isFull ? -1 : port);
        this.#groups.set(isFull ? code : key, group);
      }
    }
    if (group.add(view, judgements, this.#remembered < MAX_INCIDENT_MEMBERS)) this.#remembered++;
    else this.unlisted++;
  }

  #benign(code: FindingCode, view: ConnectionView): FindingGroup {
    let group = this.#benignGroups.get(code);
    if (group === undefined) {
      group = new FindingGroup(code, view.responderAddress, view.responderPort);
      this.#benignGroups.set(code, group);
    }
    return group;
  }

  all(): FindingGroup[] {
    return [...this.#groups.values(), ...this.#benignGroups.values()];
  }
}

export function endsOf(view: ConnectionView): Ends {
  return {
    initiator: endpointText(view.initiatorAddress, view.initiatorPort),
    initiatorHost: view.initiatorAddress,
    responder: endpointText(view.responderAddress, view.responderPort),
    responderHost: view.responderAddress,
  };
}
