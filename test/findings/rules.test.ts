import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { CONNECTION_RULES } from '../../src/findings/catalogue.js';
import { factsOf } from '../../src/findings/facts.js';
import type { Judgement } from '../../src/findings/finding.js';
import { endsOf } from '../../src/findings/groups.js';
import { findingText } from '../../src/format/messages/en/findings.js';
import { FINDING_CODES, type FindingCertainty, type FindingCode, type Severity } from '../../src/rows.js';

/**
 * Which captures of a real kernel show which judgement: fixture, connection, severity, certainty, the packets that prove it (the first
 * four), and the title. Every connection rule has at least one.
 */
const SHOWN: readonly [FindingCode, string, number, Severity, FindingCertainty, number[], string][] = [
  [
    'handshake-refused',
    'connection-refused',
    0,
    'error',
    'certain',
    [4, 3],
    '10.9.0.2:7009 refused 10.9.0.1:50524: nobody listens on that port (RST, packet 4)',
  ],
  [
    'handshake-unanswered',
    'syn-unanswered',
    0,
    'error',
    'certain',
    [3, 4, 5, 6],
    '10.9.0.2:7000 never answered 10.9.0.1:39236: SYN sent 6 times over 5.11s (from packet 3)',
  ],
  [
    'handshake-unanswered',
    'syn-forged-into-connection',
    1,
    'note',
    'likely',
    [10],
    '10.9.0.2:7000 still held a connection on the ports of the SYN of 10.9.0.1:50924 (packet 10): it answered with a challenge ACK and went on with that one',
  ],
  [
    'peer-vanished',
    'idle-then-dropped-silently',
    0,
    'error',
    'likely',
    [27, 30, 33, 36],
    '10.9.0.2:7000 vanished after 1.65s of silence: 10.9.0.1:55500 repeated itself 4 times over 1.67s without an answer (from packet 27)',
  ],
  [
    'peer-vanished',
    'peer-vanishes-in-bulk',
    0,
    'error',
    'likely',
    [52, 61, 62, 63],
    '10.9.0.2:7000 vanished: 10.9.0.1:45720 repeated itself 5 times over 3.18s without an answer (from packet 52)',
  ],
  [
    'peer-vanished',
    'prohibited-in-mid-connection',
    0,
    'error',
    'likely',
    [12, 14, 16, 18],
    '10.9.0.2:7000 vanished: 10.9.0.1:60914 repeated itself 5 times over 3.44s without an answer (from packet 12), and 10.9.0.2 says communication-administratively-prohibited (ICMP)',
  ],
  [
    'reset-by-middlebox',
    'reset-by-filter-at-once',
    0,
    'error',
    'likely',
    [11],
    "a device between 10.9.0.2:7000 and 10.9.0.1:48322 reset the connection: the TTL of the RST is not 10.9.0.2's (packet 11)",
  ],
  [
    'handshake-unreachable',
    'host-unreachable',
    0,
    'error',
    'certain',
    [6, 3],
    '10.8.0.1:7000 cannot be reached from 10.9.0.1:44202: 10.9.0.254 says host-unreachable (ICMP, packet 6)',
  ],
  [
    'handshake-reset',
    'scan-half-open',
    4,
    'note',
    'likely',
    [14, 12],
    '10.9.0.1:65171 reset the handshake with 10.9.0.2:7000 0.013ms after the SYN,ACK (packet 14)',
  ],
  [
    'handshake-slow',
    'handshake-slow',
    0,
    'note',
    'likely',
    [3],
    'the handshake of 10.9.0.1:38792 with 10.9.0.2:7000 took 602ms: the SYN,ACK of 10.9.0.2:7000 was late',
  ],
  [
    'syn-retransmitted',
    'first-syn-lost',
    0,
    'warning',
    'certain',
    [3, 4],
    '10.9.0.1:54758 had to send its SYN to 10.9.0.2:7000 again (once, 1.01s lost): nothing had come back (packet 4)',
  ],
  [
    'syn-ack-retransmitted',
    'syn-ack-lost',
    0,
    'warning',
    'certain',
    [4, 5, 7],
    '10.9.0.2:7000 had to send its SYN,ACK to 10.9.0.1:54768 again (twice, packet 7)',
  ],
  [
    'handshake-ack-lost',
    'last-ack-lost-server-waits',
    0,
    'warning',
    'likely',
    [6],
    'the ACK of 10.9.0.1:54742 passed by, yet 10.9.0.2:7000 sent its SYN,ACK again: the ACK was lost behind the capture point (packet 6)',
  ],
  [
    'backlog-overflow',
    'backlog-full-ack-dropped',
    4,
    'error',
    'likely',
    [35, 43, 59],
    'the accept queue of 10.9.0.2:7000 was full: 10.9.0.1:51256 was connected and sent data, the kernel of 10.9.0.2 ignored both and reset in the end (packet 35)',
  ],
  [
    'simultaneous-open',
    'simultaneous-open',
    0,
    'note',
    'certain',
    [3],
    '10.9.0.1:7001 and 10.9.0.2:7002 opened at the same time: their SYNs crossed (packet 3)',
  ],
  [
    'simultaneous-open',
    'connected-to-itself',
    0,
    'note',
    'certain',
    [1],
    '127.0.0.1:7777 connected to itself (packet 1)',
  ],
  [
    'fast-open',
    'fast-open',
    1,
    'info',
    'certain',
    [11],
    '10.9.0.1:59798 used TCP Fast Open with 10.9.0.2:7000: 19 B in the SYN were accepted (packet 11)',
  ],
  [
    'options-missing',
    'window-scaling-not-taken-up',
    0,
    'note',
    'certain',
    [3],
    '10.9.0.2:7000 did not take up window scaling that 10.9.0.1:48232 offered (packet 3)',
  ],
  [
    'orderly-close',
    'orderly-close',
    0,
    'info',
    'certain',
    [],
    '10.9.0.1:60018 closed its connection with 10.9.0.2:7000 201ms in, and the other side followed: in order',
  ],
  [
    'half-close',
    'half-close',
    0,
    'info',
    'certain',
    [8],
    '10.9.0.1:51514 closed its direction, 10.9.0.2:7000 sent 1.5 kB more and closed 451ms later (FIN in packet 8)',
  ],
  [
    'simultaneous-close',
    'simultaneous-close',
    0,
    'info',
    'certain',
    [9],
    '10.9.0.2:7000 and 10.9.0.1:51520 closed at the same time: both went through CLOSING (packet 9)',
  ],
  [
    'close-wait-leak',
    'close-wait-leak',
    3,
    'note',
    'possible',
    [31],
    '10.9.0.1:48626 closed, but the program at 10.9.0.2:7000 has not for 4.00s: CLOSE_WAIT (FIN in packet 31)',
  ],
  [
    'fin-wait-2-stuck',
    'incident',
    7,
    'note',
    'likely',
    [130],
    '10.9.0.1:48626 has closed and waits for 10.9.0.2:7000 to do so: FIN_WAIT_2 for 8.90s (packet 130)',
  ],
  [
    'fin-wait-1-stuck',
    'fin-never-acknowledged',
    0,
    'warning',
    'likely',
    [8],
    'nobody acknowledges the FIN of 10.9.0.1:54534: FIN_WAIT_1 for 3.34s, the FIN sent again 5 times (packet 8)',
  ],
  [
    'last-ack-stuck',
    'last-ack-missing',
    0,
    'warning',
    'likely',
    [10],
    '10.9.0.2:7000 never got the last ACK: LAST_ACK for 3.53s, its FIN sent again 4 times (packet 10)',
  ],
  [
    'fin-retransmitted',
    'fin-lost',
    0,
    'note',
    'certain',
    [8],
    '10.9.0.1:54532 sent its FIN 3 times: it, or the ACK of it, was lost (packet 8)',
  ],
  [
    'time-wait-reuse',
    'port-reuse-in-time-wait',
    1,
    'info',
    'likely',
    [11],
    '10.9.0.1:42000 opened anew on ports that were in TIME_WAIT, and 10.9.0.2:7000 accepted (packet 11)',
  ],
  [
    'time-wait-assassination',
    'time-wait-ended-by-reset',
    0,
    'note',
    'likely',
    [13],
    'a RST ended the TIME_WAIT of 10.9.0.1:51294 after 1.00s (packet 13)',
  ],
  [
    'reset-no-socket',
    'write-after-peer-closed',
    0,
    'error',
    'certain',
    [11],
    '10.9.0.1:48556 was reset by 10.9.0.2:7000 201ms in: its program had closed already, and 10.9.0.1:48556 wrote 200ms after that (bare RST, packet 11)',
  ],
  [
    'reset-no-socket',
    'link-down-with-data-outstanding',
    0,
    'error',
    'likely',
    [15],
    '10.9.0.2:7000 was reset by 10.9.0.1:41964 3.29s in: it had sent its data again 3 times over 3.07s without an answer, and given up (bare RST, packet 15)',
  ],
  [
    'reset-no-socket',
    'request-crosses-close',
    0,
    'error',
    'certain',
    [12],
    '10.9.0.1:36818 was reset by 10.9.0.2:7000 1.28s in: its program closed while something of 10.9.0.1:36818 was on its way (bare RST, packet 12)',
  ],
  [
    'reset-no-socket',
    'answer-comes-too-late',
    0,
    'error',
    'certain',
    [11],
    '10.9.0.2:7000 was reset by 10.9.0.1:44350 3.03s in: its program had closed already, having waited 1.03s for an answer, and 10.9.0.2:7000 wrote 2.00s after that (bare RST, packet 11)',
  ],
  [
    'reset-abort',
    'reset-by-close-with-unread-data',
    0,
    'error',
    'likely',
    [10],
    '10.9.0.2:7000 aborted its connection with 10.9.0.1:55894 100ms in: its program closed with received data unread, or with linger 0 (RST, packet 10)',
  ],
  [
    'reset-abort',
    'answer-then-abort',
    0,
    'info',
    'likely',
    [16],
    '10.9.0.1:58750 aborted its connection with 10.9.0.2:7000 202ms in: it had its answer (RST, packet 16)',
  ],
  [
    'reset-abort',
    'health-checks',
    1,
    'note',
    'likely',
    [12],
    '10.9.0.1:58780 aborted its connection with 10.9.0.2:7000 0.069ms in: it opened and hung up without a word, as health checks and scanners do (RST, packet 12)',
  ],
  [
    'reset-after-close',
    'resets-after-clean-close',
    0,
    'info',
    'certain',
    [130, 131, 132, 133],
    '10.9.0.2:7000 and 10.9.0.1:35034 closed in order; a RST came after it (packet 130)',
  ],
  [
    'reset-keep-alive-failure',
    'keep-alive-unanswered',
    0,
    'error',
    'certain',
    [11],
    '10.9.0.1:35868 gave up on 10.9.0.2:7000 after 4.09s without a word: 3 probes unanswered (RST, packet 11)',
  ],
  [
    'reset-backlog-overflow',
    'backlog-full-ack-dropped',
    4,
    'error',
    'likely',
    [59],
    '10.9.0.2:7000 reset a connection that its full accept queue had never let come up (packet 59)',
  ],
  [
    'reset-ignored',
    'forged-resets-out-of-window',
    0,
    'note',
    'likely',
    [10, 11],
    '10.9.0.1:36938 ignored 2 RSTs in the name of 10.9.0.2:7000 (packet 10): the connection lived on',
  ],
  [
    'reset-injected',
    'forged-reset-accepted',
    0,
    'error',
    'likely',
    [10],
    'somebody likely forged 1 RST in the name of 10.9.0.2:7000 to 10.9.0.1:53706: 2 of 6 tests for forgery fired, and the connection ended (packet 10)',
  ],
  [
    'reset-by-middlebox',
    'reset-after-idle',
    0,
    'error',
    'likely',
    [9],
    "a device between 10.9.0.2:7000 and 10.9.0.1:60124 reset the connection after 1.50s of silence: the TTL of the RST is not 10.9.0.2's (packet 9)",
  ],
  [
    'peer-vanished',
    'fin-never-acknowledged',
    0,
    'error',
    'likely',
    [9, 10, 11, 12],
    '10.9.0.2:7000 vanished: 10.9.0.1:54534 repeated itself 5 times over 3.44s without an answer (from packet 9)',
  ],
  [
    'half-open',
    'port-reused-while-peer-is-stale',
    3,
    'warning',
    'certain',
    [25],
    '10.9.0.2:7000 still held this connection when 10.9.0.1:41003 opened a new one on the same ports: half open, a false ESTABLISHED (packet 25)',
  ],
  [
    'keep-alive',
    'keep-alive-answered',
    0,
    'info',
    'certain',
    [8, 10, 12, 14],
    '10.9.0.1:56742 probed the idle connection with 10.9.0.2:7000 4 times and was answered: both ends live',
  ],
  [
    'keep-alive-unanswered',
    'keep-alive-unanswered',
    0,
    'error',
    'certain',
    [8, 9, 10],
    '10.9.0.2:7000 does not answer keep-alive any more: 3 probes of 10.9.0.1:35868 over 4.09s (from packet 8)',
  ],
  [
    'keep-alive-reset',
    'keep-alive-meets-rebooted-peer',
    0,
    'error',
    'certain',
    [9, 8],
    '10.9.0.2:7000 answered a keep-alive probe of 10.9.0.1:41984 with a RST 1.01s in: it lives, but its end of the connection is gone (packet 9)',
  ],
  [
    'heartbeat',
    'heartbeat',
    0,
    'info',
    'likely',
    [],
    '10.9.0.1:36610 sends 10.9.0.2:7000 a small message every 200ms (15 of them): a heartbeat, or polling',
  ],
  [
    'closed-after-missed-heartbeat',
    'heartbeat-late-and-given-up',
    0,
    'error',
    'likely',
    [37, 39, 40],
    '10.9.0.2:7000 gave up 10.9.0.1:35904, which lived: its message, due every 513ms, had not come for 1.52s, then it was closed 6.37s in (packet 37); its next message drew a RST (packet 40)',
  ],
  [
    'closed-after-missed-heartbeat',
    'heartbeat-missed-and-closed',
    0,
    'note',
    'possible',
    [37],
    '10.9.0.2:7000 gave up 10.9.0.1:35906, which lived: its message, due every 512ms, had not come for 1.65s, then it was closed 6.32s in (packet 37)',
  ],
  [
    'zero-window',
    'window-closed',
    0,
    'warning',
    'certain',
    [23],
    '10.9.0.2:7000 closed its receive window once, 2.87s in all: its program did not read (from packet 23)',
  ],
  [
    'window-full',
    'zero-window-then-close',
    0,
    'info',
    'certain',
    [15, 16, 19, 20],
    '10.9.0.1:42428 filled the window of 10.9.0.2:7000 10 times (8.7 kB under way) (from packet 15)',
  ],
  [
    'window-limited',
    'window-sets-the-pace',
    0,
    'note',
    'likely',
    [21, 34, 36, 49],
    'the window of 10.9.0.2:7000 sets the pace: 18.8 kB per 41.1ms, 458 kB/s at most (from packet 21)',
  ],
  [
    'retransmission-timeout',
    'segment-lost-four-times',
    0,
    'note',
    'likely',
    [10, 11, 12],
    '10.9.0.1:35040 had to wait for its retransmission timer 3 times: 50 % of its 8 segments sent again in all (from packet 10)',
  ],
  [
    'fast-retransmission',
    'segment-lost-in-burst',
    0,
    'note',
    'likely',
    [52],
    '10.9.0.1:35028 resent 1 segment to 10.9.0.2:7000 that had got lost: 2.2 % of its 45 segments sent again in all (from packet 52)',
  ],
  [
    'spurious-retransmission',
    'acks-delayed',
    0,
    'note',
    'certain',
    [20, 21],
    '10.9.0.1:46842 resent 2 segments that 10.9.0.2:7000 had already, as its D-SACKs prove (from packet 20)',
  ],
  [
    'tail-loss',
    'damaged-segments',
    0,
    'note',
    'likely',
    [7],
    'the end of a flight of 10.9.0.1:59176 went unanswered once: a tail loss probe had to find out (from packet 7)',
  ],
  [
    'reordering',
    'segments-overtaken',
    0,
    'warning',
    'likely',
    [83, 97, 105, 122],
    '8 segments of 10.9.0.1:35034 came late, overtaken by up to 32 packets or 3.77ms, and 9 sent again, as if lost (from packet 83)',
  ],
  [
    'duplicate-packets',
    'captured-on-all-interfaces',
    0,
    'info',
    'likely',
    [6, 8, 10, 12],
    'the capture holds 17 packets of this connection twice (from packet 6)',
  ],
  [
    'duplicate-packets',
    'captured-at-both-ends',
    0,
    'info',
    'likely',
    [6, 8, 10, 12],
    'the capture holds 18 packets of this connection twice (from packet 6)',
  ],
  [
    'mss-black-hole',
    'path-mtu-black-hole',
    0,
    'error',
    'likely',
    [13, 14, 15, 16],
    'large segments of 10.9.0.1:54090 never reach 10.9.0.2:7000, small ones do: a path MTU black hole, with no ICMP that says so (from packet 13)',
  ],
  [
    'mss-black-hole',
    'path-mtu-black-hole-probed',
    0,
    'warning',
    'likely',
    [12, 13, 14, 15],
    'large segments of 10.9.0.1:41430 never reach 10.9.0.2:7000, small ones do: a path MTU black hole, with no ICMP that says so; smaller ones got through in the end (from packet 12)',
  ],
  [
    'mss-black-hole',
    'path-mtu-shrinks',
    0,
    'note',
    'certain',
    [13, 14, 15, 16],
    '10.9.0.254 told 10.9.0.1:54086 to send smaller packets: path MTU discovery at work (from packet 13)',
  ],
  [
    'stall',
    'server-thinks',
    0,
    'note',
    'likely',
    [12],
    '10.9.0.2:7000 let 10.9.0.1:52870 wait for an answer for 3.00s (until packet 12)',
  ],
  [
    'stall',
    'request-never-answered',
    0,
    'note',
    'possible',
    [8],
    '10.9.0.1:42812 waited 3.16s for an answer of 10.9.0.2:7000, and closed without one (packet 8)',
  ],
  [
    'stall',
    'answer-comes-too-late',
    0,
    'warning',
    'likely',
    [8],
    '10.9.0.1:44350 waited 1.03s for an answer of 10.9.0.2:7000, and closed without one (packet 8); it came 2.00s later',
  ],
  [
    'stall',
    'nagle-meets-delayed-ack',
    0,
    'note',
    'likely',
    [],
    "small writes between 10.9.0.1:38784 and 10.9.0.2:7000 waited 1.72s in all for delayed ACKs (Nagle's algorithm)",
  ],
  [
    'illegal-flags',
    'scan-xmas',
    0,
    'warning',
    'certain',
    [5],
    '10.9.0.1:49549 sent 1 segment to 10.9.0.2:7002 with flags that no sound stack sends: FIN,PSH,URG (packet 5)',
  ],
  [
    'urgent-data',
    'urgent-data',
    0,
    'note',
    'certain',
    [8, 12],
    '10.9.0.1:53316 sent urgent data to 10.9.0.2:7000 (2 segments, packet 8)',
  ],
  [
    'stray-segment',
    'scan-ack',
    0,
    'info',
    'possible',
    [5],
    'a lone segment between 10.9.0.1:33527 and 10.9.0.2:7003 belongs to no connection (packet 5)',
  ],
];

