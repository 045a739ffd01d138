import { queryText } from '../format/messages/en.js';
import { grown } from '../memory/column.js';
import type { Clock, ConnectionView, PacketView } from '../sink.js';
import { compileTest, type TimeContext, unknownField } from './comparison.js';
import {
  asksJudgements,
  errnoField,
  errnoNamed,
  FIELDS,
  type Field,
  findingField,
  findingNamed,
  hostField,
  isWiderFinding,
  outcomeField,
  outcomeNamed,
  packetField,
  portField,
  stateField,
  stateNamed,
  type Test,
} from './fields.js';
import { type Node, type Operator, parseQuery, QueryError, type Value } from './grammar.js';
import { hostTest, isHostLiteral } from './host-match.js';
import type { ZoneOffsets } from './moment.js';

/** A filter, compiled once, asked for every row. */
export interface Query {
  readonly text: string;
  /**
   * Whether its answer for a packet hangs on facts that are known only when the connection is over. Then a first
   * pass hands every connection to `learn`, and a second one asks `packet`.
   */
  readonly needsWholeConnections: boolean;
  /** Whether it asks what the rules say of connections. */
  readonly needsJudgements: boolean;
  begin(clock: Clock): void;
  connection(view: ConnectionView): boolean;
  packet(view: PacketView): boolean;
  learn(view: ConnectionView): void;
}

/** @throws QueryError that points at the character which cannot be understood. */
export function compileQuery(text: string, zone: ZoneOffsets): Query {
  return new CompiledQuery(text, zone);
}

interface Predicate {
  connection(view: ConnectionView): boolean;
  packet(view: PacketView): boolean;
}

class CompiledQuery implements Query {
  readonly text: string;
  readonly #time: TimeContext;
  readonly #finalFacts: FinalFact[] = [];
  #needsJudgements = false;
  readonly #predicate: Predicate;

  constructor(text: string, zone: ZoneOffsets) {
    this.text = text;
    this.#time = { clock: null, zone };
    this.#predicate = this.#compile(parseQuery(text));
  }

  get needsWholeConnections(): boolean {
    return this.#finalFacts.length > 0;
  }

  get needsJudgements(): boolean {
    return this.#needsJudgements;
  }

  begin(clock: Clock): void {
    this.#time.clock = clock;
  }

  connection(view: ConnectionView): boolean {
    return this.#predicate.connection(view);
  }

  packet(view: PacketView): boolean {
    return this.#predicate.packet(view);
  }

