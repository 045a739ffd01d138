import type { PacketRow } from '../../../../rows.js';
import type { PageText } from '../../page-text.js';

/** Wireshark's words for a packet: what its rule is, and what it usually means. */
export const labelTexts: Readonly<Record<PacketRow['analysis'][number], PageText>> = {
  retransmission: {
    title: "retransmission (Wireshark's word)",
    meaning: 'bytes that were sent before, once more',
    about: [
      'Its rule: the number lies below the highest expected, and none of the more special words fits. Fast and spurious retransmissions bear this word as well. What synopsis thinks of it stands in notes.',
      'A repeat need not match the first segments: kernels join small ones, and send several at once.',
    ],
    causes: [
      'the segment, or its acknowledgment, was lost',
      'the capture missed the first one',
      'on Linux: a tail loss probe, without any loss',
    ],
    advice: [['Count loss at the sender.', 'nstat -az TcpRetransSegs TcpOutSegs; ss -ti']],
  },
  'fast-retransmission': {
    title: "fast-retransmission (Wireshark's word)",
    meaning: 'sent again after two or more duplicate ACKs, within 20 ms of the last',
    causes: ['one or a few segments were lost, those after them arrived'],
    advice: ['Single ones cost little. Many: look for loss on the path.'],
  },
  'spurious-retransmission': {
    title: "spurious-retransmission (Wireshark's word)",
    meaning: 'sent again although the capture shows that it had been acknowledged',
    causes: [
      'the acknowledgment was lost behind the capture point, or came too late',
      'delay grew suddenly: the timer was too short',
    ],
    advice: ['Look for lost ACKs in the other direction, or for jumps of the round trip.'],
  },
  'out-of-order': {
    title: "out-of-order (Wireshark's word)",
    meaning: 'a segment that others overtook on the way',
    about: [
      'Its rule is time: late by less than the first round trip (3 ms where unknown). A retransmission within that time is called so as well.',
    ],
    causes: [
      'several paths or queues (link aggregation, multi-queue cards, Wi-Fi)',
      'the capture mixes two interfaces',
    ],
    advice: ['See the IP ids and timestamps of the segment: an original has those of its time.'],
  },
  'lost-segment': {
    title: 'lost-segment (Wireshark: previous segment not captured)',
    meaning: 'the number is above the expected one: something before it is missing here',
    about: [
      'Lost before the capture point, or missed by the capture itself. If it is acknowledged later and never seen, it was the capture.',
    ],
    causes: ['loss on the path', 'the capture dropped packets'],
    advice: [
      [
        'Was the capture whole? tcpdump says at its end how many packets the kernel dropped.',
        'capinfos CAPTURE',
      ],
    ],
  },
  'ack-lost-segment': {
    title: 'ack-lost-segment (Wireshark: ACKed unseen segment)',
    meaning: 'acknowledges bytes that the capture does not hold: a gap of the capture',
    causes: [
      'the capture dropped packets',
      'the other direction takes another path',
      'the capture began in mid-stream',
    ],
    advice: [
      'Take it as a matter of the capture, never of the network. Capture with a larger buffer (tcpdump -B).',
    ],
  },
  'duplicate-ack': {
    title: "duplicate-ack (Wireshark's word)",
    meaning: 'the same acknowledgment again, without data and with the same window',
    about: [
      'The receiver got something that it did not expect: a segment after a hole, or one that it has already. Three of them trigger a fast retransmission.',
    ],
    causes: ['a segment was lost or overtaken'],
    advice: ['Look what is sent again next.'],
  },
  'zero-window': {
    title: "zero-window (Wireshark's word)",
    meaning: 'its sender has no room: the receive window is closed',
    causes: ['the program behind it does not read, or reads too slowly'],
    advice: [['At the receiver: Recv-Q is full.', 'ss -tnmp']],
  },
  'zero-window-probe': {
    title: "zero-window-probe (Wireshark's word)",
    meaning: 'one byte into a closed window, to see whether it has opened',
    about: [
      'Linux probes without the byte; Wireshark then says keep-alive, and synopsis notes window-probe.',
    ],
    causes: ["the peer's window is closed"],
    advice: ['Look at the receiver: see zero-window.'],
  },
  'zero-window-probe-ack': {
    title: "zero-window-probe-ack (Wireshark's word)",
    meaning: 'the answer to a zero-window probe: still closed',
    causes: ['the program at this end still does not read'],
    advice: ['Look at this receiver: see zero-window.'],
  },
  'window-full': {
    title: "window-full (Wireshark's word)",
    meaning: 'this segment fills the window of the other side to the brim',
    about: ['The sender must now wait for an ACK.'],
    causes: ['the receiver reads too slowly, or its buffer is too small for the path'],
    advice: [['See the buffers of the receiver.', 'sysctl net.ipv4.tcp_rmem; ss -tnm']],
  },
  'window-update': {
    title: "window-update (Wireshark's word)",
    meaning: 'nothing but a changed receive window: usually the program has read',
    about: [
      'The first answer to a keep-alive may get this word too: the window of the SYN,ACK was not scaled.',
    ],
  },
  'keep-alive': {
    title: "keep-alive (Wireshark's word)",
    meaning: 'no data, or one byte, one number below the next: asks whether the peer lives',
    about: [
      'Window probes of Linux look the same and get this word too. What it is shows the window of the other side: closed, or open.',
    ],
  },
  'keep-alive-ack': {
    title: "keep-alive-ack (Wireshark's word)",
    meaning: 'the answer to a keep-alive: the peer lives',
  },
  'reused-ports': {
    title: "reused-ports (Wireshark's word)",
    meaning: 'a SYN with a new number on addresses and ports that were used before',
    about: [
      'A new connection begins, with a number of its own. After a TIME_WAIT that is in order. A SYN,ACK with another number gets the word as well.',
    ],
    causes: ['a client with few ports, or one that binds its port', 'a capture of many hours'],
    advice: ['Harmless unless the old connection still lived: then see half-open.'],
  },
};

