import { escapeTerminal } from '../../format/escape.js';
import { screenText, packetScreenText as text } from '../../format/messages/en/screen.js';
import { hexDump } from '../follow/follow-rows.js';
import type { PacketDetail, PacketLayer, TuiModel } from '../model.js';
import type { Place } from '../state/screen-state.js';
import { EMPTY_LINE, type Line, line, span } from '../widgets/line.js';
import { labelled, wrapCells } from '../widgets/paragraphs.js';

/** All of one packet, row by row: what is said of it, its headers field by field from TCP outwards, its bytes. */
export function packetLines(model: TuiModel, { packet }: Place, width: number): readonly Line[] {
  if (packet === null) return [];
  const fetched = model.packetDetail(packet);
  if (fetched.status === 'loading') return [line(span(` ${screenText.loading}`, 'quiet'))];
  if (fetched.status === 'failed') return [line(span(` ${escapeTerminal(fetched.message)}`, 'bad'))];
  return detailLines(fetched.value, ownNotes(model, packet), width);
}

export function detailLines(detail: PacketDetail, notes: readonly string[], width: number): Line[] {
  return [
    ...meaningLines(detail, notes, width),
    ...detail.layers.toReversed().flatMap((layer) => layerLines(layer, width)),
    ...byteLines(detail, width),
  ];
}

/** The same in a few rows: what is said of it first, then each header as one paragraph, the innermost first. */
export function compactLines(
  { meanings, layers }: PacketDetail,
  notes: readonly string[],
  width: number,
): Line[] {
  const said = [
    ...notes.map((note) => ({ label: text.note, text: note })),
    ...meanings.map(({ word, meaning }) => ({ label: word, text: meaning })),
  ];
  const headers = layers.map(({ title, fields }) => ({
    label: title,
    text: fields.map(({ name, value }) => `${name} ${value}`).join(', '),
  }));
  return [...said, ...headers.toReversed()].flatMap(({ label, text: words }) =>
    wrapCells(`${escapeTerminal(label)}: ${escapeTerminal(words)}`, width - 2).map((row) => line(` ${row}`)),
  );
}

function meaningLines({ meanings }: PacketDetail, notes: readonly string[], width: number): Line[] {
  const said = [
    ...notes.map((note) => ({ word: text.note, meaning: note })),
    ...meanings.map(({ word, meaning }) => ({ word, meaning })),
  ];
  if (said.length === 0) return [];
  return [
    line(span(` ${text.meanings}`, 'title')),
    ...said.flatMap(({ word, meaning }) =>
      labelled(
        `   ${word}`,
        escapeTerminal(meaning),
        labelWidth(
          said.map((one) => one.word),
          width,
        ),
        width - 1,
      ),
    ),
    EMPTY_LINE,
  ];
}

function layerLines({ title, fields }: PacketLayer, width: number): Line[] {
  const label = labelWidth(
    fields.map(({ name }) => name),
    width,
  );
  return [
    line(span(` ${escapeTerminal(title)}`, 'title')),
    ...fields.flatMap(({ name, value }) => labelled(`   ${name}`, escapeTerminal(value), label, width - 1)),
    EMPTY_LINE,
  ];
}

function byteLines({ bytes, bytesMissing }: PacketDetail, width: number): Line[] {
  const rows =
    bytes === null ? wrapCells(escapeTerminal(bytesMissing ?? ''), width - 2) : hexDump(bytes, width - 2);
  return [line(span(` ${text.bytes}`, 'title')), ...rows.map((row) => line(` ${row}`))];
}

/** Labels of one block stand in one column; half of the width at most. */
function labelWidth(labels: readonly string[], width: number): number {
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 0);
  return Math.min(longest + 5, Math.max(12, width >> 1));
}

function ownNotes(model: TuiModel, packet: number): string[] {
  return model.notes
    .filter(({ on, number }) => on === 'packet' && number === packet)
    .map((note) => note.text);
}
