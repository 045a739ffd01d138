import type { SocketTimer } from '../rows.js';
import type { SendQueue } from '../sink.js';
import type { HeldSocket } from './socket-table.js';

/** The timer that runs for a socket at that time, as far as packets tell; null for none. */
export function socketTimer(socket: HeldSocket, queue: SendQueue | null, nowNs: number): SocketTimer | null {
  switch (socket.state) {
    case 'TIME_WAIT':
      return { kind: 'time-wait', count: 0, remainingSeconds: remaining(socket, nowNs) };
    case 'FIN_WAIT_2':
      return { kind: 'fin-wait-2', count: 0, remainingSeconds: remaining(socket, nowNs) };
    case 'SYN_SENT':
      return { kind: 'syn', count: queue?.repeats ?? 0, remainingSeconds: null };
    case 'SYN_RCVD':
      return { kind: 'syn-ack', count: queue?.repeats ?? 0, remainingSeconds: null };
  }
  if (queue === null) return null;
  if (queue.isWindowClosed && (queue.repeats > 0 || queue.sentNotAcked !== 0))
    return { kind: 'window-probe', count: queue.repeats, remainingSeconds: null };
  if (queue.sentNotAcked !== null && queue.sentNotAcked > 0)
    return { kind: 'retransmission', count: queue.repeats, remainingSeconds: null };
  return null;
}

/** What still came in the state has started the clock again; before that it ran from the beginning. */
function remaining({ sinceNs, timerNs, runsOutNs }: HeldSocket, nowNs: number): number | null {
  const isRestarted = nowNs >= runsOutNs - timerNs;
  const seconds = Math.round((isRestarted ? runsOutNs : sinceNs + timerNs) - nowNs) / 1e9;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
