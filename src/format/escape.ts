/** Text from captures, file names and arguments is made harmless here before it reaches a terminal or a spreadsheet. */

/**
 * C0 and C1 controls (they drive terminals), zero-width and bidirectional characters (they reorder or hide what is read),
 * and halves of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Shows control, bidirectional and invisible characters instead of sending them: ESC becomes `\x1b`, U+202E becomes `\u202e`. */
export function escapeTerminal(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * One field of a CSV row (RFC 4180). Null is the empty field. Text that a spreadsheet would run as a formula gets a
 * leading apostrophe; numbers stay numbers.
 */
export function csvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text within HTML, XML or SVG, also within a quoted attribute; what cannot be seen is shown. */
export function escapeMarkup(text: string): string {
  return escapeTerminal(text).replace(/[&<>"']/g, (character) => MARKUP[character]!);
}

/** Text within Markdown, also within a cell of a table: nothing in it is taken for a mark, a link or an element. */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\`*[\]|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/[&<>]/g, (character) => MARKUP[character]!)
    .replace(/^(\s*)([#+-]|\d+[.)])(?=\s|$)/, '$1\\$2');
}

/** Text within a mermaid diagram: entities for all that ends a statement, begins an entity, a comment, a formula or an element. */
export function escapeDiagram(text: string): string {
  return escapeTerminal(text).replace(/[#;%$&<>"`\\{}]/g, (character) => `#${character.charCodeAt(0)};`);
}
