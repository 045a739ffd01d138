import stringWidth from 'string-width';

/** How many cells of a terminal a text takes, and cutting and padding by cells: East Asian characters take two. */

/** Printable ASCII, Latin-1, arrows, box drawing, blocks and braille: one cell each, and nearly all that is ever shown. */
const NARROW = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25fc\u2800-\u28ff]*$/;

/** Whole characters as people see them: an accent stays with its letter. */
const characters = new Intl.Segmenter();

export function displayWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** The text in at most `width` cells; what is cut off is marked by the ellipsis. */
export function cutToWidth(text: string, width: number, ellipsis = '…'): string {
  if (width <= 0) return '';
  if (displayWidth(text) <= width) return text;
  const room = width - ellipsis.length;
  return room < 0 ? takeWidth(text, width) : takeWidth(text, room) + ellipsis;
}

/** The longest beginning of a text that fits `width` cells. */
export function takeWidth(text: string, width: number): string {
  if (NARROW.test(text)) return text.slice(0, Math.max(0, width));
  let taken = '';
  let used = 0;
  for (const { segment } of characters.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    taken += segment;
  }
  return taken;
}

/** What is left of a text without its first `width` cells; a wide character cut in two leaves a space. */
export function dropWidth(text: string, width: number): string {
  if (NARROW.test(text)) return text.slice(Math.max(0, width));
  let used = 0;
  for (const { segment, index } of characters.segment(text)) {
    if (used >= width) return ' '.repeat(used - width) + text.slice(index);
    used += stringWidth(segment);
  }
  return ' '.repeat(Math.max(0, used - width));
}

/** Cut or filled with spaces to exactly `width` cells. */
export function fitToWidth(
  text: string,
  width: number,
  align: 'left' | 'right' = 'left',
  ellipsis = '…',
): string {
  const cut = cutToWidth(text, width, ellipsis);
  const fill = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return align === 'left' ? cut + fill : fill + cut;
}
