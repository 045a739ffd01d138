/** Decimal or, behind 0x, hexadecimal; -1 where it is neither. What stands behind a space does not count: "0x5ee4 (24292)". */
export function numberOf(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return otherNumberOf(text);
    value = value * 10 + digit;
  }
  return text.length === 0 || text.length > 15 ? -1 : value;
}

function otherNumberOf(text: string): number {
  const [word] = /^(?:0x[\da-f]{1,8}|\d{1,15})(?= |$)/i.exec(text) ?? [];
  return word === undefined ? -1 : Number(word);
}

/** `tcp.flags.str`: "·······AP·S·", one place a bit, dots or stars where it is clear. Undefined where it is something else. */
export function flagsOfLetters(text: string): number | undefined {
  const letters = text.replaceAll('\xc2\xb7', '.');
  if (letters.length !== 12 || /[^.*RNCEUAPSF]/.test(letters)) return undefined;
  let flags = 0;
  for (let i = 0; i < 12; i++) flags = (flags << 1) | (letters[i] === '.' || letters[i] === '*' ? 0 : 1);
  return flags;
}

/** Texts are read byte by byte; names of hosts may hold letters that take several. */
export function utf8Of(text: string): string {
  return /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}

/** 0 for names and for hardware addresses, which are six pairs of digits. */
export function ipVersionOf(address: string): number {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return 4;
  return /^[\da-f:.]+$/i.test(address) && /::|(?:[^:]*:){7}/.test(address) ? 6 : 0;
}
