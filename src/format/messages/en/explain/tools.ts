import type { ConnState } from '../../../../rows.js';
import type { PageText } from '../../page-text.js';

/** Zeek's words for a connection. */
export const connStateTexts: Readonly<Record<ConnState, PageText>> = {
  S0: { meaning: 'a SYN without any answer' },
  S1: { meaning: 'established, and not closed when the capture ends' },
  SF: { meaning: 'opened and closed in order; also with a RST after both FINs' },
  REJ: { meaning: 'rejected: the SYN was answered by RST' },
  S2: { meaning: 'established; the originator closed, the responder did not answer' },
  S3: { meaning: 'established; the responder closed, the originator did not answer' },
  RSTO: { meaning: 'the originator aborted an established connection' },
  RSTR: { meaning: 'the responder aborted an established connection' },
  RSTOS0: { meaning: 'SYN, then RST by the originator; no SYN,ACK was seen' },
  RSTRH: { meaning: 'SYN,ACK, then RST by the responder; no SYN was seen' },
  SH: { meaning: 'SYN and FIN by the originator, nothing by the responder: half open' },
  SHR: { meaning: 'SYN,ACK and FIN by the responder; no SYN was seen' },
  OTH: { meaning: 'no SYN: in mid-stream, a lone RST, and the like' },
};

/** Zeek's history letters. */
export const historyTexts = {
  s: { meaning: 'a SYN without ACK' },
  h: { meaning: 'a SYN with ACK: the handshake answered' },
  a: { meaning: 'a pure ACK; once for each side' },
  d: { meaning: 'payload; once for each side' },
  f: { meaning: 'a FIN; payload on it adds no d' },
  r: { meaning: 'a RST' },
  c: { meaning: 'a wrong checksum; at 1, 10, 100 … of them' },
  g: { meaning: 'a gap: bytes that were not captured; at 1, 10, 100 … of them' },
  t: { meaning: 'payload sent again; at 1, 10, 100 … of them' },
  w: { meaning: 'a zero window; at 1, 10, 100 … of them' },
  i: { meaning: 'FIN and RST in one segment' },
  q: { meaning: 'several of SYN, FIN, RST in one segment' },
  '^': { meaning: 'Zeek turned the roles round: what it took for the responder had opened' },
  x: { meaning: 'Zeek stopped analysing this connection' },
} satisfies Record<string, PageText>;

export const historyText = {
  title: (history: string) => `history ${history} (Zeek)`,
  meaning: 'what happened in this connection, in order',
  side: (letter: string, isOriginator: boolean, meaning: string) =>
    letter === '^'
      ? `${letter}  ${meaning}`
      : `${letter}  ${isOriginator ? 'originator' : 'responder'}: ${meaning}`,
} as const;

export const completenessText = {
  title: (value: number) => `completeness ${value} (Wireshark's tcp.completeness)`,
  bits: ['SYN', 'SYN,ACK', 'ACK', 'data', 'FIN', 'RST'],
  seen: (words: readonly string[]) =>
    words.length === 0 ? 'Seen: nothing that counts.' : `Seen: ${words.join(', ')}.`,
  missing: (words: readonly string[]) => (words.length === 0 ? '' : `Not seen: ${words.join(', ')}.`),
  sum: (parts: readonly number[]) =>
    parts.length < 2 ? '' : `${parts.join(' + ')} = ${parts.reduce((a, b) => a + b, 0)}.`,
  verdicts: {
    1: 'incomplete: SYN only (SYN_SENT)',
    3: 'incomplete: SYN and SYN,ACK (CLIENT_ESTABLISHED)',
    7: 'incomplete: the handshake, no data (ESTABLISHED)',
    15: 'incomplete: the handshake and data, no end (DATA)',
  } as Readonly<Record<number, string>>,
  withData: 'complete, with data',
  noData: 'complete, without data',
  incomplete: 'incomplete',
  refused: 'Typical of a refused port: SYN, then RST,ACK, which counts as ACK too.',
} as const;

/** What a connection's time goes into. */
export const timeTexts: Readonly<Record<string, PageText>> = {
  handshake: { meaning: 'from the first SYN until the connection was open' },
  initiatorThink: {
    meaning: 'nothing was under way and the initiator had to speak: its program or its user thinks',
  },
  responderThink: { meaning: 'nothing was under way and the responder had to answer: its program works' },
  transfer: { meaning: 'data and its acknowledgments were under way' },
  windowClosed: { meaning: 'a receiver had closed its window: its program did not read' },
  lossRecovery: { meaning: 'something was lost and being repaired' },
  delayedAck: { meaning: 'a delayed ACK was waited for, mostly together with Nagle' },
  halfClosed: { meaning: 'one side had closed, the other not yet' },
  idle: { meaning: 'silence in which keep-alives passed' },
  unexplained: { meaning: 'none of the others; also what still came when all was over' },
};

/** How bad a finding is. */
export const severityTexts: Readonly<Record<string, PageText>> = {
  error: { meaning: 'something failed for a program' },
  warning: { meaning: 'something will fail, or service suffered' },
  note: { meaning: 'worth knowing' },
  info: { meaning: 'benign: an orderly close, a healthy keep-alive' },
};

/** What is seen in a RST, as evidence for its cause. */
export const resetTestTexts: Readonly<Record<string, PageText>> = {
  bare: { meaning: "no ACK flag: a kernel's answer to a segment that met no socket" },
  'answers-segment': { meaning: 'its number is the acknowledgment that it answers' },
  'next-of-sender': { meaning: "its number is its sender's next one, as a live socket has it" },
  'zero-window': { meaning: 'window 0: made without a socket' },
  'no-timestamps': { meaning: 'no timestamps although both sides use them: made without a socket' },
  'zero-ip-id': { meaning: 'IP id 0: made without a socket' },
  'ttl-differs': {
    meaning: "another TTL than its sender's other packets: from a device on the way, or forged",
  },
  'sender-spoke-on': { meaning: 'its sender went on speaking after it: likely not from there' },
  'behind-own-data': { meaning: 'its number lies behind what its sender had already sent: likely forged' },
  'reset-train': { meaning: 'several in a row with other numbers: somebody guesses' },
  'against-handshake': { meaning: 'it refuses a SYN that was accepted: likely not from there' },
  'after-silence': { meaning: 'the other side had repeated or probed without an answer before' },
};
