/**
 * Files that are handed to us by mistake or in hope, by the bytes they begin with: saying what a file is helps more
 * than quoting its first bytes. Read as Latin-1.
 */
const KNOWN_FORMATS: readonly (readonly [magic: string, name: string])[] = [
  ['snoop\0\0\0', 'a Solaris snoop capture'],
  ['btsnoop\0', 'a Bluetooth btsnoop capture'],
  ['RTSS', 'a Microsoft Network Monitor 1 capture'],
  ['GMBU', 'a Microsoft Network Monitor 2 capture'],
  ['TRSNIFF data', 'a Sniffer capture'],
  ['XCP\0', 'a NetXRay or Sniffer capture'],
  ['iptrace ', 'an AIX iptrace capture'],
  ['\x7fver', 'an EtherPeek or OmniPeek capture'],
  ['\x05VNF', 'a Visual Networks capture'],
  ['\x34\xcd\xb2\xa1', 'a pcap file of a variant that nobody describes (magic a1b234cd)'],
  ['\xa1\xb2\x34\xcd', 'a pcap file of a variant that nobody describes (magic a1b234cd)'],
  ['\x4d\x3c\x2b\xa1', 'a pcap file of a variant that nobody describes (magic a12b3c4d)'],
  ['\xa1\x2b\x3c\x4d', 'a pcap file of a variant that nobody describes (magic a12b3c4d)'],
  ['\x28\xb5\x2f\xfd', 'zstd within a compressed file'],
  ['\x04\x22\x4d\x18', packed('lz4', 'lz4 -dc')],
  ['BZh', packed('bzip2', 'bzip2 -dc')],
  ['\xfd7zXZ\0', packed('xz', 'xz -dc')],
  ['\x1f\x9d', packed('compress', 'uncompress -c')],
  ['\x1f\x8b', 'gzip within a compressed file'],
  ['PK\x03\x04', packed('zip', 'unzip -p')],
  ['7z\xbc\xaf', packed('7-Zip', '7z x -so')],
  ['Rar!', packed('RAR', 'unrar p -inul')],
  ['\x7fELF', 'a program (ELF)'],
  ['%PDF', 'a PDF document'],
  ['\x89PNG', 'a PNG image'],
];

function packed(by: string, command: string): string {
  return `data compressed by ${by} (unpack it on the way: ${command} FILE | synopsis report -)`;
}

/** "a Solaris snoop capture", or undefined for bytes that say nothing to us. */
export function knownFormat(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const known = KNOWN_FORMATS.find(([magic]) => text.startsWith(magic));
  return known?.[1] ?? (looksLikeErf(head) ? 'an Endace ERF capture' : undefined);
}

/** ERF has no magic number: two records in a row must make sense, at most a day apart. */
function looksLikeErf(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (!isErfHeader(view, 0)) return false;
  const second = view.getUint16(ERF_RECORD_LENGTH);
  if (!isErfHeader(view, second)) return false;
  return Math.abs(view.getUint32(second + ERF_SECONDS, true) - view.getUint32(ERF_SECONDS, true)) <= 86_400;
}

const ERF_SECONDS = 4;
const ERF_TYPE = 8;
const ERF_RECORD_LENGTH = 10;
const ERF_HEADER_LENGTH = 16;
const ERF_LARGEST_TYPE = 48;

function isErfHeader(view: DataView, at: number): boolean {
  if (at + ERF_HEADER_LENGTH > view.byteLength) return false;
  const type = view.getUint8(at + ERF_TYPE) & 0x7f;
  return type >= 1 && type <= ERF_LARGEST_TYPE && view.getUint16(at + ERF_RECORD_LENGTH) >= ERF_HEADER_LENGTH;
}
