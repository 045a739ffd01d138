const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** "60018 -&gt; 7000" as it was before it was written into XML. Numbers beyond Latin-1 become their UTF-8 bytes, as all text here. */
export function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    if (code > 0x10ffff) return whole;
    return Buffer.from(String.fromCodePoint(code)).toString('latin1');
  });
}

/** Whether an XML document with this root begins here, behind a declaration and comments. */
export function beginsWithRoot(head: Uint8Array, root: string): boolean {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const behind = text.replace(/^(?:\s+|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>)+/, '');
  return behind.startsWith(`<${root}`) && /^[\s>]/.test(behind.slice(root.length + 1));
}