/** What these show may look like trouble and is none: no error and no warning, in any of their connections. */
const BENIGN = [
  'acks-delayed',
  'answer-then-abort',
  'captured-at-both-ends',
  'captured-on-all-interfaces',
  'captured-on-all-interfaces-v6',
  'close-in-three-segments',
  'connected-to-itself',
  'damaged-segments',
  'fast-open',
  'half-close',
  'health-checks',
  'heartbeat',
  'ip-fragments',
  'keep-alive-answered',
  'last-ack-lost-client-speaks',
  'loopback-without-syn',
  'nagle-meets-delayed-ack',
  'orderly-close',
  'orderly-close-cooked-v2',
  'orderly-close-cut-at-96-bytes',
  'orderly-close-in-nanoseconds',
  'orderly-close-in-vlan',
  'orderly-close-in-vxlan',
  'orderly-close-on-loopback',
  'port-reuse-by-the-closer',
  'port-reuse-in-time-wait',
  'sequence-numbers-wrap',
  'sequence-numbers-wrap-v6',
  'server-thinks',
  'simultaneous-close',
  'simultaneous-open',
  'time-wait-ended-by-reset',
  'urgent-data',
  'window-sets-the-pace',
];

/** The one that speaks for the connection, where several could: the cause, not what comes of it. */
const SPEAKS: readonly [string, number, FindingCode][] = [
  ['backlog-full-ack-dropped', 4, 'backlog-overflow'],
  ['fin-never-acknowledged', 0, 'peer-vanished'],
  ['heartbeat-late-and-given-up', 0, 'closed-after-missed-heartbeat'],
  ['heartbeat-missed-and-closed', 0, 'closed-after-missed-heartbeat'],
  ['keep-alive-meets-rebooted-peer', 0, 'keep-alive-reset'],
  ['keep-alive-unanswered', 0, 'reset-keep-alive-failure'],
  ['last-ack-missing', 0, 'last-ack-stuck'],
  ['path-mtu-black-hole', 0, 'mss-black-hole'],
  ['path-mtu-black-hole-probed', 0, 'mss-black-hole'],
  ['peer-vanishes-in-bulk', 0, 'peer-vanished'],
  ['answer-too-large-for-path', 0, 'mss-black-hole'],
  ['request-never-answered', 0, 'stall'],
  ['path-mtu-shrinks', 0, 'mss-black-hole'],
  ['forged-resets-to-both', 0, 'reset-injected'],
  ['fin-repeated-then-reset', 0, 'reset-abort'],
  ['reset-after-idle', 0, 'reset-by-middlebox'],
  ['segments-overtaken', 0, 'reordering'],
  ['acks-delayed', 0, 'spurious-retransmission'],
  ['syn-ack-lost', 0, 'syn-retransmitted'],
  ['window-closed', 0, 'zero-window'],
  ['window-sets-the-pace', 0, 'window-limited'],
];

