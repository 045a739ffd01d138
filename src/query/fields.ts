import {
  CONNECTION_FINDING_CODES,
  ERRNOS,
  FINDING_CODES,
  type FindingCode,
  OUTCOMES,
  type Outcome,
  RESET_CAUSES,
  type ResetCause,
  SEVERITIES,
  type Severity,
  STATE_NAMES,
  type StateName,
} from '../rows.js';
import type { ConnectionView, PacketView } from '../sink.js';

/** A question about one value, or about all from `value` to `end` where a row stands for a span (packets of a connection). */
export type Test = (value: number | string, end: number | string) => boolean;

export type FieldKind =
  | 'host'
  | 'port'
  | 'state'
  | 'outcome'
  | 'errno'
  | 'cause'
  | 'finding'
  | 'severity'
  | 'count'
  | 'bytes'
  | 'duration'
  | 'time'
  | 'packet';

/** What a filter can ask for. A field without a side is true when it is true of either side. */
export interface Field {
  name: string;
  kind: FieldKind;
  onConnection(view: ConnectionView, test: Test): boolean;
  /** Null for facts that are known only once the connection is over. */
  onPacket: ((view: PacketView, test: Test) => boolean) | null;
}

const initiatorHost: Field = {
  name: 'initiator.host',
  kind: 'host',
  onConnection: (view, test) => isHost(test, view.initiatorAddress, view.initiatorName),
  onPacket: (view, test) => isHost(test, view.initiatorAddress, view.initiatorName),
};

const responderHost: Field = {
  name: 'responder.host',
  kind: 'host',
  onConnection: (view, test) => isHost(test, view.responderAddress, view.responderName),
  onPacket: (view, test) => isHost(test, view.responderAddress, view.responderName),
};

/** A host goes by its address and by its name. */
function isHost(test: Test, address: string, name: string | null): boolean {
  return test(address, address) || (name !== null && test(name, name));
}

const initiatorPort: Field = {
  name: 'initiator.port',
  kind: 'port',
  onConnection: (view, test) => test(view.initiatorPort, view.initiatorPort),
  onPacket: (view, test) => test(view.initiatorPort, view.initiatorPort),
};

const responderPort: Field = {
  name: 'responder.port',
  kind: 'port',
  onConnection: (view, test) => test(view.responderPort, view.responderPort),
  onPacket: (view, test) => test(view.responderPort, view.responderPort),
};

/** Of a packet: the state right after it. Of a connection: the state when it leaves. */
const initiatorState: Field = {
  name: 'initiator.state',
  kind: 'state',
  onConnection: (view, test) => test(view.initiatorState, view.initiatorState),
  onPacket: (view, test) => test(view.initiatorState, view.initiatorState),
};

const responderState: Field = {
  name: 'responder.state',
  kind: 'state',
  onConnection: (view, test) => test(view.responderState, view.responderState),
  onPacket: (view, test) => test(view.responderState, view.responderState),
};

/** A field that is true when it is true of either side. */
function either(name: string, initiator: Field, responder: Field): Field {
  return {
    name,
    kind: initiator.kind,
    onConnection: (view, test) => initiator.onConnection(view, test) || responder.onConnection(view, test),
    onPacket: (view, test) => initiator.onPacket!(view, test) || responder.onPacket!(view, test),
  };
}

export const packetField: Field = {
  name: 'packet',
  kind: 'packet',
  onConnection: (view, test) => test(view.firstPacket, view.lastPacket),
  onPacket: (view, test) => test(view.segment.packetNumber, view.segment.packetNumber),
};

export const hostField = either('host', initiatorHost, responderHost);
export const portField = either('port', initiatorPort, responderPort);
export const stateField = either('state', initiatorState, responderState);

export const outcomeField: Field = {
  name: 'outcome',
  kind: 'outcome',
  onConnection: (view, test) => test(view.outcome, view.outcome),
  onPacket: null,
};

export const errnoField: Field = {
  name: 'errno',
  kind: 'errno',
  onConnection: (view, test) => view.errnos.some((errno) => test(errno, errno)),
  onPacket: null,
};

