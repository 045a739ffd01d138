// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { type FlowTable, NO_SLOT } from '../flow/flow-table.js';
import { orient } from '../flow/orientation.js';
import { formerLife, rememberFormer } from '../tcp/port-reuse.js';
import type { TcpTables } from '../tcp/tables.js';

const HANDSHAKE = TcpFlag.Syn | TcpFlag.Ack;

/** Starts connections on flows as Wireshark numbers its streams, and says who opened them. */
export class ConnectionOpener {
  /** Connections with packets of their own; more numbers than these are given away, to 4-tuples that were only spoken of. */
  opened = 0;
  #numbers = 0;
  readonly #flows: FlowTable;
  readonly #tables: TcpTables;

  constructor(flows: FlowTable, tables: TcpTables) {
    this.#flows = flows;
    this.#tables = tables;
  }

  /** A SYN with another number than the one known opens a new connection on the same 4-tuple. */
  reusesPorts(s: Segment, flow: number, direction: 0 | 1): boolean {
    if ((s.flags & HANDSHAKE) !== TcpFlag.Syn) return false;
    return this.#flows.hasBase(flow, direction) && this.#flows.base(flow, direction) !== s.seq;
  }

  /** Starts a connection on the flow and returns its slot. */
  open(s: Segment, flow: number, direction: 0 | 1, isNewFlow: boolean): number {
    const flows = this.#flows;
    const c = this.#tables.connections;
    const former = isNewFlow ? NO_SLOT : formerLife(this.#tables, flows.slot(flow));
    const slot = this.#tables.allocate();
    c.number[slot] = this.#numbers;
    c.flow[slot] = flow;
    if (!isNewFlow) {
      flows.incarnation[flow]!++;
      flows.forgetBases(flow);
      if (former !== NO_SLOT) rememberFormer(this.#tables, slot, former);
    }
    c.incarnation[slot] = flows.incarnation[flow]!;
    c.startNs[slot] = s.timeNs;
    flows.setSlot(flow, slot);
    flows.setConnection(flow, this.#numbers++);
    flows.setInitiatorEnd(flow, direction);
    c.initiatorEnd[slot] = direction;
    return slot;
  }

  /** The first packet of a connection's own. */
  begin(s: Segment, slot: number, flow: number, direction: 0 | 1): void {
    const c = this.#tables.connections;
    this.opened++;
    c.firstPacket[slot] = s.packetNumber;
    c.startNs[slot] = s.timeNs;
    const isSelf =
      s.srcPort === s.dstPort &&
      s.src3 === s.dst3 &&
      s.src0 === s.dst0 &&
      s.src1 === s.dst1 &&
      s.src2 === s.dst2;
    if (isSelf) c.facts[slot]! |= ConnectionFact.SelfConnected;
    this.orient(s, slot, flow, direction);
  }

  /** Judges by this segment who opened the connection. */
  orient(s: Segment, slot: number, flow: number, direction: 0 | 1): void {
    const c = this.#tables.connections;
    const { senderOpened, from } = orient(s);
    const end = senderOpened ? direction : direction === 0 ? 1 : 0;
    c.initiatorEnd[slot] = end;
    c.rolesFrom[slot] = from;
    this.#flows.setInitiatorEnd(flow, end);
  }

  /** Bases of the relative numbers, as Wireshark keeps them: the SYN's own number, else one less than the first seen. */
  noteBases(s: Segment, flow: number, direction: 0 | 1): void {
    const flows = this.#flows;
    const back = direction === 0 ? 1 : 0;
    if (!flows.hasBase(flow, direction)) {
      flows.setBase(flow, direction, s.flags & TcpFlag.Syn ? s.seq : (s.seq - 1) | 0);
    } else if ((s.flags & HANDSHAKE) === HANDSHAKE) {
      flows.setBase(flow, direction, s.seq);
    }
    if (s.flags & TcpFlag.Ack && !flows.hasBase(flow, back)) flows.setBase(flow, back, (s.ack - 1) | 0);
  }
}
