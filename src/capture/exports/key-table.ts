/** Names with what they stand for, looked up by their bytes: most keys of an export are none of these, and no string is made of them. */
export class KeyTable<Value> {
  private readonly entries = new Map<number, { name: Uint8Array; value: Value }[]>();

  constructor(names: Iterable<readonly [name: string, value: Value]>) {
    for (const [name, value] of names) {
      const bytes = Buffer.from(name, 'latin1');
      const hash = hashOf(bytes, 0, bytes.length);
      const others = this.entries.get(hash) ?? [];
      this.entries.set(hash, [...others, { name: bytes, value }]);
    }
  }

  get(bytes: Uint8Array, begin: number, end: number): Value | undefined {
    if (end - begin > LONGEST_NAME) return undefined;
    const entries = this.entries.get(hashOf(bytes, begin, end));
    if (entries === undefined) return undefined;
    for (const { name, value } of entries) if (isAt(name, bytes, begin, end)) return value;
    return undefined;
  }
}

const LONGEST_NAME = 64;

function hashOf(bytes: Uint8Array, begin: number, end: number): number {
  let hash = end - begin;
  for (let at = begin; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
  return hash;
}

function isAt(name: Uint8Array, bytes: Uint8Array, begin: number, end: number): boolean {
  if (name.length !== end - begin) return false;
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[begin + i]) return false;
  return true;
}
