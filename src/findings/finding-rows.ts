import { connectionsFilter, packetsFilter } from '../format/display-filter.js';
import { type FindingFacts, findingText } from '../format/messages/en/findings.js';
import { whoText } from '../format/messages/en/findings-who.js';
import { MAX_LISTED_CONNECTIONS } from '../limits.js';
import type { FindingCode, FindingRow, FindingSubject, Measures } from '../rows.js';
import type { Clock } from '../sink.js';
import { CONNECTION_RULES, HOST_RULES } from './catalogue.js';
import type { Cluster } from './clusters.js';
import { endpointText, factsOf } from './facts.js';
import { CONNECTION_SCOPE, type Judgement } from './finding.js';
import type { Example, FindingGroup } from './groups.js';
import type { Gathering } from './host-rule.js';
import { BusiestTwo, initiatorsOf } from './initiators.js';

const MAX_PACKETS = 10;
const NO_THRESHOLDS: Measures = {};
const RULES = new Map([...CONNECTION_RULES, ...HOST_RULES].map((rule) => [rule.code, rule]));

/** All findings of one kind in some clusters as one row; null where no example of it is left. */
export function clusterFindingRow(
  code: FindingCode,
  clusters: readonly Cluster[],
  clock: Clock,
): FindingRow | null {
  const having = clusters.filter((cluster) => cluster.code === code || cluster.codes.has(code));
  const first = firstWith(having, code);
  if (first === null) return null;
  const count = having.reduce((sum, cluster) => sum + membersWith(cluster, code), 0);
  const { judgement, example } = first;
  const facts = count === 1 ? factsOf(judgement, example.ends) : manyFacts(judgement, code, having, count);
  const connections = count === 1 ? [example.connection] : connectionsOf(having, code);
  const subject = count === 1 ? oneSubject(judgement, example) : manySubject(judgement, having);
  const packets = packetsWith(having, code);
  return {
    code,
    severity: judgement.severity,
    certainty: judgement.certainty,
    scope: CONNECTION_SCOPE,
    subject,
    incident: null,
    ...sentences(code, { ...facts, packets }, count),
    connectionCount: count,
    connections,
    packets,
    time: clock.format(count === 1 ? judgement.timeNs : Math.min(...having.map(({ startNs }) => startNs))),
    endTime: clock.format(count === 1 ? judgement.endNs : Math.max(...having.map(({ endNs }) => endNs))),
    measures: judgement.measures,
    thresholds: RULES.get(code)?.thresholds ?? NO_THRESHOLDS,
    displayFilter: connectionsFilter(connections, count, subject.address, subject.port),
    sources: [...(RULES.get(code)?.sources ?? [])],
  };
}

/** What a rule about hosts and services says, as a row. */
export function gatheringRow(gathering: Gathering, clock: Clock): FindingRow {
  const { code, clusters, subject } = gathering;
  const count = gathering.connectionCount ?? clusters.reduce((sum, cluster) => sum + cluster.count, 0);
  const connections = [...(gathering.connections ?? connectionsOf(clusters))];
  const facts: FindingFacts = {
    initiator: '',
    responder: '',
    initiatorHost: '',
    responderHost: '',
    subject: subjectText(subject),
    peer: '',
    subjectHost: subject.address ?? '',
    peerHost: '',
    ...gathering.facts,
    count,
    measures: gathering.measures,
    packets: gathering.packets,
  };
  return {
    code,
    severity: gathering.severity,
    certainty: gathering.certainty,
    scope: gathering.scope,
    subject,
    incident: null,
    ...sentences(code, facts, Math.max(2, count)),
    connectionCount: count,
    connections: connections.slice(0, MAX_LISTED_CONNECTIONS),
    packets: gathering.packets.slice(0, MAX_PACKETS),
    time: clock.format(gathering.timeNs),
    endTime: clock.format(gathering.endNs),
    measures: gathering.measures,
    thresholds: RULES.get(code)?.thresholds ?? NO_THRESHOLDS,
    displayFilter: connectionsFilter(connections, count, subject.address, subject.port),
    sources: [...(RULES.get(code)?.sources ?? [])],
  };
}

/** The same for what the capture cannot prove: its packets are the place to look. */
export function capturedFindingRow(gathering: Gathering, clock: Clock): FindingRow {
  const row = gatheringRow(gathering, clock);
  return row.packets.length === 0 ? row : { ...row, displayFilter: packetsFilter(row.packets) };
}

