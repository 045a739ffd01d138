import { labelTexts, noteTexts } from '../format/messages/en/explain/packets.js';
import type { PacketRow } from '../rows.js';
import { type Page, type PageFacts, pagesOf } from './page.js';
import { FAST_RETRANSMISSION, ZERO_WINDOW } from './wires.js';

const WIRESHARK = "Wireshark User's Guide, TCP Analysis";

const labels: Record<PacketRow['analysis'][number], PageFacts> = {
  retransmission: {
    see: ['retransmission timeout', 'fast-retransmission', 'retransmission-tail-loss-probe'],
  },
  'fast-retransmission': {
    wire: FAST_RETRANSMISSION,
    see: ['duplicate-ack', 'SACK', 'finding fast-retransmission'],
  },
  'spurious-retransmission': { see: ['retransmission-spurious', 'finding spurious-retransmission'] },
  'out-of-order': { see: ['reordered', 'reordering'] },
  'lost-segment': { see: ['ack-lost-segment', 'capture-gaps', 'not-captured-before'] },
  'ack-lost-segment': { see: ['capture-gaps', 'capture-one-way', 'capture'] },
  'duplicate-ack': { wire: FAST_RETRANSMISSION, see: ['fast-retransmission', 'SACK'] },
  'zero-window': { wire: ZERO_WINDOW, see: ['finding zero-window', 'window-probe', 'window-full'] },
  'zero-window-probe': { wire: ZERO_WINDOW, see: ['window-probe', 'zero-window'] },
  'zero-window-probe-ack': { see: ['zero-window'] },
  'window-full': { see: ['zero-window', 'window-limited', 'window scaling'] },
  'window-update': { see: ['zero-window'] },
  'keep-alive': { see: ['word keep-alive', 'window-probe'] },
  'keep-alive-ack': { see: ['word keep-alive'] },
  'reused-ports': { see: ['time-wait-reuse', 'TIME_WAIT', 'half-open'] },
};

const notes: Readonly<Record<string, PageFacts>> = {
  'retransmission-timeout': { sources: ['RFC 6298 §5'], see: ['retransmission timeout', 'tail-loss'] },
  'retransmission-fast': { wire: FAST_RETRANSMISSION, sources: ['RFC 5681 §3.2'], see: ['duplicate-ack'] },
  'retransmission-sack': { sources: ['RFC 6675'], see: ['SACK'] },
  'retransmission-tail-loss-probe': { sources: ['RFC 8985 §7'], see: ['tail-loss', 'D-SACK'] },
  'retransmission-spurious': { sources: ['RFC 2883'], see: ['D-SACK', 'finding spurious-retransmission'] },
  'retransmission-handshake': { see: ['syn-retransmitted', 'syn-ack-retransmitted', 'backlog-overflow'] },
  'retransmission-unknown': { see: ['retransmission'] },
  reordered: { sources: ['RFC 8985'], see: ['reordering', 'out-of-order'] },
  'capture-duplicate': { see: ['capture-duplicates', 'duplicate-packets'] },
  'challenge-ack': {
    wire: [
      ['SYN_SENT', '> SYN', 'ESTABLISHED'],
      ['', '< ACK', ''],
      ['', '> RST', 'CLOSED'],
    ],
    sources: ['RFC 5961 §3, §4, §7', 'net.ipv4.tcp_invalid_ratelimit'],
    see: ['reset-ignored', 'half-open', 'handshake-rejected'],
  },
  'window-probe': { wire: ZERO_WINDOW, sources: ['RFC 9293 §3.8.6.1'], see: ['zero-window', 'keep-alive'] },
  'keep-alive': { sources: ['RFC 9293 §3.8.4'], see: ['word keep-alive'] },
  'keep-alive-ack': { see: ['word keep-alive'] },
  'not-captured-before': { see: ['capture-gaps', 'lost-segment'] },
  'offload-size': { see: ['capture-offload'] },
  'bad-checksum': { see: ['capture-offload'] },
  'duplicate-sack': { sources: ['RFC 2883'], see: ['D-SACK', 'retransmission-spurious'] },
  'data-differs': { see: ['injected', 'bad-checksum'] },
  late: { see: ['reset-after-close'] },
};

/** Wireshark's words and our own, as they stand in a packet's row. */
export function packetPages(): Page[] {
  const wireshark = Object.fromEntries(
    Object.entries(labels).map(([word, facts]) => [
      word,
      { ...facts, aliases: [`tcp.analysis.${word.replaceAll('-', '_')}`], sources: [WIRESHARK] },
    ]),
  );
  return [...pagesOf('label', labelTexts, wireshark), ...pagesOf('note', noteTexts, notes)];
}
