import { FindingCollector } from '../findings/collector.js';
import type { TextOutput } from '../output/text-output.js';
import type { ConnectionRow, PacketRow } from '../rows.js';
import type { Clock, ConnectionView, PacketView, Sink, Summary } from '../sink.js';
import { HostTraffic, lastNsOf } from './host-traffic.js';
import { chosenTraffic, limitsReachedBy, writeHostArrays } from './hosts.js';

/**
 * The report as one JSON object, written while connections leave: they come first, what is known only at the end
 * (captures, totals, flags) last.
 */
export class ReportJson implements Sink {
  readonly #output: TextOutput;
  readonly #limit: number;
  readonly #findings = new FindingCollector(true);
  #clock: Clock | null = null;
  #printed = 0;

  constructor(output: TextOutput, limit: number) {
    this.#output = output;
    this.#limit = limit;
    output.write('{"schema":"synopsis/report/1","connections":[');
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  connection(view: ConnectionView): void {
    this.#findings.add(view);
    if (this.#printed >= this.#limit) return;
    this.#output.write(`${this.#printed++ === 0 ? '' : ','}\n${JSON.stringify(view.toRow())}`);
  }

  end(summary: Summary): void {
    const { captures, totals, flags } = summary;
    const { incidents, findings } = this.#findings.finish(summary, this.#clock!);
    const rest = JSON.stringify({ captures, totals, flags, incidents, findings });
    this.#output.write(`${this.#printed === 0 ? '' : '\n'}],\n${rest.slice(1, -1)},\n`);
    this.#writeHosts(summary);
  }

  #writeHosts(summary: Summary): void {
    const { census } = this.#findings;
    const traffic = new HostTraffic(census, this.#clock!, lastNsOf(summary));
    writeHostArrays(chosenTraffic(traffic), this.#output);
    const limitsReached = [...summary.limitsReached, ...limitsReachedBy(census)];
    this.#output.write(`,\n"limitsReached":${JSON.stringify(limitsReached)}}\n`);
  }
}

/** One connection and its packets as one JSON object; the packets come first, while they are read. */
export class ConnectionJson {
  readonly #output: TextOutput;
  #printed = 0;

  constructor(output: TextOutput) {
    this.#output = output;
    output.write('{"schema":"synopsis/connection/1","packets":[');
  }

  packet(view: PacketView): void {
    const row: PacketRow = view.toRow();
    this.#output.write(`${this.#printed++ === 0 ? '' : ','}\n${JSON.stringify(row)}`);
  }

  end(row: ConnectionRow): void {
    this.#output.write(`${this.#printed === 0 ? '' : '\n'}],\n"connection":${JSON.stringify(row)}}\n`);
  }
}
