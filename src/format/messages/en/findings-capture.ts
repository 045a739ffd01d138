import type { FindingCode } from '../../../rows.js';
import { counted } from '../en.js';
import { bytes, seconds } from './amounts.js';
import type { FindingFacts, FindingSentences } from './findings.js';

/** Findings about what the capture cannot prove; they are never about one connection. */
export const captureText = {
  'capture-started-late': about({
    title: (f) =>
      `${counted(f.count, 'connection')} ${f.count === 1 ? 'was' : 'were'} running before the capture began`,
    explanation: () =>
      'Their handshakes are missing: who opened them is a guess, window scale and options are unknown, and whether they are old or new cannot be told.',
    advice: () =>
      "Capture before the trouble comes: a ring of files costs little (tcpdump -i any -s 0 -w ring.pcap -C 100 -W 20 'tcp port N').",
    wouldChange: () => 'An earlier capture of the same place, given together with this one.',
  }),
  'capture-ended-early': about({
    title: (f) => `${counted(f.count, 'connection')} had not ended when the capture did`,
    explanation: () => 'What seems open or stuck there may have ended a moment later.',
    advice: () => 'Let the capture run some minutes past the trouble: timers are long.',
    wouldChange: () => 'A later capture of the same place, given together with this one.',
  }),
  'capture-gaps': about({
    title: (f) =>
      f.count === 0
        ? `the capturing program says that it dropped ${counted(Number(f.measures['dropped']), 'packet')}`
        : `the capture lacks ${bytes(f.measures['bytes'])} of ${counted(f.count, 'connection')} that were acknowledged${f.measures['dropped'] ? `, and its program says that it dropped ${counted(Number(f.measures['dropped']), 'packet')}` : ''}`,
    explanation: () =>
      'What was acknowledged arrived: it is missing here, it was not lost on the network. Loss rates and repeats near the gaps are not to be trusted.',
    advice: () =>
      "Give the capture a larger buffer, shorter packets or a narrower filter: tcpdump -B 65536 -s 128 -w file.pcap 'tcp port N'; see that all paths pass the capture point.",
    wouldChange: () => 'Nothing in this capture: an endpoint acknowledged those bytes.',
  }),
  'capture-one-way': about({
    title: (f) =>
      `only one direction was captured of ${counted(f.count, 'connection')} (of ${f.measures['conversations']} that hold more than lone packets)`,
    explanation: () =>
      'One side acknowledges and goes on, nothing of the other side is here. "No answer" proves nothing in this capture: the answers may have taken another way.',
    advice: () =>
      'Capture at an endpoint, or on both links; look for asymmetric routes, a mirror port of one direction, a filter that names a source only.',
    wouldChange: () => 'Packets of the other direction in a second capture.',
  }),
  'capture-duplicates': about({
    title: (f) =>
      `the capture holds ${counted(Number(f.measures['packets']), 'packet')} twice, of ${counted(f.count, 'connection')}`,
    explanation: () =>
      'They are copies, not retransmissions, though other tools may call them so: same bytes, same IP identification, a moment apart.',
    advice: () =>
      'Take them out with editcap -d; mirror one direction only, and name one interface instead of any.',
    wouldChange: () => 'Copies that the receiver reports by D-SACK: then the network doubled them.',
  }),
  'capture-offload': about({
    title: (f) =>
      `${counted(Number(f.measures['packets']), 'packet')} ${f.measures['packets'] === 1 ? 'is' : 'are'} larger than the wire allows: the network card cuts them up, or put them together`,
    explanation: () =>
      'The capture stands between kernel and card, on the host itself: segments are cut (TSO) and joined (GRO, LRO) beyond it. Counts of packets and sizes are not those of the wire; checksums of what is sent may not be filled in yet.',
    advice: () => 'To see the wire as it is: ethtool -K IFACE tso off gso off gro off lro off.',
    wouldChange: () => 'A path with jumbo frames as large as these.',
  }),
  'capture-cut': about({
    title: (f) => cutTitle(f),
    explanation: (f) =>
      `${f.measures['damagedFiles'] ? 'What stood behind the damage is missing. ' : ''}Of packets that were cut the headers are read as far as they go; payloads cannot be shown, nor checksums verified.`,
    advice: () =>
      'Headers with options need 96 bytes (tcpdump -s 96), payloads all of them (-s 0); end the capturing program in order (SIGINT), and leave room on the disk.',
    wouldChange: () => 'Nothing: the lengths stand in the file.',
  }),
  'clock-stepped': about({
    title: (f) =>
      `the clock of the capture stepped back by ${seconds(f.measures['longestSeconds'])}${f.measures['steps'] === 1 ? '' : `, and ${Number(f.measures['steps']) - 1} more times`} (packet ${f.packets[0]})`,
    explanation: () =>
      'Times before and after cannot be compared; durations across the step are wrong, and order is that of the file.',
    advice: () =>
      'chronyc tracking shows whether the clock is in step; let it be slewed, not set. Of captures from two clocks, mend one: editcap -t.',
    wouldChange: () => 'Packets that were written out of order by several capturing threads.',
  }),
} satisfies Partial<Record<FindingCode, FindingSentences>>;

interface About extends Pick<FindingSentences, 'explanation' | 'advice' | 'wouldChange'> {
  title(f: FindingFacts): string;
}

function about({ title, explanation, advice, wouldChange }: About): FindingSentences {
  return { one: title, many: title, explanation, advice, wouldChange };
}

function cutTitle({ measures }: FindingFacts): string {
  const packets = Number(measures['packets']);
  const cut = `${counted(packets, 'packet')} ${packets === 1 ? 'was' : 'were'} captured in part${measures['snaplen'] === null ? '' : ` (snapshot length ${measures['snaplen']})`}`;
  const damaged = Number(measures['damagedFiles']);
  if (damaged === 0) return cut;
  const ends =
    damaged === 1 ? 'the file breaks off or is damaged' : `${damaged} files break off or are damaged`;
  return packets === 0 ? ends : `${ends}; ${cut}`;
}