const causeField: Field = {
  name: 'cause',
  kind: 'cause',
  onConnection: (view, test) => view.causes.some((cause) => test(cause, cause)),
  onPacket: null,
};

export const findingField: Field = {
  name: 'finding',
  kind: 'finding',
  onConnection: (view, test) => view.judgements.some(({ code }) => test(code, code)),
  onPacket: null,
};

/** The worst that was found in it; a connection without findings has none. */
const severityField: Field = {
  name: 'severity',
  kind: 'severity',
  onConnection: (view, test) => {
    const worst = view.judgements[0]?.severity;
    return worst !== undefined && test(worst, worst);
  },
  onPacket: null,
};

/** Whether the field asks what the rules say of a connection. */
export function asksJudgements({ kind }: Field): boolean {
  return kind === 'finding' || kind === 'severity';
}

/** In the order in which they are listed to people. */
export const FIELDS: readonly Field[] = [
  hostField,
  portField,
  initiatorHost,
  initiatorPort,
  responderHost,
  responderPort,
  stateField,
  initiatorState,
  responderState,
  outcomeField,
  errnoField,
  causeField,
  findingField,
  severityField,
  {
    name: 'connection',
    kind: 'count',
    onConnection: (view, test) => test(view.connection, view.connection),
    onPacket: (view, test) => test(view.connection, view.connection),
  },
  packetField,
  {
    name: 'time',
    kind: 'time',
    onConnection: (view, test) => test(view.startNs, view.endNs),
    onPacket: (view, test) => test(view.segment.timeNs, view.segment.timeNs),
  },
  {
    name: 'packets',
    kind: 'count',
    onConnection: (view, test) => test(view.packets, view.packets),
    onPacket: null,
  },
  {
    name: 'bytes',
    kind: 'bytes',
    onConnection: (view, test) => test(view.bytes, view.bytes),
    onPacket: null,
  },
  {
    name: 'duration',
    kind: 'duration',
    onConnection: (view, test) => {
      const seconds = (view.endNs - view.startNs) / 1e9;
      return test(seconds, seconds);
    },
    onPacket: null,
  },
];

export const FIELD_NAMES: readonly string[] = FIELDS.map((field) => field.name);

/** What other tools call the states. */
const OTHER_NAMES: Readonly<Record<string, StateName>> = {
  SYNRECV: 'SYN_RCVD',
  SYNRECEIVED: 'SYN_RCVD',
  ESTAB: 'ESTABLISHED',
  CLOSE: 'CLOSED',
};

/** The state of that name, however it is spelled: "FIN-WAIT-1", "fin_wait1", "SYN_RECV", "ESTAB". */
export function stateNamed(text: string): StateName | undefined {
  const bare = text.toUpperCase().replace(/[-_]/g, '');
  return Object.hasOwn(OTHER_NAMES, bare)
    ? OTHER_NAMES[bare]
    : STATE_NAMES.find((name) => name.replaceAll('_', '') === bare);
}

export function outcomeNamed(text: string): Outcome | undefined {
  return OUTCOMES.find((outcome) => outcome === text.toLowerCase());
}

/** An errno that packets can bring about, whatever the case. */
export function errnoNamed(text: string): string | undefined {
  return ERRNOS.find((errno) => errno === text.toUpperCase());
}

export function causeNamed(text: string): ResetCause | undefined {
  return RESET_CAUSES.find((cause) => cause === text.toLowerCase());
}

/** A finding about one connection. */
export function findingNamed(text: string): FindingCode | undefined {
  return CONNECTION_FINDING_CODES.find((code) => code === text.toLowerCase());
}

/** Whether it is a finding, but one about hosts, services or the capture: no single connection has it. */
export function isWiderFinding(text: string): boolean {
  return findingNamed(text) === undefined && FINDING_CODES.some((code) => code === text.toLowerCase());
}

export function severityNamed(text: string): Severity | undefined {
  return SEVERITIES.find((severity) => severity === text.toLowerCase());
}
