// Preloaded, it takes judging and the evidence for it out of the command: what findings add is the difference.
//   node --import ./test/bench/without-findings.mjs dist/cli/main.js connections -f ndjson FILE
import { ConnectionWindow } from '../../dist/analysis/connection-view.js';
import { BeatColumns } from '../../dist/tcp/beats.js';
import { PaceColumns } from '../../dist/tcp/pace-columns.js';
import { TcpTables } from '../../dist/tcp/tables.js';
import { TimeSpentColumns } from '../../dist/tcp/time-spent.js';

const NOTHING = [];
Object.defineProperty(ConnectionWindow.prototype, 'judgements', { get: () => NOTHING });
Object.defineProperty(ConnectionWindow.prototype, 'verdict', { get: () => '' });

/** What time was spent on is a fact of the row: it stays. */
TcpTables.prototype.observe = function (forRows) {
  if (!forRows) return;
  this.pace = new PaceColumns();
  this.accompany(this.pace, 1);
  this.beats = new BeatColumns();
  this.timeSpent = new TimeSpentColumns();
  this.accompany(this.timeSpent, 1);
};
