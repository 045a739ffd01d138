/**
 * Numbers and offsets of pcapng blocks. Offsets count from the block's first byte.
 * @see draft-ietf-opsawg-pcapng
 */
export const BlockType = {
  InterfaceDescription: 0x00000001,
  /** Obsolete, still found. */
  Packet: 0x00000002,
  SimplePacket: 0x00000003,
  NameResolution: 0x00000004,
  InterfaceStatistics: 0x00000005,
  EnhancedPacket: 0x00000006,
  SystemdJournalExport: 0x00000009,
  DecryptionSecrets: 0x0000000a,
  SysdigEvent: 0x00000204,
  SysdigEventV2: 0x00000216,
  SysdigEventV2Large: 0x00000221,
  Custom: 0x00000bad,
  CustomNotCopied: 0x40000bad,
  /** Reads the same in both byte orders. */
  SectionHeader: 0x0a0d0d0a,
} as const;

/** Type and total length; a block ends with its total length once more. */
export const BLOCK_HEADER_LENGTH = 8;
export const BLOCK_TRAILER_LENGTH = 4;
export const MIN_BLOCK_LENGTH = 12;

export const SECTION_BYTE_ORDER_MAGIC = 8;
export const SECTION_VERSION_MAJOR = 12;
export const SECTION_OPTIONS = 24;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const INTERFACE_LINK_TYPE = 8;
export const INTERFACE_SNAPLEN = 12;
export const INTERFACE_OPTIONS = 16;

export const STATISTICS_INTERFACE = 8;
export const STATISTICS_OPTIONS = 20;

/** Offsets that enhanced and obsolete packet blocks have in common. */
export const PACKET_INTERFACE = 8;
/** Packets lost before this one; only the obsolete block has it. */
export const PACKET_DROPS = 10;
export const UNKNOWN_DROPS = 0xffff;
export const PACKET_TIME_HIGH = 12;
export const PACKET_TIME_LOW = 16;
export const PACKET_CAPTURED_LENGTH = 20;
export const PACKET_ORIGINAL_LENGTH = 24;
export const PACKET_BYTES = 28;

export const SIMPLE_ORIGINAL_LENGTH = 8;
export const SIMPLE_BYTES = 12;

export const OptionCode = {
  EndOfOptions: 0,
  Comment: 1,
  InterfaceName: 2,
  InterfaceDescription: 3,
  PacketDropCount: 4,
  StatisticsInterfaceDrops: 5,
  StatisticsSystemDrops: 7,
  InterfaceTimeResolution: 9,
  InterfaceTimeOffset: 14,
} as const;

/** Fields and packet bytes are padded to four bytes. */
export function padded(length: number): number {
  return length + (-length & 3);
}