/** Numbers of the clusters' connections, in order, as many as are listed; only those with the finding, where one is named. */
export function connectionsOf(clusters: readonly Cluster[], code?: FindingCode): number[] {
  const numbers = new Uint32Array(clusters.reduce((sum, { members }) => sum + members.length, 0));
  const [first] = clusters;
  if (first === undefined) return [];
  const { connection, codeSet, codeSets } = first.group.table;
  const having = codeSets.having(code);
  let length = 0;
  for (const { members } of clusters) {
    for (let i = 0; i < members.length; i++) {
      const row = members[i]!;
      if (having[codeSet[row]!]) numbers[length++] = connection[row]!;
    }
  }
  return Array.from(numbers.subarray(0, length).sort().subarray(0, MAX_LISTED_CONNECTIONS));
}

function sentences(code: FindingCode, facts: FindingFacts, count: number) {
  const text = findingText[code];
  return {
    title: count === 1 ? text.one(facts) : text.many(facts),
    explanation: text.explanation(facts),
    advice: text.advice(facts),
    wouldChange: text.wouldChange(facts),
  };
}

/** The first example that has the finding. */
function firstWith(
  clusters: readonly Cluster[],
  code: FindingCode,
): { example: Example; judgement: Judgement } | null {
  for (const { examples } of clusters) {
    for (const example of examples) {
      const judgement = example.judgements.find((one) => one.code === code);
      if (judgement !== undefined) return { example, judgement };
    }
  }
  return null;
}

/** The packets that examples show it by. */
function packetsWith(clusters: readonly Cluster[], code: FindingCode): number[] {
  const packets = new Set<number>();
  for (const { examples } of clusters) {
    for (const { judgements } of examples) {
      const shown = judgements.find((one) => one.code === code)?.packets ?? [];
      for (const packet of shown) packets.add(packet);
    }
    if (packets.size >= MAX_PACKETS) break;
  }
  return [...packets].slice(0, MAX_PACKETS);
}

/** Members that are only counted are taken to have the main finding. */
function membersWith(cluster: Cluster, code: FindingCode): number {
  return code === cluster.code ? cluster.count : (cluster.codes.get(code) ?? 0);
}

function manyFacts(
  judgement: Judgement,
  code: FindingCode,
  clusters: readonly Cluster[],
  count: number,
): FindingFacts {
  const groups = new Map<FindingGroup, number>();
  for (const { group, count } of clusters) groups.set(group, (groups.get(group) ?? 0) + count);
  const { busiest, isMore } = initiatorsOf(clusters, code);
  const initiator = whoText.hosts(busiest, isMore);
  const responderHost = whoText.hosts(summed(groups, hostText), false);
  const responder = whoText.services(summed(groups, serviceText));
  return factsOf(judgement, { initiator, initiatorHost: initiator, responder, responderHost }, count);
}

/** Counts of groups as counts of what these are called. */
function summed(
  groups: ReadonlyMap<FindingGroup, number>,
  text: (group: FindingGroup) => string,
): BusiestTwo {
  const sums = new Map<string, number>();
  for (const [group, count] of groups) {
    const name = text(group);
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  const busiest = new BusiestTwo();
  for (const [name, sum] of sums) busiest.offer(name, sum);
  return busiest;
}

function serviceText({ responderAddress, responderPort }: FindingGroup): string {
  return responderAddress === '' ? whoText.manyServices : endpointText(responderAddress, responderPort);
}

function hostText({ responderAddress }: FindingGroup): string {
  return responderAddress === '' ? whoText.manyHosts : responderAddress;
}

function oneSubject(judgement: Judgement, { ends, connection }: Example): FindingSubject {
  if (judgement.side === null) return { ...addressOf(ends.responder), connection };
  return { ...addressOf(ends[judgement.side]), connection, side: judgement.side };
}

function manySubject(judgement: Judgement, clusters: readonly Cluster[]): FindingSubject {
  const [{ group }] = clusters as [Cluster];
  const isOneService = clusters.every((cluster) => cluster.group.responderPort === group.responderPort);
  const isOneHost = clusters.every((cluster) => cluster.group.responderAddress === group.responderAddress);
  if (!isOneHost || group.responderAddress === '') return {};
  const subject: FindingSubject = { address: group.responderAddress };
  if (isOneService) subject.port = group.responderPort;
  if (judgement.side !== null) subject.side = judgement.side;
  return subject;
}

/** Takes "[::1]:443" apart again. */
function addressOf(endpoint: string): { address: string; port: number | string } {
  const colon = endpoint.lastIndexOf(':');
  const port = endpoint.slice(colon + 1);
  return {
    address: endpoint.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: /^\d+$/.test(port) ? Number(port) : port,
  };
}

function subjectText({ address, port }: FindingSubject): string {
  if (address === undefined) return '';
  return port === undefined ? address : endpointText(address, port);
}
