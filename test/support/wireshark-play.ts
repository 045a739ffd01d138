import { analysisWords } from '../../src/labels/analysis-words.js';
import type { PacketLabels } from '../../src/labels/packet-labels.js';
import { WiresharkLabels } from '../../src/labels/wireshark.js';
import { WiresharkColumns } from '../../src/labels/wireshark-columns.js';
import type { WiresharkProfile } from '../../src/labels/wireshark-profile.js';
import { segmentsOf } from './script.js';

const SLOT = 1;

export interface Labelled extends PacketLabels {
  analysis: string;
}

/** What Wireshark says of each segment of a script that is one connection; `analysis` holds its words with spaces between. */
export function labelled(script: string, profile: WiresharkProfile = 'wireshark-4.0'): Labelled[] {
  const labels = new WiresharkLabels(profile, new WiresharkColumns(16));
  return segmentsOf(script).map((read) => {
    // Times of scripts are exact to the microsecond.
    const segment = { ...read, timeNs: Math.round(read.timeNs / 1e3) * 1e3 };
    labels.label(SLOT, segment.srcPort === 40000 ? 0 : 1, segment, false);
    return { ...labels.found, analysis: analysisWords(labels.found.words).join(' ') };
  });
}

/** The words of a script's last segment. */
export function lastWords(script: string, profile: WiresharkProfile = 'wireshark-4.0'): string {
  return labelled(script, profile).at(-1)!.analysis;
}

/** A script whose numbers all lie `offset` further on: the initial numbers of both sides are moved over the end of the circle. */
export function shifted(script: string, offset: number): string {
  return script
    .replace(/(\d+):(\d+)\(/g, (_, seq, end) => `${Number(seq) + offset}:${Number(end) + offset}(`)
    .replace(/ack (\d+)/g, (_, ack) => `ack ${Number(ack) + offset}`)
    .replace(/sack (\d) ((?:\{\d+:\d+\})+)/g, (_, count, blocks: string) => {
      const moved = blocks.replace(/\d+/g, (edge) => String((Number(edge) + offset) % 2 ** 32));
      return `sack ${count} ${moved}`;
    });
}
