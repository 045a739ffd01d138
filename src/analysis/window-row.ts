import type { EndpointRow, ZeroWindowPeriod } from '../rows.js';
import type { Clock } from '../sink.js';
import type { TcpTables } from '../tcp/tables.js';
import { windowScale } from '../tcp/window.js';
import { toSeconds } from './seconds.js';

/** The receive windows that an endpoint offered after its SYN. */
export function windowRow(t: TcpTables, e: number): EndpointRow['window'] {
  const ends = t.endpoints;
  const scale = windowScale(t, e);
  const range = ends.windowRange[e]!;
  // Any window leaves a bit in one half or the other.
  if (scale === null || range === 0) return { minBytes: null, maxBytes: null, lastBytes: null };
  return {
    minBytes: (0xffff - (range >>> 16)) * 2 ** scale,
    maxBytes: (range & 0xffff) * 2 ** scale,
    lastBytes: ends.window[e]! * 2 ** scale,
  };
}

/** When its window was closed; the period that no packet ended lasts until `endNs`. */
export function zeroWindowRows(t: TcpTables, e: number, endNs: number, clock: Clock): ZeroWindowPeriod[] {
  const log = t.zeroWindows;
  const rows: ZeroWindowPeriod[] = [];
  for (let entry = t.endpoints.firstZeroWindow[e]!; entry !== 0; entry = log.next[entry]!) {
    const isOver = log.openedPacket[entry] !== 0;
    const untilNs = isOver ? log.openedNs[entry]! : Math.max(endNs, log.closedNs[entry]!);
    rows.push({
      startPacket: log.closedPacket[entry]!,
      startTime: clock.format(log.closedNs[entry]!),
      endPacket: isOver ? log.openedPacket[entry]! : null,
      endTime: isOver ? clock.format(untilNs) : null,
      seconds: toSeconds(untilNs - log.closedNs[entry]!),
    });
  }
  return rows;
}
