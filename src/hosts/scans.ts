import { Attempt } from './attempt.js';
import type { ConnectionLog } from './connection-log.js';

/** What one source asked without using it: rows of the log by service, and those by host. */
export interface Probing {
  source: number;
  hosts: Map<number, Map<number, number[]>>;
}

/** The sources that asked at least `least` services without using them. */
export function probingOf(log: ConnectionLog, least: number): Probing[] {
  const isProbe = (row: number) => {
    const attempt = log.attempt(row);
    return attempt !== Attempt.Used && attempt !== Attempt.Other && log.service[row] !== 0;
  };
  const { order, groups } = log.groupedBy(log.initiator, least, isProbe);
  const found: Probing[] = [];
  for (const { key, from, to } of groups) {
    const hosts = new Map<number, Map<number, number[]>>();
    for (const row of order.subarray(from, to)) {
      const host = log.responder[row]!;
      let services = hosts.get(host);
      if (services === undefined) hosts.set(host, (services = new Map()));
      const rows = services.get(log.service[row]!);
      if (rows === undefined) services.set(log.service[row]!, [row]);
      else rows.push(row);
    }
    found.push({ source: key, hosts });
  }
  return found;
}
