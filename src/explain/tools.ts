import {
  completenessText,
  connStateTexts,
  historyText,
  historyTexts,
  resetTestTexts,
  severityTexts,
  timeTexts,
} from '../format/messages/en/explain/tools.js';
import type { ConnState } from '../rows.js';
import { makePage, type Page, type PageFacts, pagesOf } from './page.js';

const ZEEK = 'Zeek, conn.log';

const connStates: Record<ConnState, PageFacts> = {
  S0: { see: ['handshake-unanswered', 'outcome unanswered'] },
  S1: { see: ['outcome open', 'ESTABLISHED'] },
  SF: { see: ['outcome closed', 'four-way close'] },
  REJ: { see: ['handshake-refused', 'outcome refused'] },
  S2: { see: ['half-closed', 'FIN_WAIT_2'] },
  S3: { see: ['half-closed', 'FIN_WAIT_2'] },
  RSTO: { see: ['RST', 'abort'] },
  RSTR: { see: ['RST', 'abort', 'no-socket'] },
  RSTOS0: { see: ['handshake-reset', 'port-scan'] },
  RSTRH: { see: ['backlog-overflow', 'capture-one-way'] },
  SH: { see: ['port-scan', 'SYN,FIN'] },
  SHR: { see: ['capture-one-way'] },
  OTH: { see: ['partial', 'stray'] },
};

const letter = (see: string): PageFacts => ({ sources: [ZEEK], see: ['word history', see] });

const history: Record<keyof typeof historyTexts, PageFacts> = {
  s: letter('SYN'),
  h: letter('SYN,ACK'),
  a: letter('ACK'),
  d: letter('PSH,ACK'),
  f: letter('FIN'),
  r: letter('RST'),
  c: letter('bad-checksum'),
  g: letter('capture-gaps'),
  t: letter('retransmission'),
  w: letter('zero-window'),
  i: letter('FIN,RST'),
  q: letter('illegal-flags'),
  '^': letter('initiator'),
  x: letter('capture'),
};

/** Words of other tools, and of what synopsis counts: Zeek's, where time goes, how bad a finding is, what a RST's cause rests on. */
export function toolPages(): Page[] {
  const zeek = Object.fromEntries(
    Object.entries(connStates).map(([word, facts]) => [word, { ...facts, sources: [ZEEK] }]),
  );
  const seeAll = (texts: object, see: readonly string[]) =>
    Object.fromEntries(Object.keys(texts).map((word) => [word, { see }]));
  return [
    ...pagesOf('zeek', connStateTexts, zeek),
    ...pagesOf('history', historyTexts, history),
    ...pagesOf('time', timeTexts, seeAll(timeTexts, ['stall'])),
    ...pagesOf('severity', severityTexts, seeAll(severityTexts, ['certainty'])),
    ...pagesOf('test', resetTestTexts, seeAll(resetTestTexts, ['RST', 'cause injected'])),
  ];
}

const RESET = 32;
const DATA = 8;
const FIN = 16;
const HANDSHAKE = 7;
const REFUSED = 37;
const ALL = 63;

/** One value of Wireshark's `tcp.completeness`, spelt; null where there is no such value. */
export function completenessPage(value: number): Page | null {
  if (!Number.isInteger(value) || value < 0 || value > ALL) return null;
  const { bits } = completenessText;
  const has = (_: string, bit: number) => (value & (1 << bit)) !== 0;
  const parts = bits.map((_, bit) => value & (1 << bit)).filter((part) => part !== 0);
  const about = [
    [
      completenessText.seen(bits.filter(has)),
      completenessText.missing(bits.filter((name, bit) => !has(name, bit))),
    ],
    [completenessText.sum(parts), value === REFUSED ? completenessText.refused : ''],
  ];
  return makePage(
    'completeness',
    `completeness ${value}`,
    {
      title: completenessText.title(value),
      meaning: verdict(value),
      about: about.map((sentences) => sentences.filter(Boolean).join(' ')).filter(Boolean),
    },
    {
      sources: ["Wireshark User's Guide, TCP Conversation Completeness"],
      see: ['word completeness', ...(value === REFUSED ? ['handshake-refused'] : [])],
    },
  );
}

/** Wireshark's own words: complete is what has the handshake and an end. */
function verdict(value: number): string {
  const named = completenessText.verdicts[value];
  if (named !== undefined) return named;
  const isComplete = (value & HANDSHAKE) === HANDSHAKE && (value & (FIN | RESET)) !== 0;
  if (!isComplete) return completenessText.incomplete;
  return value & DATA ? completenessText.withData : completenessText.noData;
}

/** Zeek's history, letter by letter; null where a letter is none of its own. */
export function historyPage(letters: string): Page | null {
  const lines: string[] = [];
  for (const sign of letters) {
    const text = historyTexts[sign.toLowerCase() as keyof typeof historyTexts];
    if (text === undefined) return null;
    lines.push(historyText.side(sign, sign !== sign.toLowerCase(), text.meaning));
  }
  if (lines.length === 0) return null;
  return makePage(
    'history',
    `history ${letters}`,
    { title: historyText.title(letters), meaning: historyText.meaning, parts: lines },
    { sources: [ZEEK], see: ['word history', 'conn_state'] },
  );
}
