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
  ['\x1c\x00\x01\xac', 'an IXIA capture'],
  ['\x1c\x00\x01\xab', 'an IXIA capture'],
  ['\x28\xb5\x2f\xfd', 'data compressed by zstd'],
  ['\x04\x22\x4d\x18', 'data compressed by lz4'],
  ['BZh', 'data compressed by bzip2'],
  ['\xfd7zXZ\0', 'data compressed by xz'],
  ['\x1f\x9d', 'data compressed by compress'],
  ['\x1f\x8b', 'gzip within gzip'],
  ['PK\x03\x04', 'a zip archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['\x7fELF', 'a program (ELF)'],
  ['%PDF', 'a PDF document'],
  ['\x89PNG', 'a PNG image'],
];

/** "a Solaris snoop capture", or undefined for bytes that say nothing to us. */
export function knownFormat(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  return KNOWN_FORMATS.find(([magic]) => text.startsWith(magic))?.[1];
}
