import { ROW_SPAN } from '../memory/rows.js';
import type { ConnectionRow, TimeCause } from '../rows.js';
import { TIME_CAUSES } from '../rows.js';
import type { PaceColumns } from '../tcp/pace-columns.js';
import { Spent, type TimeSpentColumns, timeSpentNs } from '../tcp/time-spent.js';
import { toSeconds } from './seconds.js';

/** What a connection's time went into, in seconds; null where the input has no times. */
export function timeSpentRow(
  pace: PaceColumns,
  spent: TimeSpentColumns,
  slot: number,
  initiatorEnd: 0 | 1,
): ConnectionRow['timeSpent'] {
  if (Number.isNaN(pace.lastNs[slot * ROW_SPAN]!)) return null;
  const ns = timeSpentNs(pace, spent, slot);
  const isUpper = initiatorEnd === 1;
  const row: Record<TimeCause, number> = {
    handshake: ns[Spent.Handshake]!,
    initiatorThink: ns[isUpper ? Spent.UpperThink : Spent.LowerThink]!,
    responderThink: ns[isUpper ? Spent.LowerThink : Spent.UpperThink]!,
    transfer: ns[Spent.Transfer]!,
    windowClosed: ns[Spent.WindowClosed]!,
    lossRecovery: ns[Spent.LossRecovery]!,
    delayedAck: ns[Spent.DelayedAck]!,
    halfClosed: ns[Spent.HalfClosed]!,
    idle: ns[Spent.Idle]!,
    unexplained: ns[Spent.Unexplained]!,
  };
  for (const cause of TIME_CAUSES) row[cause] = toSeconds(row[cause]) ?? 0;
  return row;
}
