// Hot path: allocates nothing per packet.
import {
  LINKTYPE_ETHERNET,
  LINKTYPE_IPV4,
  LINKTYPE_IPV6,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_LINUX_SLL2,
  LINKTYPE_LOOP,
  LINKTYPE_NULL,
  LINKTYPE_RAW,
  type LinkType,
} from '../capture/link-type.js';
import type { PacketRecord } from '../capture/packet-record.js';
import { MAX_HEADERS, MAX_WAITING_DATAGRAMS, MAX_WAITING_FRAGMENT_BYTES } from '../limits.js';
import { Cursor, FIRST_LAYER, Layer, type Step } from './cursor.js';
import { DecodeStatus } from './decode-status.js';
import { readIcmp, readIcmpv6 } from './icmp.js';
import { Fragments } from './ip/fragments.js';
import { readIpv4 } from './ip/ipv4.js';
import { readExtension, readIpv6 } from './ip/ipv6.js';
import { stepOfIpVersion } from './ip/protocol.js';
import { readEthernet, readLlc, readVlan } from './link/ethernet.js';
import { readLinuxCooked, readLinuxCooked2 } from './link/linux-cooked.js';
import { readLoopback } from './link/loopback.js';
import { DLT_RAW, DLT_RAW_OPENBSD } from './link/raw-ip.js';
import type { Segment } from './segment.js';
import { readTcp } from './tcp/header.js';

/** Turns packet records into segments; remembers IP fragments from one packet to the next. */
export interface PacketDecoder {
  /**
   * Overwrites the Segment with what the packet holds, except `packetNumber` and `timeNs`, which the caller has set.
   * Its fields mean something only after `Segment` and `IcmpError`. Never throws.
   */
  decode(record: PacketRecord, segment: Segment): DecodeStatus;
  /** A sentence for every bound that was reached so far; empty as a rule. */
  limitsReached(): string[];
}

export function createDecoder(): PacketDecoder {
  return new Decoder();
}

class Decoder implements PacketDecoder {
  readonly #cursor = new Cursor();
  readonly #fragments = new Fragments();

  decode(record: PacketRecord, segment: Segment): DecodeStatus {
    const cursor = this.#cursor;
    cursor.start(record);
    segment.originalLength = record.originalLength;
    segment.capturedLength = record.capturedLength;

    let step = readLink(cursor, record.linkType);
    for (let headers = 0; step >= FIRST_LAYER; headers++) {
      if (headers === MAX_HEADERS) return DecodeStatus.NotTcp;
      step = this.#readLayer(step as Layer, segment);
    }
    return step as DecodeStatus;
  }

  #readLayer(layer: Layer, segment: Segment): Step {
    const cursor = this.#cursor;
    switch (layer) {
      case Layer.Vlan:
        return readVlan(cursor);
      case Layer.Llc:
        return readLlc(cursor);
      case Layer.Ip:
        return stepOfIpVersion(cursor);
      case Layer.Ipv4:
        return readIpv4(cursor, segment);
      case Layer.Ipv6:
        return readIpv6(cursor, segment);
      case Layer.Extension:
        return readExtension(cursor);
      case Layer.Fragment:
        return this.#fragments.take(cursor, segment);
      case Layer.Tcp:
        return readTcp(cursor, segment);
      case Layer.Icmp:
        return readIcmp(cursor, segment);
      case Layer.Icmpv6:
        return readIcmpv6(cursor, segment);
    }
  }

  limitsReached(): string[] {
    const { evicted } = this.#fragments;
    if (evicted === 0) return [];
    return [
      `IP fragments of ${evicted.toLocaleString('en')} packets were given up: at most ` +
        `${MAX_WAITING_DATAGRAMS.toLocaleString('en')} packets and ${MAX_WAITING_FRAGMENT_BYTES >> 20} MiB may wait for the rest`,
    ];
  }
}

function readLink(cursor: Cursor, linkType: LinkType): Step {
  switch (linkType) {
    case LINKTYPE_ETHERNET:
      return readEthernet(cursor);
    case LINKTYPE_LINUX_SLL:
      return readLinuxCooked(cursor);
    case LINKTYPE_LINUX_SLL2:
      return readLinuxCooked2(cursor);
    case LINKTYPE_NULL:
    case LINKTYPE_LOOP:
      return readLoopback(cursor);
    case LINKTYPE_RAW:
    case LINKTYPE_IPV4:
    case LINKTYPE_IPV6:
    case DLT_RAW:
    case DLT_RAW_OPENBSD:
      return Layer.Ip;
    default:
      return DecodeStatus.UnknownLinkType;
  }
}
