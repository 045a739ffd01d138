import { readFileSync } from 'node:fs';
import type { HostNames } from '../capture/host-names.js';
import { UsageError } from '../errors.js';
import { inputText } from '../format/messages/en/input.js';
import { parseAddress } from '../query/host-match.js';

/**
 * Reads names as /etc/hosts has them: an address, then names, of which the first is shown; "#" begins a comment.
 * @throws UsageError when the file cannot be read, or a line does not begin with an address.
 */
export function readHostsFile(path: string, names: Pick<HostNames, 'add'>): void {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split(/\r?\n/);
  } catch (error) {
    throw new UsageError(inputText.hostsUnreadable(path, (error as Error).message), { cause: error });
  }
  for (const [index, line] of lines.entries()) {
    const [address, name] = line.replace(/#.*$/, '').trim().split(/\s+/);
    if (!address) continue;
    const bits = parseAddress(address);
    if (bits === null) throw new UsageError(inputText.notAnAddress(path, index + 1, address));
    const word = (shift: bigint) => Number(BigInt.asIntN(32, bits >> shift));
    if (name !== undefined) names.add(6, word(96n), word(64n), word(32n), word(0n), name);
  }
}
