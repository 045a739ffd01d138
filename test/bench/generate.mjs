// Writes a capture of many connections at once, the same bytes for the same number of packets.
//   node test/bench/generate.mjs OUT.pcap [packets]
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [FIN, SYN, RST, PSH, ACK] = [1, 2, 4, 8, 16];
/** Connections that run side by side. */
const LIVE = 5000;
/** Bytes captured of each packet, as with `tcpdump -s 96`. */
const SNAPLEN = 96;
const BUFFER_BYTES = 1 << 22;
const HEADERS = 14 + 20;

export function generate(path, packets) {
  const file = new CaptureFile(path);
  const random = generator(1);
  const live = Array.from({ length: LIVE }, (_, i) => conversation(i, random));
  let opened = LIVE;
  while (file.packets < packets) {
    const place = random() % LIVE;
    const { value, done } = live[place].next();
    if (done) live[place] = conversation(opened++, random);
    else file.write(value, random() % 200);
  }
  file.end();
}

/** A flood: SYNs from forged addresses to one service, which answers some of them. */
export function generateFlood(path, packets) {
  const file = new CaptureFile(path);
  const random = generator(1);
  while (file.packets < packets) {
    const from = { address: 0x0a000000 + (random() % 0xffffff), port: 1024 + (random() % 60_000) };
    const to = { address: 0xc0a80001, port: 443 };
    const [seq, answer] = [random(), random()];
    file.write({ from, to, flags: SYN, payload: 0, seq, ack: 0 }, random() % 200);
    if (random() % 100 >= 30 || file.packets >= packets) continue;
    file.write(
      { from: to, to: from, flags: SYN | ACK, payload: 0, seq: answer, ack: (seq + 1) >>> 0 },
      random() % 200,
    );
  }
  file.end();
}

/** A connection from SYN to its end, packet by packet: most close, some are reset, refused, or lose a segment. */
function* conversation(number, random) {
  const client = {
    address: 0x0a000000 + (number % 0xfffff),
    port: 1024 + (random() % 60_000),
    seq: random(),
  };
  const server = {
    address: 0xc0a80000 + (random() % 50),
    port: [80, 443, 5432, 8080][random() % 4],
    seq: random(),
  };
  const send = (from, to, flags, payload = 0) => {
    const packet = { from, to, flags, payload, seq: from.seq, ack: flags & ACK ? to.seq : 0 };
    from.seq = (from.seq + payload + (flags & (SYN | FIN) ? 1 : 0)) >>> 0;
    return packet;
  };
  const ending = random() % 100;
  yield send(client, server, SYN);
  if (ending === 0) return yield send(server, client, RST | ACK);
  yield send(server, client, SYN | ACK);
  yield send(client, server, ACK);
  for (let requests = 1 + (random() % 3); requests > 0; requests--) {
    yield send(client, server, PSH | ACK, 80 + (random() % 400));
    for (let segments = 2 + (random() % 12); segments > 0; segments--) {
      const segment = send(server, client, segments === 1 ? PSH | ACK : ACK, 1448);
      yield segment;
      if (random() % 100 === 0) yield segment;
      if (segments % 2 === 0) yield send(client, server, ACK);
    }
    yield send(client, server, ACK);
  }
  if (ending < 5) return yield send(server, client, RST | ACK);
  yield send(client, server, FIN | ACK);
  yield send(server, client, FIN | ACK);
  yield send(client, server, ACK);
}

/** Classic pcap, little-endian, microseconds, Ethernet, IPv4. */
class CaptureFile {
  packets = 0;
  #file;
  #bytes = new Uint8Array(BUFFER_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #at = 24;
  #micros = 1_700_000_000e6;

  constructor(path) {
    this.#file = openSync(path, 'w');
    const view = this.#view;
    view.setUint32(0, 0xa1b2c3d4, true);
    view.setUint16(4, 2, true);
    view.setUint16(6, 4, true);
    view.setUint32(16, SNAPLEN, true);
    view.setUint32(20, 1, true);
  }

  write({ from, to, flags, payload, seq, ack }, pauseMicros) {
    const view = this.#view;
    const headerBytes = flags & SYN ? 24 : 20;
    const length = HEADERS + headerBytes + payload;
    const captured = Math.min(length, SNAPLEN);
    this.#micros += pauseMicros;
    view.setUint32(this.#at, Math.floor(this.#micros / 1e6), true);
    view.setUint32(this.#at + 4, this.#micros % 1e6, true);
    view.setUint32(this.#at + 8, captured, true);
    view.setUint32(this.#at + 12, length, true);
    const ip = this.#at + 16 + 14;
    const tcp = ip + 20;
    const end = this.#at + 16 + captured;
    this.#bytes.fill(0, this.#at + 16, end);
    view.setUint16(ip - 2, 0x0800);
    view.setUint16(ip, 0x4500);
    view.setUint16(ip + 2, length - 14);
    view.setUint16(ip + 4, this.packets & 0xffff);
    view.setUint16(ip + 6, 0x4000);
    view.setUint16(ip + 8, 0x4006);
    view.setUint32(ip + 12, from.address);
    view.setUint32(ip + 16, to.address);
    view.setUint16(tcp, from.port);
    view.setUint16(tcp + 2, to.port);
    view.setUint32(tcp + 4, seq);
    view.setUint32(tcp + 8, ack);
    view.setUint16(tcp + 12, (headerBytes << 10) | flags);
    view.setUint16(tcp + 14, 65_000);
    if (flags & SYN) view.setUint32(tcp + 20, 0x020405b4);
    this.packets++;
    this.#at = end;
    if (this.#at > BUFFER_BYTES - 200) this.#flush();
  }

  end() {
    this.#flush();
    closeSync(this.#file);
  }

  #flush() {
    writeSync(this.#file, this.#bytes, 0, this.#at);
    this.#at = 0;
  }
}

/** The same numbers for the same seed: xorshift32. */
function generator(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path, packets = '1000000'] = process.argv.slice(2);
  if (path === undefined) {
    console.error('usage: node test/bench/generate.mjs OUT.pcap [packets]');
    process.exit(2);
  }
  generate(path, Number(packets));
}
