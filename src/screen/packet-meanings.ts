import { pageOf } from '../explain/pages.js';
import type { PacketRow, ResetRow } from '../rows.js';

/** A word that stands at a packet, and what it means. */
export interface Meaning {
  readonly word: string;
  readonly meaning: string;
}

/**
 * Every note and label of a packet, our own judgement first; a word that both say stands once. What a RST was sent for is known of
 * its connection.
 */
export function meaningsOf(
  { packet, notes, analysis, icmp }: PacketRow,
  resets: readonly ResetRow[],
): Meaning[] {
  const reset = resets.find((one) => one.packet === packet);
  const said = [
    ...(reset === undefined
      ? []
      : [{ word: `RST ${reset.cause}`, meaning: pageOf(reset.cause, 'cause')?.meaning ?? '' }]),
    ...notes.map((word) => ({ word, meaning: pageOf(word, 'note')?.meaning ?? '' })),
    ...analysis
      .filter((word) => !notes.includes(word))
      .map((word) => ({ word, meaning: pageOf(word, 'label')?.meaning ?? '' })),
    ...(icmp === null ? [] : [{ word: icmp.name, meaning: pageOf(icmp.name)?.meaning ?? '' }]),
  ];
  return said.filter(({ meaning }) => meaning !== '');
}
