// Hot path: allocates nothing per packet.
import type { PacketRecord } from '../capture/packet-record.js';
import type { DecodeStatus } from './decode-status.js';

/**
 * What stands next in a packet. A reader of one header returns the layer that follows it, or the `DecodeStatus`
 * that ends the walk; layers count from 32, so one comparison tells them apart.
 */
export const Layer = {
  Vlan: 32,
  Llc: 33,
  /** IPv4 or IPv6, as the version nibble says. */
  Ip: 34,
  Ipv4: 35,
  Ipv6: 36,
  /** An IPv6 extension header, or AH in IPv4; `cursor.protocol` says which. */
  Extension: 37,
  /** A piece of an IP datagram; `cursor.fragment…` and `cursor.protocol` say which. */
  Fragment: 38,
  Tcp: 39,
  Icmp: 40,
  Icmpv6: 41,
} as const;
export type Layer = (typeof Layer)[keyof typeof Layer];

export const FIRST_LAYER = Layer.Vlan;

/** Where the walk goes on, or how it ended. */
export type Step = Layer | DecodeStatus;

/**
 * A place in a packet. Each reader checks what it needs against `end`, reads, and moves `offset` behind its header.
 *
 *     offset          end (captured)     wireEnd
 *       |  header  |    …    |  not captured  |
 */
export class Cursor {
  view: DataView = new DataView(new ArrayBuffer(0));
  bytes: Uint8Array = new Uint8Array(0);
  offset = 0;
  /** End of what was captured of the innermost packet: padding behind it is left out. */
  end = 0;
  /** End of the innermost packet on the wire; never before `end`. */
  wireEnd = 0;
  /** End of the record by its original length, whatever IP says. */
  recordEnd = 0;
  /** True once view and bytes are those of a reassembled datagram, not of the record. */
  isReassembled = false;

  /** IP protocol number of what follows. */
  protocol = 0;
  fragmentOffset = 0;
  hasMoreFragments = false;
  fragmentId = 0;
  /** True where a routing header with stops to go was read: the checksum then covers another destination. */
  hasRoutingStops = false;

  /** Goes to the first captured byte of the record. */
  start(record: PacketRecord): void {
    this.view = record.view;
    this.bytes = record.bytes;
    this.offset = record.offset;
    this.end = record.offset + record.capturedLength;
    this.wireEnd =
      record.originalLength > record.capturedLength ? record.offset + record.originalLength : this.end;
    this.recordEnd = this.wireEnd;
    this.isReassembled = false;
    this.hasRoutingStops = false;
  }
}
