import type { FindingCode, Measures } from '../../../rows.js';
import { aliveText } from './findings-alive.js';
import { captureText } from './findings-capture.js';
import { closeText } from './findings-close.js';
import { flagsFindingText } from './findings-flags.js';
import { handshakeText } from './findings-handshake.js';
import { hostFindingText } from './findings-host.js';
import { resetText } from './findings-reset.js';
import { transferText } from './findings-transfer.js';

/** What the sentences of a finding are made of. */
export interface FindingFacts {
  /** Both ends, as "10.0.0.1:51514"; of several connections alike the responder's, and whoever opened them in words. */
  initiator: string;
  responder: string;
  /** The end whose trouble it is, and the other; the responder and the initiator where it is both's. */
  subject: string;
  peer: string;
  initiatorHost: string;
  responderHost: string;
  subjectHost: string;
  peerHost: string;
  /** How many connections show it. */
  count: number;
  measures: Measures;
  /** The packets that prove it. */
  packets: readonly number[];
}

/** The sentences of one kind of finding. Titles stand alone or at the head of a verdict: no full stop. */
export interface FindingSentences {
  /** Of one connection. */
  one(f: FindingFacts): string;
  /** Of several alike, or of a host, a service, the capture. */
  many(f: FindingFacts): string;
  /** What it means, what usually causes it. */
  explanation(f: FindingFacts): string;
  /** What to do, with the command that confirms it. */
  advice(f: FindingFacts): string;
  /** What would speak against it. */
  wouldChange(f: FindingFacts): string;
}

export const findingText: Readonly<Record<FindingCode, FindingSentences>> = {
  ...handshakeText,
  ...closeText,
  ...resetText,
  ...aliveText,
  ...transferText,
  ...flagsFindingText,
  ...hostFindingText,
  ...captureText,
} as unknown as Record<FindingCode, FindingSentences>;
