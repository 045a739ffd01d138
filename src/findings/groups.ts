import { MAX_COUNTED_SERVICES, MAX_EXAMPLES_PER_CODE, MAX_FINDING_GROUPS } from '../limits.js';
import { PairNumbers } from '../memory/pair-numbers.js';
import { FINDING_CODES, type FindingCode, type Severity } from '../rows.js';
import type { ConnectionView } from '../sink.js';
import type { Census } from './census.js';
import { type Ends, endpointText } from './facts.js';
import type { Judgement } from './finding.js';
import { Members } from './members.js';
import { INCIDENT_GAP_SECONDS, STANDS_OUT_SHARE } from './thresholds.js';

/** A connection kept whole, to speak for those like it. */
export class Example {
  readonly connection: number;
  readonly startNs: number;
  readonly judgements: readonly Judgement[];
  readonly initiatorHost: string;
  readonly #initiatorPort: number | string;
  readonly #responderHost: string;
  readonly #responderPort: number | string;

  constructor(view: ConnectionView, judgements: readonly Judgement[], census: Census) {
    this.connection = view.connection;
    this.startNs = view.startNs;
    this.judgements = judgements;
    this.initiatorHost = census.address(census.latest.initiator) || view.initiatorAddress;
    this.#initiatorPort = view.initiatorPort;
    this.#responderHost = census.address(census.latest.responder) || view.responderAddress;
    this.#responderPort = view.responderPort;
  }

