import { OUTCOMES } from '../rows.js';
import type { ConnectionView } from '../sink.js';

const OUTCOME_PLACES = new Map(OUTCOMES.map((outcome, place) => [outcome, place]));

/** What one end sent, and the round trip from the capture point to it and back, in nanoseconds: NaN where none is known. */
interface EndTraffic {
  resets: number;
  bytes: number;
  payloadBytes: number;
  rttNs: number;
}

/** What of a connection is added to the counts of its hosts and of its service: asked for once, for all three. */
export class ConnectionTraffic {
  /** Its place in OUTCOMES. */
  outcome = 0;
  startNs = Number.NaN;
  endNs = Number.NaN;
  readonly initiator: EndTraffic = noTraffic();
  readonly responder: EndTraffic = noTraffic();

  /** One round trip to either end for each handshake; where a segment was sent again nobody knows which of them was answered (Karn). */
  read(view: ConnectionView): this {
    this.outcome = OUTCOME_PLACES.get(view.outcome)!;
    this.startNs = view.startNs;
    this.endNs = view.endNs;
    const { initiator, responder } = this;
    initiator.resets = view.resetsFrom('initiator');
    responder.resets = view.resetsFrom('responder');
    initiator.bytes = view.bytesFrom('initiator');
    responder.bytes = view.bytesFrom('responder');
    initiator.payloadBytes = view.payloadBytesFrom('initiator');
    responder.payloadBytes = view.payloadBytesFrom('responder');
    const { answerNs } = view;
    const isAnswerClear = view.synAckRepeats === 0;
    initiator.rttNs = isAnswerClear ? view.handshakeNs - answerNs : Number.NaN;
    responder.rttNs = isAnswerClear && view.synRepeats === 0 ? answerNs : Number.NaN;
    return this;
  }
}

/** Doubles from the start: fields that become doubles later make all that reads them anew. */
function noTraffic(): EndTraffic {
  return { resets: 0, bytes: 0.5, payloadBytes: 0.5, rttNs: Number.NaN };
}