  learn(view: ConnectionView): void {
    for (const fact of this.#finalFacts) fact.learn(view);
  }

  #compile(node: Node): Predicate {
    switch (node.kind) {
      case 'or': {
        const [left, right] = [this.#compile(node.left), this.#compile(node.right)];
        return {
          connection: (view) => left.connection(view) || right.connection(view),
          packet: (view) => left.packet(view) || right.packet(view),
        };
      }
      case 'and': {
        const [left, right] = [this.#compile(node.left), this.#compile(node.right)];
        return {
          connection: (view) => left.connection(view) && right.connection(view),
          packet: (view) => left.packet(view) && right.packet(view),
        };
      }
      case 'not':
        return not(this.#compile(node.operand));
      case 'compare':
        return this.#compare(node.field, node.operator, node.values);
      case 'bare':
        return this.#bare(node.value);
    }
  }

  #compare(name: Value, operator: Operator, values: readonly Value[]): Predicate {
    const named = FIELDS.find((field) => field.name === name.text.toLowerCase());
    if (named === undefined) return this.#complain(name, unknownField(name.text));
    // A moment named by its packet is that packet's place in the order.
    const byPacket = named.kind === 'time' && values.every((value) => /^#\d+(\.\.#?\d+)?$/.test(value.text));
    const field = byPacket ? packetField : named;
    const complain = (value: Value, message: string): never => this.#complain(value, message);
    const equal = operator === '!=' ? '==' : operator;
    const predicate = this.#ask(field, compileTest(field, equal, values, this.#time, complain));
    // "host != X" says that neither side is X, as people mean it.
    return operator === '!=' ? not(predicate) : predicate;
  }

  /** A word that stands alone: an address, port or endpoint, a state, an outcome, an errno, otherwise a name. */
  #bare(value: Value): Predicate {
    const { text } = value;
    if (!value.quoted) {
      const state = stateNamed(text);
      if (state !== undefined) return this.#ask(stateField, (candidate) => candidate === state);
      const outcome = outcomeNamed(text);
      if (outcome !== undefined) return this.#ask(outcomeField, (candidate) => candidate === outcome);
      const errno = errnoNamed(text);
      if (errno !== undefined) return this.#ask(errnoField, (candidate) => candidate === errno);
      const finding = findingNamed(text);
      if (finding !== undefined) return this.#ask(findingField, (candidate) => candidate === finding);
      if (isWiderFinding(text)) return this.#complain(value, queryText.widerFinding(text));
      if (/^\d+(\.\d+)?$/.test(text)) return this.#complain(value, queryText.bareNumber(text));
      if (FIELDS.some((field) => field.name === text.toLowerCase()))
        return this.#complain(value, queryText.bareField(text));
      const port = /^:([\w-]+)$/.exec(text)?.[1];
      if (port !== undefined) return this.#ask(portField, portTest(port));
      const endpoint = /^(\[[^\]]+\]|[^:]+):([\w-]+)$/.exec(text);
      if (endpoint && !isHostLiteral(text)) return this.#endpoint(endpoint[1]!, endpoint[2]!);
    }
    const matches = hostTest(text);
    return this.#ask(hostField, (candidate) => matches(String(candidate)));
  }

  /** Host and port must be of the same side. */
  #endpoint(hostText: string, portText: string): Predicate {
    const host = hostTest(hostText.replace(/^\[(.*)\]$/, '$1'));
    const port = portTest(portText);
    const matches = (view: ConnectionView | PacketView) =>
      (port(view.initiatorPort, view.initiatorPort) && host(view.initiatorAddress)) ||
      (port(view.responderPort, view.responderPort) && host(view.responderAddress));
    return { connection: matches, packet: matches };
  }

  #ask(field: Field, test: Test): Predicate {
    if (asksJudgements(field)) this.#needsJudgements = true;
    const connection = (view: ConnectionView) => field.onConnection(view, test);
    const { onPacket } = field;
    if (onPacket !== null) return { connection, packet: (view) => onPacket(view, test) };
    const fact = new FinalFact(connection);
    this.#finalFacts.push(fact);
    return { connection, packet: (view) => fact.isTrueOf(view.connection) };
  }

  #complain(value: Value, message: string): never {
    throw new QueryError(this.text, value.position, message);
  }
}

/** One fact about whole connections, remembered from the first pass: a byte for each connection. */
class FinalFact {
  readonly #ask: (view: ConnectionView) => boolean;
  #answers = new Uint8Array(1024);

  constructor(ask: (view: ConnectionView) => boolean) {
    this.#ask = ask;
  }

  learn(view: ConnectionView): void {
    const { connection } = view;
    if (connection >= this.#answers.length)
      this.#answers = grown(this.#answers, Math.max(connection + 1, this.#answers.length * 2));
    this.#answers[connection] = this.#ask(view) ? 1 : 0;
  }

  isTrueOf(connection: number): boolean {
    return this.#answers[connection] === 1;
  }
}

function not(predicate: Predicate): Predicate {
  return {
    connection: (view) => !predicate.connection(view),
    packet: (view) => !predicate.packet(view),
  };
}

function portTest(text: string): Test {
  if (/^\d+$/.test(text)) {
    const port = Number(text);
    return (value) => value === port;
  }
  const name = text.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === name;
}
