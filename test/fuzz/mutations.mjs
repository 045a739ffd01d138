// Damages captures: the same damage for the same seed.

/** The same numbers for the same seed: xorshift32. */
export function generator(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Values that lengths, counts and flags are sensitive to. */
const NUMBERS = [
  0, 1, 2, 4, 8, 19, 20, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

/** Each takes a capture and gives another; the input may be shared and stays as it is. */
const MUTATIONS = {
  'change bytes'(bytes, random) {
    const changed = bytes.slice();
    for (let n = 1 + (random() % 16); n > 0; n--) changed[random() % changed.length] = random();
    return changed;
  },

  'put in a number'(bytes, random) {
    const changed = bytes.slice();
    const view = new DataView(changed.buffer, changed.byteOffset, changed.length);
    for (let n = 1 + (random() % 4); n > 0; n--) {
      const at = random() % Math.max(1, changed.length - 4);
      view.setUint32(at, NUMBERS[random() % NUMBERS.length], random() % 2 === 0);
    }
    return changed;
  },

  'flip bits'(bytes, random) {
    const changed = bytes.slice();
    for (let n = 1 + (random() % 64); n > 0; n--) changed[random() % changed.length] ^= 1 << (random() % 8);
    return changed;
  },

  'cut the end off': (bytes, random) => bytes.slice(0, random() % bytes.length),

  'take bytes out'(bytes, random) {
    const at = random() % bytes.length;
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + (random() % 100)));
  },

  'put bytes in'(bytes, random) {
    const at = random() % bytes.length;
    const inserted = Uint8Array.from({ length: 1 + (random() % 100) }, () => random());
    return joined(bytes.subarray(0, at), inserted, bytes.subarray(at));
  },

  'repeat a part'(bytes, random) {
    const at = random() % bytes.length;
    const part = bytes.subarray(at, at + (random() % 2000));
    return joined(bytes, ...Array.from({ length: 1 + (random() % 50) }, () => part));
  },
};

/** These know where packets begin: what comes out is whole, but tells another story. */
const PACKET_MUTATIONS = {
  'shuffle packets': (packets, random) =>
    packets
      .map((p) => [random(), p])
      .sort(([a], [b]) => a - b)
      .map(([, p]) => p),
  'drop packets': (packets, random) => packets.filter(() => random() % 4 > 0),
  'repeat packets': (packets, random) =>
    packets.flatMap((packet) => (random() % 4 ? [packet] : [packet, packet])),
  'swap neighbours'(packets, random) {
    const changed = [...packets];
    for (let i = 1; i < changed.length; i++) {
      if (random() % 4 === 0) [changed[i - 1], changed[i]] = [changed[i], changed[i - 1]];
    }
    return changed;
  },
  'other TCP flags': (packets, random) =>
    packets.map((packet) => (random() % 3 ? packet : withFlags(packet, random))),
  'other numbers': (packets, random) =>
    packets.map((packet) => (random() % 3 ? packet : withNumbers(packet, random))),
};

/**
 * One damaged capture and what was done to it. `others` are captures whose packets may be mixed in.
 * @param packetsOf splits a capture into its head and its packet records, or null where that cannot be done
 */
export function mutate(bytes, other, seed, packetsOf) {
  const random = generator(seed);
  const done = [];
  let changed = bytes;
  const split = random() % 2 === 0 ? packetsOf(bytes) : null;
  if (split !== null) {
    const mixed = random() % 4 === 0 ? packetsOf(other) : null;
    let { packets } = split;
    if (mixed !== null) {
      packets = packets.concat(mixed.packets);
      done.push('mix two captures');
    }
    for (let n = 1 + (random() % 3); n > 0; n--) {
      const [name, mutation] = pick(PACKET_MUTATIONS, random);
      packets = mutation(packets, random);
      done.push(name);
    }
    changed = joined(split.head, ...packets);
  }
  for (let n = split === null ? 1 + (random() % 3) : random() % 2; n > 0 && changed.length > 4; n--) {
    const [name, mutation] = pick(MUTATIONS, random);
    changed = mutation(changed, random);
    done.push(name);
  }
  return { bytes: changed, done };
}

/** Head and records of a little-endian classic pcap. */
export function pcapPackets(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 24 || ![0xa1b2c3d4, 0xa1b23c4d].includes(view.getUint32(0, true))) return null;
  const packets = [];
  for (let at = 24; at + 16 <= bytes.length; ) {
    const next = at + 16 + view.getUint32(at + 8, true);
    packets.push(bytes.subarray(at, next));
    at = next;
  }
  return { head: bytes.subarray(0, 24), packets };
}

/** Lines of text. */
export function textLines(bytes) {
  const packets = [];
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(10, at) + 1 || bytes.length;
    packets.push(bytes.subarray(at, next));
    at = next;
  }
  return { head: bytes.subarray(0, 0), packets };
}

const RECORD_HEADER = 16;

/** Where TCP begins in an IPv4 packet on Ethernet, or -1. */
function tcpOffset(record) {
  const ip = RECORD_HEADER + 14;
  if (record.length < ip + 40 || record[ip - 2] !== 8 || record[ip] !== 0x45 || record[ip + 9] !== 6)
    return -1;
  return ip + 20;
}

function withFlags(record, random) {
  const tcp = tcpOffset(record);
  if (tcp < 0) return record;
  const changed = record.slice();
  changed[tcp + 13] = random() % 2 ? [2, 18, 16, 17, 4, 20, 1, 24][random() % 8] : random();
  return changed;
}

function withNumbers(record, random) {
  const tcp = tcpOffset(record);
  if (tcp < 0) return record;
  const changed = record.slice();
  const view = new DataView(changed.buffer, changed.byteOffset, changed.length);
  const at = tcp + [4, 8, 14][random() % 3];
  const step = [-2, -1, 1, 2, 1000, 0x7fffffff, 0x80000000][random() % 7];
  view.setUint32(at, view.getUint32(at) + step);
  return changed;
}

function pick(choices, random) {
  const entries = Object.entries(choices);
  return entries[random() % entries.length];
}

function joined(...parts) {
  return new Uint8Array(Buffer.concat(parts));
}
