import type { PageText } from '../../../page-text.js';

/** Findings about the capture: what this file cannot prove. */
export const captureTexts = {
  'capture-started-late': {
    meaning: 'connections were running before the capture began',
    about: ['Their handshakes are missing: who opened is a guess, window scale and options are unknown.'],
    causes: ['the capture was started when the trouble was there'],
    advice: [
      [
        'Capture before: a ring of files costs little.',
        "tcpdump -i any -s 0 -w ring.pcap -C 100 -W 20 'tcp port PORT'",
      ],
    ],
  },
  'capture-ended-early': {
    meaning: 'connections were alive, or just ending, when the capture ended',
    about: ['What seems open or stuck may have ended a moment later.'],
    causes: ['the capture was stopped, or its file is full'],
    advice: ['Let it run some minutes past the trouble: timers are long.'],
  },
  'capture-gaps': {
    meaning: 'bytes were acknowledged that the capture does not hold',
    about: [
      'They arrived; so they are missing here, not lost on the network. Loss rates and repeats near them are not to be trusted.',
    ],
    causes: [
      'the kernel dropped packets of the capture',
      'a mirror port with too much traffic',
      'part of the traffic takes another path',
    ],
    advice: [
      [
        'A larger buffer, shorter packets, a narrower filter:',
        "tcpdump -B 65536 -s 128 -w file.pcap 'tcp port PORT'",
      ],
    ],
  },
  'capture-one-way': {
    meaning: 'one direction only was captured',
    about: ['"No answer" proves nothing here: the answers may have taken another way.'],
    causes: ['asymmetric routes, or a mirror of one direction', 'a filter that names a source only'],
    advice: ['Capture at an endpoint, or on both links.'],
  },
  'capture-duplicates': {
    meaning: 'the capture holds packets twice',
    about: ['They are not retransmissions, though tools may call them so.'],
    causes: [
      'a mirror port that copies both directions',
      'tcpdump -i any where a packet crosses several interfaces',
    ],
    advice: [['Take the copies out.', 'editcap -d IN OUT'], 'Name one interface instead of any.'],
  },
  'capture-offload': {
    meaning: 'packets larger than the wire allows, or wrong checksums: the card does the rest',
    about: [
      'The capture stands between kernel and card: segments are cut (TSO) and put together (GRO, LRO) beyond it. Counts and sizes are not those of the wire.',
    ],
    causes: ['offload at the capturing host: ordinary'],
    advice: [['To see the wire as it is:', 'ethtool -K IFACE tso off gso off gro off lro off']],
  },
  'capture-cut': {
    meaning: 'packets were cut, or the file ends in the middle',
    causes: [
      'a snapshot length shorter than the headers',
      'the capturing program was killed, or the disk was full',
    ],
    advice: [['At least 96 bytes for headers with options; everything:', 'tcpdump -s 0 …']],
  },
  'clock-stepped': {
    meaning: 'the clock of the capture jumped',
    about: ['Times before and after cannot be compared; durations across the step are wrong.'],
    causes: [
      'NTP set the clock, or somebody did',
      'a virtual machine was paused or moved',
      'captures of two clocks were merged',
    ],
    advice: [['Is the clock in step?', 'chronyc tracking'], 'Let the clock be slewed, not stepped.'],
  },
} satisfies Record<string, PageText>;