/** Our own judgement on a packet. */
export const noteTexts: Readonly<Record<string, PageText>> = {
  'retransmission-timeout': {
    meaning: 'sent again because its acknowledgment did not come in time (RTO)',
    causes: ['the last segments of a burst were lost, or their ACKs', 'the peer is gone'],
    advice: [
      'Each costs at least 200 ms on Linux, and the next wait doubles. Look for loss, or a peer that vanished.',
    ],
  },
  'retransmission-fast': {
    meaning: 'sent again after three duplicate ACKs',
    causes: ['a segment was lost, later ones arrived'],
    advice: ['Cheap by itself; many of them are loss on the path.'],
  },
  'retransmission-sack': {
    meaning: 'sent again because SACK blocks tell that later data arrived',
    causes: ['a segment was lost, later ones arrived'],
    advice: ['Cheap by itself; many of them are loss on the path.'],
  },
  'retransmission-tail-loss-probe': {
    meaning: 'the last segment once more, to draw an answer; often without any loss',
    about: [
      'Linux sends it about two round trips after the last segment, some 5 ms on a fast net. It may repeat a FIN whose ACK is only delayed; the answer is a D-SACK.',
      'While a small window fills it repeats the last segments, too: no loss either.',
    ],
    causes: ['the tail of a burst was lost', 'the ACK is delayed (40 ms): nothing is lost'],
    advice: ['No reason to worry unless real timeouts follow.'],
  },
  'retransmission-spurious': {
    meaning: 'sent again although it had arrived already',
    causes: ['a lost or late ACK', 'a timer too short for a sudden delay', 'reordering taken for loss'],
    advice: [['See what the sender learnt by D-SACK.', "nstat -az 'TcpExtTCPDSACK*'"]],
  },
  'retransmission-handshake': {
    meaning: 'a SYN or SYN,ACK once more',
    causes: ['it, or its answer, was lost', 'nobody answers, or the accept queue is full'],
    advice: ['See how it ended: syn-retransmitted, syn-ack-retransmitted, backlog-overflow.'],
  },
  'retransmission-unknown': {
    meaning: 'sent again; why, the capture does not tell',
    causes: ['the capture misses what led to it'],
    advice: ['A capture at the sender tells more.'],
  },
  reordered: {
    meaning: 'overtaken by later segments on its way; sent once',
    causes: ['several paths or queues on the way'],
    advice: ['Harmless in small numbers; SACK and RACK cope with it.'],
  },
  'capture-duplicate': {
    meaning: 'the capture holds the same packet twice',
    causes: ['a mirror port that copies both directions', 'tcpdump -i any on a bridge or router'],
    advice: [['Take the copies out.', 'editcap -d IN OUT']],
  },
  'challenge-ack': {
    meaning: 'an ACK that answers a SYN or RST which is not taken',
    about: [
      'It asks: do you really mean it? A peer that lost the connection answers with an exact RST. Linux sends few of them, one in 500 ms for each connection: a missing one is not a lost packet.',
    ],
    causes: ['the peer restarted, and opens anew', 'somebody guesses numbers (an injected RST or SYN)'],
    advice: ['See what follows: a RST clears a stale connection; nothing means that the forgery failed.'],
  },
  'window-probe': {
    meaning: 'asks whether a closed window has opened',
    about: [
      'On Linux without data, one number below the next: just like a keep-alive. The intervals double from 200 ms.',
    ],
    causes: ["the peer's window is closed: its program does not read"],
    advice: [['At the receiver:', 'ss -tnmp']],
  },
  'keep-alive': { meaning: 'asks in an idle connection whether the peer lives' },
  'keep-alive-ack': { meaning: 'the answer to a keep-alive: it lives' },
  'not-captured-before': {
    meaning: 'something before it went by uncaptured',
    causes: ['the capture dropped packets, or began late'],
    advice: ['Capture with a larger buffer, or nearer.'],
  },
  'offload-size': {
    meaning: 'longer than any segment on the wire: cut up or put together by the card',
    about: [
      'TSO and GRO: the capture stands between kernel and network card. Sizes and counts are then not those of the wire.',
    ],
    advice: [['To see the wire as it is:', 'ethtool -K IFACE tso off gso off gro off']],
  },
  'bad-checksum': {
    meaning: 'the TCP checksum is wrong: the receiver drops it in silence',
    about: [
      'Of packets that were captured on their sender it means nothing: the card fills the checksum in later.',
    ],
    causes: ['checksum offload at the capturing host', 'a damaged packet, or a device that changes packets'],
    advice: [['Count them at the receiver.', 'nstat -az TcpInCsumErrors']],
  },
  'duplicate-sack': {
    meaning: 'its sender reports bytes that it got twice (D-SACK)',
    causes: ['a retransmission was not needed', 'the network doubled a packet'],
    advice: ['Look which retransmission came too early.'],
  },
  'data-differs': {
    meaning: 'the same numbers as before with other bytes',
    about: [
      'A stack repeats what it sent. Other bytes come from somebody else, or from a damaged packet.',
      'Injected data puts the two ends out of step: each acknowledges what the other never sent, both repeat until they give up.',
    ],
    causes: ['somebody injects data', 'a middlebox that rewrites', 'a damaged packet'],
    advice: ['Compare TTL and IP id of both; capture at the sender.'],
  },
  late: {
    meaning: 'came after its connection had left the tables',
    about: ['It is counted with its connection, and does not open it again.'],
  },
};
