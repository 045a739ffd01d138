/** Addresses as people write them in a filter: single ones, networks, and names. */

/** Builds the test for one host value: an address, a network such as 10.0.0.0/8, or a name (case does not matter). */
export function hostTest(text: string): (address: string) => boolean {
  const network = parseNetwork(text);
  if (network === null) {
    const name = text.toLowerCase();
    return (address) => address.toLowerCase() === name;
  }
  const { bits, prefix } = network;
  const shift = BigInt(128 - prefix);
  const wanted = bits >> shift;
  // Rows print addresses in one way only, so a whole IPv4 address is found by its text.
  if (prefix === 128 && text.includes('.') && !text.includes(':') && !text.includes('/')) {
    return (address) => address === text || address === `::ffff:${text}`;
  }
  return (address) => {
    const parsed = parseAddress(address);
    return parsed !== null && parsed >> shift === wanted;
  };
}

/** Whether the text is an address or a network. */
export function isHostLiteral(text: string): boolean {
  return parseNetwork(text) !== null;
}

function parseNetwork(text: string): { bits: bigint; prefix: number } | null {
  const [addressText = '', prefixText, more] = text.split('/');
  const bits = parseAddress(addressText.replace(/^\[(.*)\]$/, '$1'));
  if (bits === null || more !== undefined) return null;
  if (prefixText === undefined) return { bits, prefix: 128 };
  const width = addressText.includes(':') ? 128 : 32;
  if (!/^\d{1,3}$/.test(prefixText) || Number(prefixText) > width) return null;
  return { bits, prefix: 128 - width + Number(prefixText) };
}

const IPV4_MAPPED = 0xffffn << 32n;

/** The address as 128 bits, IPv4 as its mapped form, so that both spellings of one address are equal; null when it is none. */
export function parseAddress(text: string): bigint | null {
  if (!text.includes(':')) {
    const v4 = parseIpv4(text);
    return v4 === null ? null : IPV4_MAPPED | v4;
  }
  return parseIpv6(text);
}

function parseIpv4(text: string): bigint | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  let bits = 0n;
  for (const part of match.slice(1)) {
    if (Number(part) > 255) return null;
    bits = (bits << 8n) | BigInt(part);
  }
  return bits;
}

function parseIpv6(text: string): bigint | null {
  const halves = text.replace(/%.*$/, '').split('::');
  if (halves.length > 2) return null;
  const head = groups(halves[0]!);
  const tail = groups(halves[1] ?? '');
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  let bits = 0n;
  for (const group of [...head, ...new Array<number>(missing).fill(0), ...tail])
    bits = (bits << 16n) | BigInt(group);
  return bits;
}

/** The 16-bit groups of one half; a dotted IPv4 tail counts as two. */
function groups(half: string): number[] | null {
  if (half === '') return [];
  const result: number[] = [];
  const parts = half.split(':');
  for (const [i, part] of parts.entries()) {
    const v4 = i === parts.length - 1 && part.includes('.') ? parseIpv4(part) : null;
    if (v4 !== null) result.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) result.push(Number.parseInt(part, 16));
    else return null;
  }
  return result.length > 8 ? null : result;
}
