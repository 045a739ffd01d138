import type { FindingFacts } from '../format/messages/en/findings.js';
import type { Judgement } from './finding.js';

/** The two ends of a connection as people write them. */
export interface Ends {
  initiator: string;
  initiatorHost: string;
  responder: string;
  responderHost: string;
}

/** "10.0.0.1:443", "[::1]:443". */
export function endpointText(address: string, port: number | string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** What the sentences about a judgement are made of, for one connection or for `count` of them. */
export function factsOf(judgement: Judgement, ends: Ends, count = 1): FindingFacts {
  const { initiator, responder, initiatorHost, responderHost } = ends;
  const isInitiators = judgement.side === 'initiator';
  return {
    initiator,
    responder,
    initiatorHost,
    responderHost,
    subject: isInitiators ? initiator : responder,
    peer: isInitiators ? responder : initiator,
    subjectHost: isInitiators ? initiatorHost : responderHost,
    peerHost: isInitiators ? responderHost : initiatorHost,
    count,
    measures: judgement.measures,
    packets: judgement.packets,
  };
}
