// Hot path: allocates nothing per packet.
import type { LinkType } from '../capture/link-type.js';
import type { PacketRecord } from '../capture/packet-record.js';
import { DecodeStatus } from './decode-status.js';

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
  /** A whole frame of a link; `cursor.linkType` says which. */
  Link: 42,
  Ethernet: 43,
  /** A tag between two EtherTypes that is no VLAN's; `cursor.etherType` says which. */
  Tag: 44,
  Mpls: 45,
  Ppp: 46,
  PppoeSession: 47,
  /** A network layer protocol identifier (ISO/IEC TR 9577), as frame relay and ATM use them. */
  Nlpid: 48,
  FrameRelay: 49,
  Nsh: 50,
  Udp: 51,
  Gre: 52,
  EtherIp: 53,
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
  /** End of what the link layer carried by its own account (the record's original length), whatever IP says. */
  recordEnd = 0;
  /** True once view and bytes are those of a reassembled datagram, not of the record. */
  isReassembled = false;

  /** Of the record, or of the frame within it that begins with a `Layer.Link`. */
  linkType: LinkType = 0;
  /** Of a `Layer.Tag`. */
  etherType = 0;

  /** IP protocol number of what follows. */
  protocol = 0;
  fragmentOffset = 0;
  hasMoreFragments = false;
  fragmentId = 0;
  /** True where a routing header with stops to go was read: the checksum then covers another destination. */
  hasRoutingStops = false;

  /** False while packets inside packets are not asked for. */
  opensTunnels = true;

  /** Goes to the first captured byte of the record. */
  start(record: PacketRecord, opensTunnels: boolean): void {
    this.view = record.view;
    this.bytes = record.bytes;
    this.offset = record.offset;
    this.end = record.offset + record.capturedLength;
    this.wireEnd =
      record.originalLength > record.capturedLength ? record.offset + record.originalLength : this.end;
    this.recordEnd = this.wireEnd;
    this.isReassembled = false;
    this.hasRoutingStops = false;
    this.opensTunnels = opensTunnels;
    this.linkType = record.linkType;
  }

  /** Moves behind a header of that many bytes; false where fewer were captured. */
  skip(length: number): boolean {
    if (this.end - this.offset < length) return false;
    this.offset += length;
    return true;
  }

  /** Where the walk goes on inside a tunnel: what stood around it counts no more. */
  enterTunnel(step: Step): Step {
    if (!this.opensTunnels) return DecodeStatus.Tunnel;
    this.hasRoutingStops = false;
    return step;
  }
}
