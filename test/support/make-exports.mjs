// Writes the exports in fixtures/<name>/exports/ anew from each capture, with the tshark that is installed:
//   node test/support/make-exports.mjs [folder to write to instead of fixtures]
// Each form is made of every fixture if it is small, of every third if not; all are compressed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const target = process.argv[2] ?? FIXTURES;

const FIELDS = [
  'frame.number frame.time_epoch frame.len ip.src ip.dst ip.ttl ip.id ipv6.src ipv6.dst ipv6.hlim',
  'icmp.type icmp.code icmp.mtu icmpv6.type icmpv6.code icmpv6.mtu',
  'tcp.srcport tcp.dstport tcp.len tcp.seq tcp.seq_raw tcp.ack_raw tcp.flags tcp.window_size_value tcp.options',
]
  .join(' ')
  .split(' ');

/** What each form is called, how it is made, and of which share of the fixtures. */
const FORMS = [
  { name: 'packets.csv', every: 1, make: wiresharkCsv },
  {
    name: 'fields.csv',
    every: 2,
    arguments: ['-T', 'fields', ...FIELDS.flatMap((f) => ['-e', f]), ...csvOptions()],
  },
  { name: 'tabs.txt', every: 3, arguments: ['-T', 'tabs', '-t', 'e'] },
  { name: 'summary.txt', every: 2, arguments: ['-t', 'ud'] },
  { name: 'packets.psml', every: 2, arguments: ['-T', 'psml'] },
  { name: 'packets.pdml', every: 3, arguments: ['-T', 'pdml'] },
  { name: 'packets.json', every: 3, arguments: ['-T', 'json'] },
  { name: 'bytes.json', every: 3, arguments: ['-T', 'json', '-x'] },
  { name: 'ek.json', every: 3, arguments: ['-T', 'ek'] },
  { name: 'details.txt', every: 3, arguments: ['-V', '-P'] },
  { name: 'bytes.txt', every: 3, arguments: ['-P', '-x'] },
];

/** Protocols that recognise themselves by port or content write their own words into the Info column. */
const ALONE = ['--disable-protocol', 'gryphon', '--disable-protocol', 'http'];

for (const [rank, name] of readdirSync(FIXTURES).sort().entries()) {
  const folder = join(FIXTURES, name);
  const capture = readdirSync(folder).find((file) => file.startsWith('capture.'));
  for (const [number, form] of FORMS.entries()) {
    if ((rank + number) % form.every !== 0) continue;
    const text = form.make?.(join(folder, capture)) ?? tshark(join(folder, capture), form.arguments);
    const file = join(target, name, 'exports', `${form.name}.gz`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(text, { level: 9 }));
  }
}

function tshark(capture, options) {
  return execFileSync('tshark', ['-n', '-r', capture, ...ALONE, ...options], {
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function csvOptions() {
  return ['-E', 'header=y', '-E', 'separator=,', '-E', 'quote=d'];
}

/** As Wireshark's window writes it; tshark prints the same columns parted by tabs, an arrow among them. */
function wiresharkCsv(capture) {
  const rows = tshark(capture, ['-T', 'tabs'])
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const titles = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'];
  const cells = rows.map((row) => row.split('\t').filter((_, column) => column !== 3));
  return [titles, ...cells]
    .map((row) => row.map((cell) => `"${cell.trim().replaceAll('"', '""')}"`).join(','))
    .join('\n')
    .concat('\n');
}
