/** Filters in Wireshark's own language, to look at what we speak of. @see the manual page wireshark-filter(4) */

/** Longer sets are better told by address. */
const MAX_LISTED = 50;

/** All packets of these connections: by number where there are few, else by the service they were made to. */
export function connectionsFilter(
  connections: readonly number[],
  count: number,
  address: string | undefined,
  port: number | string | undefined,
): string {
  if (count === connections.length && count <= MAX_LISTED) return streamsFilter(connections);
  const terms = [
    address === undefined ? null : hostFilter(address),
    typeof port === 'number' && port >= 0 ? `tcp.port == ${port}` : null,
  ].filter((term) => term !== null);
  return terms.length === 0 ? 'tcp' : terms.join(' && ');
}

function streamsFilter(connections: readonly number[]): string {
  if (connections.length === 0) return 'tcp';
  if (connections.length === 1) return `tcp.stream == ${connections[0]}`;
  return `tcp.stream in {${[...connections].sort((a, b) => a - b).join(', ')}}`;
}

/** Packets to or from an address; a name where the capture gives nothing else. */
export function hostFilter(address: string): string {
  if (address.includes(':')) return `ipv6.addr == ${address}`;
  if (/^\d+(\.\d+){3}$/.test(address)) return `ip.addr == ${address}`;
  return `ip.host == ${JSON.stringify(address)}`;
}

/** Packets by their numbers. */
export function packetsFilter(packets: readonly number[]): string {
  if (packets.length === 1) return `frame.number == ${packets[0]}`;
  return `frame.number in {${packets.join(', ')}}`;
}