  /** Most examples are never told of: their ends are put into words only where they are. */
  get ends(): Ends {
    return {
      initiator: endpointText(this.initiatorHost, this.#initiatorPort),
      initiatorHost: this.initiatorHost,
      responder: endpointText(this.#responderHost, this.#responderPort),
      responderHost: this.#responderHost,
    };
  }
}

/** Examples of one stretch without a pause. */
const EXAMPLES = 4;

/** How many connections a finding speaks for, and how many examples of it are kept: over all groups. */
class Kept {
  connections = 0;
  examples = 0;
}

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
  readonly number: number;
  readonly code: FindingCode;
  /** '' and -1 where they are of several services. */
  responderAddress: string;
  responderPort: number | string;
  count = 0;
  /** When the last of those ended that were only counted; none is before the others. */
  countedEndNs = Number.NEGATIVE_INFINITY;
  readonly examples: Example[] = [];
  /** Where its members stand: those that are remembered, in order of their leaving. */
  readonly table: Members;
  rows: Uint32Array = NO_ROWS;
  /** How grave the first of them was. */
  readonly severity: Severity;
  readonly #census: Census;
  readonly #kept: Kept;
  #latestNs = Number.NEGATIVE_INFINITY;
  #examplesOfStretch = 0;

  constructor(
    number: number,
    { code, severity }: Judgement,
    service: { address: string; port: number | string },
    table: Members,
    census: Census,
    kept: Kept,
  ) {
    this.number = number;
    this.code = code;
    this.severity = severity;
    this.#kept = kept;
    this.responderAddress = service.address;
    this.responderPort = service.port;
    this.table = table;
    this.#census = census;
  }

  add(view: ConnectionView, judgements: readonly Judgement[]): void {
    this.count++;
    this.#kept.connections++;
    this.#keepExample(view, judgements);
    if (this.table.add(this.number, view, this.#census.latest.initiator, judgements)) return;
    if (view.endNs > this.countedEndNs) this.countedEndNs = view.endNs;
  }

  /** Counts a member that no event will be made of. */
  addBriefly(view: ConnectionView, judgements: readonly Judgement[]): void {
    this.count++;
    if (
      this.responderAddress !== '' &&
      (this.responderPort !== view.responderPort || this.responderAddress !== view.responderAddress)
    ) {
      this.responderAddress = '';
      this.responderPort = -1;
    }
    if (this.examples.length < EXAMPLES) this.examples.push(new Example(view, judgements, this.#census));
  }

  /** Names of the hosts that opened them, as far as they are known. */
  get initiators(): ReadonlySet<string> {
    const { initiator } = this.table;
    const names = new Set<string>();
    for (const row of this.rows) if (initiator[row] !== 0) names.add(this.hostName(initiator[row]!));
    if (this.rows.length === 0 || this.hasMoreInitiators)
      for (const { initiatorHost } of this.examples) names.add(initiatorHost);
    return names;
  }
  /** Others opened some too: hosts without a number, or those of members that were only counted. */
  get hasMoreInitiators(): boolean {
    const { initiator } = this.table;
    return (
      this.rows.length > 0 && (this.count > this.rows.length || this.rows.some((row) => initiator[row] === 0))
    );
  }
  /** The address of a host by its number. */
  hostName(host: number): string {
    return this.#census.address(host);
  }

  /** A pause may make the next ones another incident, which then has examples of its own. */
  #keepExample(view: ConnectionView, judgements: readonly Judgement[]): void {
    const startNs = view.startNs;
    if (startNs - this.#latestNs > INCIDENT_GAP_SECONDS * 1e9) this.#examplesOfStretch = 0;
    if (!(startNs <= this.#latestNs)) this.#latestNs = startNs;
    if (this.#examplesOfStretch >= EXAMPLES || !this.#mayKeep()) return;
    this.#examplesOfStretch++;
    this.#kept.examples++;
    this.examples.push(new Example(view, judgements, this.#census));
  }

  /** Where the same thing befell thousands of services, only those that may stand out among them need examples of their own. */
  #mayKeep(): boolean {
    const { examples, connections } = this.#kept;
    return examples < MAX_EXAMPLES_PER_CODE || this.count >= (connections * STANDS_OUT_SHARE) / 2;
  }
}

const NO_ROWS = new Uint32Array(0);
const CODE_PLACES = new Map(FINDING_CODES.map((code, place) => [code, place]));

/** All groups; bounded in number and in what they remember. */
export class FindingGroups {
  readonly #census: Census;
  readonly #members = new Members();
  readonly #list: FindingGroup[] = [];
  /** By the number of a service and of the code's place together; services that have no number by name. */
  readonly #pairs = new PairNumbers(2 * MAX_COUNTED_SERVICES);
  readonly #byNumber: (FindingGroup | undefined)[] = [];
  readonly #byName = new Map<string, FindingGroup>();
  readonly #kept = new Map<FindingCode, Kept>();
  readonly #benignGroups = new Map<FindingCode, FindingGroup>();

  /** @param census to which each connection is added before it comes here */
  constructor(census: Census) {
    this.#census = census;
  }

  add(view: ConnectionView, judgements: readonly Judgement[]): void {
    const main = judgements[0]!;
    if (main.severity === 'info' && BENIGN.has(main.code))
      this.#benign(main, view).addBriefly(view, judgements);
    else this.#groupOf(main, view).add(view, judgements);
  }

  #groupOf(main: Judgement, view: ConnectionView): FindingGroup {
    const { service } = this.#census.latest;
    if (service === 0) return this.#named(main, view);
    const pair = this.#pairs.of(service, CODE_PLACES.get(main.code)!);
    if (pair === 0) return this.#named(main, view);
    let group = this.#byNumber[pair];
    if (group === undefined) {
      group = this.#list.length < MAX_FINDING_GROUPS ? this.#open(main, view) : this.#named(main, view);
      this.#byNumber[pair] = group;
    }
    return group;
  }

  #named(main: Judgement, view: ConnectionView): FindingGroup {
    const key = `${main.code} ${view.responderAddress} ${view.responderPort}`;
    let group = this.#byName.get(key);
    if (group !== undefined) return group;
    if (this.#list.length < MAX_FINDING_GROUPS) {
      this.#byName.set(key, (group = this.#open(main, view)));
      return group;
    }
    // What comes up when there is no room is put together, whatever the service.
    group = this.#byName.get(main.code);
    if (group === undefined) this.#byName.set(main.code, (group = this.#open(main, null)));
    return group;
  }

  #benign(main: Judgement, view: ConnectionView): FindingGroup {
    let group = this.#benignGroups.get(main.code);
    if (group === undefined) this.#benignGroups.set(main.code, (group = this.#made(0, main, view)));
    return group;
  }

  #open(main: Judgement, view: ConnectionView | null): FindingGroup {
    const group = this.#made(this.#list.length, main, view);
    this.#list.push(group);
    return group;
  }

  #made(number: number, main: Judgement, view: ConnectionView | null): FindingGroup {
    let kept = this.#kept.get(main.code);
    if (kept === undefined) this.#kept.set(main.code, (kept = new Kept()));
    const service =
      view === null
        ? { address: '', port: -1 }
        : {
            address: this.#census.address(this.#census.latest.responder) || view.responderAddress,
            port: view.responderPort,
          };
    return new FindingGroup(number, main, service, this.#members, this.#census, kept);
  }

  /** What is found so far. */
  all(): FindingGroup[] {
    const rows = this.#members.byGroup(this.#list.length);
    for (const [i, group] of this.#list.entries()) group.rows = rows[i]!;
    return [...this.#list, ...this.#benignGroups.values()];
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
