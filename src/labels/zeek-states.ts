// Hot path: allocates nothing per packet.
import { TcpFlag } from '../decode/tcp/flags.js';
import { isOriginator, moveTo, ZeekFact, ZeekState, type ZeekTables } from './zeek-columns.js';
import { flipRoles } from './zeek-history.js';

/** Moves both endpoints on for a segment of `e`, which has SYN, FIN or RST set or is the first of that side; `p` is its peer. */
export function moveZeekStates(
  z: ZeekTables,
  slot: number,
  e: number,
  p: number,
  flags: number,
  length: number,
): void {
  const ends = z.endpoints;
  switch (ends.state[e]) {
    case ZeekState.Inactive:
      fromInactive(z, slot, e, p, flags, length);
      return;

    case ZeekState.SynSent:
    case ZeekState.SynAckSent:
      if (flags & TcpFlag.Fin) moveTo(ends, e, ZeekState.Closed);
      if (flags & TcpFlag.Rst) moveTo(ends, e, ZeekState.Reset);
      return;

    case ZeekState.Established:
    case ZeekState.Partial:
      if (
        (flags & (TcpFlag.Syn | TcpFlag.Ack)) === TcpFlag.Syn &&
        ends.state[e] === ZeekState.Partial &&
        ends.state[p] === ZeekState.Inactive
      ) {
        moveTo(ends, e, ZeekState.SynSent);
      }
      if ((flags & (TcpFlag.Fin | TcpFlag.Rst)) === TcpFlag.Fin) {
        moveTo(ends, e, ZeekState.Closed);
        // A FIN and then a RST from one side, and now the other side's FIN: a normal end after all.
        if (ends.state[p] === ZeekState.Reset && ends.formerState[p] === ZeekState.Closed) {
          moveTo(ends, p, ZeekState.Closed);
        }
      }
      if (flags & TcpFlag.Rst) moveTo(ends, e, ZeekState.Reset);
      return;

    case ZeekState.Closed:
      // A RST after both FINs changes nothing.
      if (flags & TcpFlag.Rst && ends.state[p] !== ZeekState.Closed) moveTo(ends, e, ZeekState.Reset);
  }
}

/** The first segment of this side, or the first that counts. */
function fromInactive(
  z: ZeekTables,
  slot: number,
  e: number,
  p: number,
  flags: number,
  length: number,
): void {
  const c = z.connections;
  const ends = z.endpoints;
  const originates = isOriginator(c, slot, e);

  if (flags & TcpFlag.Syn) {
    if (originates) {
      moveTo(ends, e, flags & TcpFlag.Ack ? ZeekState.SynAckSent : ZeekState.SynSent);
    } else {
      if (!(flags & TcpFlag.Ack) && ends.state[p] === ZeekState.SynAckSent) {
        // SYN and SYN,ACK were captured in the wrong order.
        flipRoles(z, slot);
        moveTo(ends, p, ZeekState.Established);
      }
      if (ends.state[p] === ZeekState.SynSent) moveTo(ends, p, ZeekState.Established);
      moveTo(ends, e, ZeekState.Established);
    }
  }
  if (flags & TcpFlag.Fin) moveTo(ends, e, ZeekState.Closed);
  if (flags & TcpFlag.Rst) moveTo(ends, e, ZeekState.Reset);
  if (ends.state[e] !== ZeekState.Inactive) return;

  // Some stacks acknowledge a SYN before they answer it: such an ACK does not count.
  if (!originates && length === 0 && ends.state[p] === ZeekState.SynSent) return;
  if (flags & TcpFlag.Ack && ends.state[p] === ZeekState.Established) {
    // The SYN,ACK was seen and this answers it: only the SYN is missing.
    c.facts[slot]! &= ~ZeekFact.Partial;
    moveTo(ends, e, ZeekState.Established);
  } else {
    moveTo(ends, e, ZeekState.Partial);
  }
}