interface Judged {
  judgements: readonly Judgement[];
  titles: readonly string[];
  verdict: string;
}

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** Judgements by connection. */
async function judged(name: string): Promise<Map<number, Judged>> {
  const file = readdirSync(join(FIXTURES, name)).find((one) => one.startsWith('capture.'))!;
  const found = new Map<number, Judged>();
  await analyze(await openCapture(join(FIXTURES, name, file)), {
    connection(view) {
      const judgements = view.judgements;
      const titles = judgements.map((one) => findingText[one.code].one(factsOf(one, endsOf(view))));
      found.set(view.connection, { judgements, titles, verdict: view.toRow().verdict });
    },
  });
  return found;
}

const told = new Map<string, Map<number, Judged>>();
beforeAll(async () => {
  const names = [...SHOWN.map(([, name]) => name), ...BENIGN, ...SPEAKS.map(([name]) => name)];
  for (const name of new Set(names)) told.set(name, await judged(name));
}, 60_000);

describe('a judgement', () => {
  it.each(SHOWN)(
    '%s is made of %s, connection %i',
    (code, name, connection, severity, certainty, packets, title) => {
      const { judgements, titles } = told.get(name)!.get(connection)!;
      const at = judgements.findIndex((one) => one.code === code);
      expect(judgements.map((one) => one.code)).toContain(code);
      const { severity: isSevere, certainty: isCertain, packets: proof } = judgements[at]!;
      expect([isSevere, isCertain, proof.slice(0, 4), titles[at]]).toEqual([
        severity,
        certainty,
        packets,
        title,
      ]);
    },
  );

  it('of every kind is shown by a fixture', () => {
    const shown = new Set(SHOWN.map(([code]) => code));
    expect(CONNECTION_RULES.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([]);
  });

  it('stands once in the catalogue, in the order of the codes', () => {
    const codes = CONNECTION_RULES.map(({ code }) => code);
    expect(codes).toEqual(FINDING_CODES.filter((code) => codes.includes(code)));
  });

  it.each(SPEAKS)('that speaks for %s, connection %i, is %s', (name, connection, code) => {
    const { judgements, titles, verdict } = told.get(name)!.get(connection)!;
    expect(judgements[0]!.code).toBe(code);
    expect(verdict.startsWith(titles[0]!)).toBe(true);
  });

  it.each(BENIGN)('of %s is no error and no warning', (name) => {
    const bad = [...told.get(name)!.entries()].flatMap(([connection, { judgements }]) =>
      judgements
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ code }) => `${connection}: ${code}`),
    );
    expect(bad).toEqual([]);
  });

  it('of any fixture proves itself by packets of its connection, at most ten, and has every sentence', () => {
    for (const connections of told.values()) {
      for (const { judgements, titles } of connections.values()) {
        for (const [at, { packets, timeNs, endNs, code }] of judgements.entries()) {
          expect(packets.length).toBeLessThanOrEqual(10);
          expect(packets.every((packet) => Number.isInteger(packet) && packet > 0)).toBe(true);
          expect(endNs).toBeGreaterThanOrEqual(timeNs);
          expect(`${code}: ${titles[at]}`).not.toMatch(/undefined|null|NaN|\[object/);
        }
      }
    }
  });
});
