import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ethernet, type Frame, ipv4, pcapOf, tcp } from './support/frames.js';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const OPENING_LINE = '// Hot path: allocates nothing per packet.';

describe('the hot path', () => {
  /** Where a packet enters each stage. */
  const entries = [
    'decode/decode-packet',
    'flow/flow-table',
    'tcp/track-segment',
    'labels/wireshark',
    'labels/zeek',
  ];
  /** Files on the way that declare tables, or are entered for few packets: a RST, an ICMP error, a fragment, an unknown link. */
  const cold =
    /columns|(?<!printed-)segment\.ts|printed-packet|ip\/address|tables|limits|memory\/|format\/|reset-log|icmp|fragments|notes|errno|flags|send-queue|-words|packet-labels|-ports|socks|unknown-link-types/;

  it('opens, in every file of it that holds code, with the line that says so', () => {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const target of valueImports(file)) visit(target);
    };
    for (const entry of entries) visit(`${entry}.ts`);
    const silent = [...reached].filter(
      (file) =>
        !cold.test(file) && /\bfunction\b|\bclass\b/.test(read(file)) && !read(file).startsWith(OPENING_LINE),
    );
    expect(silent).toEqual([]);
  });

  it('holds no Map, BigInt, spread into arrays or exception beyond what is set up once', () => {
    const hot = sources().filter(
      (file) => /^(decode|tcp)\//.test(file) && read(file).startsWith(OPENING_LINE),
    );
    expect(hot.length).toBeGreaterThan(15);
    const wrong = hot.filter((file) => /\bnew Map\b|\bBigInt\(|\d+n\b|\[\.\.\.|\bthrow\b/.test(read(file)));
    expect(wrong).toEqual([]);
  });
});

describe('tracking 300,000 packets', () => {
  // The cache folder lies within the project, so that packages are found from there.
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(ROOT, 'node_modules', '.allocation-'));
    compile(join(folder, 'src'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'capture.pcap'), capture(300));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['connections', 'packets'])(
    'for a sink that takes %s keeps nothing and leaves no garbage per packet',
    // What the compiler inlines, and so what it boxes, differs from process to process.
    { retry: 2 },
    (rows) => {
      const { packets, connections, kept, allocated } = measured(folder, rows);
      expect([packets, connections]).toEqual([300_000, 300]);
      expect(kept).toBeLessThan(2e6);
      // Chunks and new connections cost something; one number boxed for each packet would be 16 bytes.
      expect(allocated / packets).toBeLessThan(8);
    },
  );
});

interface Measured {
  packets: number;
  connections: number;
  allocated: number;
  kept: number;
}

function measured(folder: string, rows: string): Measured {
  const child = join(import.meta.dirname, 'support/allocation-child.mjs');
  const operands = [join(folder, 'src'), rows, join(folder, 'capture.pcap')];
  const output = execFileSync(process.execPath, ['--expose-gc', '--no-warnings', child, ...operands]);
  return JSON.parse(output.toString('utf8')) as Measured;
}

/** The compiler's complaints are for others to print; it writes what it can. */
function compile(outDir: string): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [compiler, '-p', ROOT, '--outDir', outDir, '--incremental', 'false'], {
      stdio: 'ignore',
    });
  } catch {
    // What could not be compiled fails where it is run.
  }
}

/** Connections of 1,000 packets, one after the other: handshake, data both ways with losses and SACKs, close. */
function capture(connections: number): Uint8Array {
  const frames = conversation();
  const one = pcapOf(frames.map((frame, i) => ({ time: 1_700_000_000 + i / 1000, frame }))).subarray(24);
  const header = pcapOf([]);
  const whole = new Uint8Array(header.length + one.length * connections);
  whole.set(header);
  for (let i = 0; i < connections; i++) {
    const at = header.length + one.length * i;
    whole.set(one, at);
    renumber(whole.subarray(at, at + one.length), i);
  }
  return whole;
}

/** Gives each conversation a port and an address of its own; they change against each other, so that checksums stay right. */
function renumber(records: Uint8Array, i: number): void {
  const view = new DataView(records.buffer, records.byteOffset, records.length);
  for (let at = 0; at < records.length; ) {
    const length = view.getUint32(at + 8, true);
    view.setUint32(at, view.getUint32(at, true) + i, true);
    const ip = at + 16 + 14;
    const isForth = view.getUint32(ip + 12) === 0x0a00_8000;
    const address = isForth ? ip + 12 : ip + 16;
    const port = ip + 20 + (isForth ? 0 : 2);
    view.setUint16(address + 2, view.getUint16(address + 2) - i);
    view.setUint16(port, view.getUint16(port) + i);
    at += 16 + length;
  }
}

function conversation(): Frame[] {
  const frames: Frame[] = [];
  const client = { src: '10.0.128.0', dst: '10.0.0.2' };
  const server = { src: '10.0.0.2', dst: '10.0.128.0' };
  const stamps = 'nop,nop,TS val 1 ecr 1';
  const forth = (fields: object) =>
    frames.push(ethernet(ipv4(client, tcp({ srcPort: 30000, dstPort: 443, options: stamps, ...fields }))));
  const back = (fields: object) =>
    frames.push(ethernet(ipv4(server, tcp({ srcPort: 443, dstPort: 30000, options: stamps, ...fields }))));
  let seq = 2 ** 32 - 20_000;
  let ack = 5000;
  forth({ flags: 'S', seq, options: 'mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7' });
  back({
    flags: 'S.',
    seq: ack,
    ack: (seq + 1) >>> 0,
    options: 'mss 1460,sackOK,TS val 1 ecr 1,nop,wscale 7',
  });
  seq = (seq + 1) >>> 0;
  ack++;
  forth({ flags: '.', seq, ack });
  while (frames.length < 993) {
    forth({ flags: 'P.', seq, ack, payload: 100 });
    if (frames.length % 50 < 4) {
      // A hole, SACKed, then filled.
      forth({ flags: '.', seq: (seq + 200) >>> 0, ack, payload: 100 });
      back({
        flags: '.',
        seq: ack,
        ack: (seq + 100) >>> 0,
        options: `nop,nop,sack 1 {${(seq + 200) >>> 0}:${(seq + 300) >>> 0}}`,
      });
      forth({ flags: 'P.', seq: (seq + 100) >>> 0, ack, payload: 100 });
      seq = (seq + 200) >>> 0;
    }
    seq = (seq + 100) >>> 0;
    back({ flags: 'P.', seq: ack, ack: seq, payload: 50 });
    ack += 50;
  }
  while (frames.length < 997) forth({ flags: '.', seq, ack });
  forth({ flags: 'F.', seq, ack });
  back({ flags: 'F.', seq: ack, ack: (seq + 1) >>> 0 });
  forth({ flags: '.', seq: (seq + 1) >>> 0, ack: ack + 1 });
  return frames;
}

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
}

function read(file: string): string {
  return readFileSync(join(SRC, file), 'utf8');
}

function valueImports(file: string): string[] {
  const lines = read(file).matchAll(/^import (?!type )[^'";]*?from '(\.[^']+)\.js';/gm);
  return [...lines].map(([, path]) => relative(SRC, join(SRC, dirname(file), `${path}.ts`)));
}
