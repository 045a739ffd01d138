import { formatDuration } from '../format/duration.js';
import { sectionText } from '../format/messages/en/report.js';
import { connectionText, reportText as text } from '../format/messages/en.js';
import type { FindingRow, FlagsRow, HandshakeKind } from '../rows.js';
import type { Summary } from '../sink.js';
import type { ReportFacts } from './report-facts.js';
import { type ConnectionSummary, type Tally, TROUBLE_ORDER } from './summary.js';
import { type Tone, toneOf } from './terminal.js';

/** Things counted: how many, which, and what that means. */
export interface CountSection {
  title: string;
  lines: readonly CountLine[];
  /** What is left out, or null. */
  more: string | null;
}

export interface CountLine {
  count: number;
  word: string;
  meaning: string;
  tone: Tone;
}

const SHOWN_PLACES = 3;
const SHOWN_STATES = 8;
const SHOWN_FLAGS = 20;
const HANDSHAKE_ORDER = Object.keys(connectionText.handshake) as HandshakeKind[];

/** All that is counted, in the order in which it is told; what there is none of is left out. */
export function countSections({ counts, summary }: ReportFacts): CountSection[] {
  const sections = [
    beginnings(counts),
    endings(counts),
    resets(counts),
    remaining(counts),
    flags(summary.flags),
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** What is needed to be honest about captures. */
export interface HonestyFacts extends Pick<ReportFacts, 'summary' | 'findings'> {
  counts: Pick<ReportFacts['counts'], 'rolesGuessed'>;
}

/** What the capture cannot prove: sentences, to stand before anything that leans on it. */
export function honesty({ summary, counts, findings }: HonestyFacts): string[] {
  const aboutCapture = findings.findings.filter(({ scope }) => scope === 'capture');
  return [
    ...ofCaptures(summary),
    ...summary.limitsReached,
    ...aboutCapture.filter((finding) => !isOfFilesAlone(finding)).map(({ title }) => title),
    ...(counts.rolesGuessed > 0 ? [text.rolesGuessed(counts.rolesGuessed)] : []),
  ];
}

/** Where files break off, and why, their warnings tell more exactly. */
function isOfFilesAlone({ code, measures }: FindingRow): boolean {
  return code === 'capture-cut' && measures['packets'] === 0;
}

function ofCaptures({ captures }: Summary): string[] {
  return captures.flatMap(({ path, warnings, notDecoded, linkTypes }) => {
    const prefix = captures.length > 1 ? `${path}: ` : '';
    const said = [...warnings, ...undecoded(notDecoded, linkTypes)];
    return said.map((sentence) => prefix + sentence);
  });
}

/** Other traffic, which no one expects here, and ICMP errors, which are understood; they are counted beside the TCP packets. */
const ELSEWHERE: ReadonlySet<string> = new Set(['not-ip', 'not-tcp', 'icmp-error']);

function undecoded(notDecoded: Readonly<Record<string, number>>, linkTypes: readonly string[]): string[] {
  return Object.entries(notDecoded)
    .filter(([reason, count]) => count > 0 && !ELSEWHERE.has(reason))
    .map(([reason, count]) => text.notDecoded(reason, count, linkTypes));
}

function beginnings(counts: ConnectionSummary): CountSection {
  const { handshakes, fastestRttSeconds, slowestRttSeconds, synRetransmitted, synAckRetransmitted } = counts;
  const rtt = text.rttRange(formatDuration(fastestRttSeconds), formatDuration(slowestRttSeconds));
  const kinds = HANDSHAKE_ORDER.map((kind): CountLine => {
    const meaning = kind === 'three-way' && slowestRttSeconds > 0 ? rtt : text.handshakes[kind];
    return { count: handshakes.get(kind) ?? 0, word: kind, meaning, tone: 'plain' };
  });
  const again = (count: number, word: string, meaning: string): CountLine => ({
    count,
    word,
    meaning,
    tone: 'warning',
  });
  const lines = [
    ...kinds,
    again(synRetransmitted, text.synAgain, text.synAgainMeaning),
    again(synAckRetransmitted, text.synAckAgain, text.synAckAgainMeaning),
  ];
  return { title: text.howTheyBegan, lines: lines.filter(({ count }) => count > 0), more: null };
}

function endings({ outcomes, resetBy }: ConnectionSummary): CountSection {
  const lines = TROUBLE_ORDER.flatMap((outcome): CountLine[] => {
    const tally = outcomes.get(outcome);
    if (tally === undefined) return [];
    const tone = toneOf(outcome);
    const by = outcome === 'reset' ? text.resetsBy(resetBy.initiator, resetBy.responder) : '';
    const where = tone === 'plain' ? '' : `; ${places(tally)}`;
    return [{ count: tally.count, word: outcome, meaning: text.outcomes[outcome] + by + where, tone }];
  });
  return { title: text.howTheyEnded, lines, more: null };
}

/** By cause, the most frequent first. */
function resets({ resetCauses }: ConnectionSummary): CountSection {
  const lines = [...resetCauses]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(
      ([cause, count]): CountLine => ({
        count,
        word: cause,
        meaning: sectionText.resetCause[cause],
        tone: 'plain',
      }),
    );
  return { title: sectionText.resets, lines, more: null };
}

function remaining({ remaining }: ConnectionSummary): CountSection {
  const sorted = [...remaining].sort(([, a], [, b]) => b.count - a.count);
  const lines = sorted.slice(0, SHOWN_STATES).map(
    ([states, tally]): CountLine => ({
      count: tally.count,
      word: states,
      meaning: places(tally),
      tone: 'plain',
    }),
  );
  const hidden = sorted.length - lines.length;
  return { title: text.whatRemains, lines, more: hidden > 0 ? text.moreStates(hidden) : null };
}

/** The illegal ones are never among those left out. */
function flags(rows: readonly FlagsRow[]): CountSection {
  const sorted = [...rows].sort((a, b) => Number(a.legal) - Number(b.legal) || b.packets - a.packets);
  const lines = sorted.slice(0, SHOWN_FLAGS).map(
    ({ flags, packets, meaning, legal }): CountLine => ({
      count: packets,
      word: flags === '' ? text.noFlags : flags,
      meaning: legal ? meaning : text.illegal(meaning),
      tone: legal ? 'plain' : 'bad',
    }),
  );
  const hidden = sorted.length - lines.length;
  return { title: text.flags, lines, more: hidden > 0 ? text.moreFlags(hidden) : null };
}

/** "at 10.0.0.2:443 (112), 10.0.0.3:443 (4) and 17 other endpoints"; where none stands out, only their number. */
function places({ count, at, elsewhere }: Tally): string {
  const sorted = [...at].sort(([, a], [, b]) => b - a);
  const isUncounted = elsewhere > 0;
  if (sorted.length > SHOWN_PLACES && sorted[0]![1] < count / 20)
    return text.scattered(sorted.length, isUncounted);
  const shown = sorted.slice(0, SHOWN_PLACES);
  return text.places(shown, sorted.length - shown.length, isUncounted);
}
