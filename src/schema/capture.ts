import { type CaptureRow, CLOCKS, type FlagsRow, type InterfaceRow, type Totals } from '../rows.js';
import { FLAGS_ORDER } from './packet.js';
import { integer, list, object, orNull, record, seconds, text, time, words, yesOrNo } from './schema.js';

const interfaceRow = object<InterfaceRow>('An interface, as far as the capture tells of it.', {
  name: orNull(text('Its name.')),
  description: orNull(text('Its description.')),
  linkType: text('The name of its LINKTYPE_: "EN10MB".'),
  comment: orNull(text('What people wrote about it.')),
});

export const captureRow = object<CaptureRow>('One capture, after it was read.', {
  path: text('As it was given; "-" is standard input.'),
  format: text('"pcap", "pcapng", "tcpdump-text", "pdml" …'),
  packets: integer('Packets in it, TCP or not.'),
  tcpPackets: integer('Those that gave a TCP segment.'),
  bytes: integer('Bytes of all packets on the wire.'),
  linkTypes: list('The link types of its packets.', text('The name of a LINKTYPE_.')),
  firstTime: orNull(time('The earliest of its packets.')),
  lastTime: orNull(time('The latest of its packets.')),
  clock: words(
    'What its times tell: dates, times of day only, seconds since some packet, or nothing.',
    CLOCKS,
  ),
  snaplen: orNull(integer('The most bytes captured of a packet; null where that is not told.')),
  dropped: orNull(integer('Packets that the capturing host dropped; null where that is not told.')),
  interfaces: list("By their numbers: a packet's `interface` is a place in this list.", interfaceRow),
  comments: list('What people wrote about the capture as a whole.', text('One comment.')),
  notDecoded: record('Packets that gave no TCP segment, by reason.', integer('How many.', 1)),
  warnings: list('What was wrong with it, in sentences.', text('One sentence.')),
});

export const totals = object<Totals>('Over all captures.', {
  packets: integer('Packets, TCP or not; one that stands in two captures counts once.'),
  tcpPackets: integer('Those that gave a TCP segment.'),
  latePackets: integer("TCP packets that came after their connection's row had left: no row counts them."),
  connections: integer('Connections.'),
  flows: integer('4-tuples.'),
  bytes: integer('Bytes of TCP packets on the wire.'),
  durationSeconds: orNull(seconds('From the first packet to the last; null where the input has no times.')),
});

export const flagsRow = object<FlagsRow>('One combination of flags that was seen.', {
  flags: text(
    `The flags, in the order ${FLAGS_ORDER}; "" for none; reserved bits are appended as "reserved".`,
  ),
  packets: integer('Packets that bear just these.', 1),
  meaning: text('What they say.'),
  legal: yesOrNo('Whether a sound TCP may send them.'),
});
