import type { Outcome } from '../rows.js';
import type { TcpTables } from '../tcp/tables.js';
import { ConnectionCase } from './connection-case.js';
import type { Ends } from './facts.js';
import type { Judgement } from './finding.js';
import { judgeConnection } from './judge-connection.js';
import { verdictOf } from './verdict.js';

/** What the rules say of one connection after the other; there are many of them, so it is loaded only where somebody asks. */
export class ConnectionJudge {
  readonly #case: ConnectionCase;

  /** @param isIpv6 tells the family of a slot's addresses */
  constructor(tables: TcpTables, isIpv6: (slot: number) => boolean) {
    this.#case = new ConnectionCase(tables, isIpv6);
  }

  judgements(slot: number, captureEndNs: number, outcome: Outcome): readonly Judgement[] {
    return judgeConnection(this.#case.at(slot, captureEndNs, outcome));
  }

  /** @param judgements what it said of the same connection */
  verdict(
    slot: number,
    captureEndNs: number,
    outcome: Outcome,
    ends: Ends,
    judgements: readonly Judgement[],
  ): string {
    return verdictOf(this.#case.at(slot, captureEndNs, outcome), ends, judgements);
  }
}
