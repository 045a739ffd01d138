// Hot path: allocates nothing per packet.
import type { LinkType } from '../capture/link-type.js';
import type { PacketRecord } from '../capture/packet-record.js';
import { MAX_HEADERS, MAX_WAITING_DATAGRAMS, MAX_WAITING_FRAGMENT_BYTES } from '../limits.js';
import { Cursor, FIRST_LAYER, Layer, type Step } from './cursor.js';
import { DecodeStatus } from './decode-status.js';
import { readIcmp, readIcmpv6 } from './icmp.js';
import { Fragments } from './ip/fragments.js';
import { readIpv4 } from './ip/ipv4.js';
import { readExtension, readIpv6 } from './ip/ipv6.js';
import { stepOfIpVersion } from './ip/protocol.js';
import { readEthernet, readVlan } from './link/ethernet.js';
import { readFrameRelay, readNlpid } from './link/frame-relay.js';
import { readLlc } from './link/llc.js';
import { readMpls } from './link/mpls.js';
import { readPpp, readPppoeSession } from './link/ppp.js';
import { readLink } from './link/read-link.js';
import { readTag } from './link/tags.js';
import type { Segment } from './segment.js';
import { readTcp } from './tcp/header.js';
import { PrintedSegments } from './text/printed-segment.js';
import { readEtherIp, readGre } from './tunnel/gre.js';
import { readNsh } from './tunnel/nsh.js';
import type { Tunnels } from './tunnel/tunnels.js';
import { readUdp } from './tunnel/udp.js';
import { UnknownLinkTypes } from './unknown-link-types.js';

/** Turns packet records into segments; remembers IP fragments from one packet to the next. */
export interface PacketDecoder {
  /**
   * Overwrites the Segment with what the packet holds, except `packetNumber` and `timeNs`, which the caller has set.
   * Its fields mean something only after `Segment` and `IcmpError`. Never throws.
   */
  decode(record: PacketRecord, segment: Segment): DecodeStatus;
  /** The packets whose IP fragments made up what was decoded last, itself among them; empty where it came in one piece. */
  readonly fragmentPackets: readonly number[];
  /** How many packets of a capture had which link type that is not read. */
  unknownLinkTypes(capture: number): ReadonlyMap<LinkType, number>;
  /** A sentence for every bound that was reached so far; empty as a rule. */
  limitsReached(): string[];
}

/** @param tunnels Of a packet inside a packet, which one counts. */
export function createDecoder(tunnels: Tunnels = 'inner'): PacketDecoder {
  return new Decoder(tunnels);
}

class Decoder implements PacketDecoder {
  readonly #cursor = new Cursor();
  readonly #fragments = new Fragments();
  /** Made when the first printed packet comes. */
  #printed: PrintedSegments | null = null;
  readonly #unknownLinkTypes = new UnknownLinkTypes();
  readonly #opensTunnels: boolean;

  constructor(tunnels: Tunnels) {
    this.#opensTunnels = tunnels === 'inner';
  }

  decode(record: PacketRecord, segment: Segment): DecodeStatus {
    segment.originalLength = record.originalLength;
    segment.capturedLength = record.capturedLength;
    if (record.printed !== null) {
      this.#printed ??= new PrintedSegments();
      return this.#printed.read(record.printed, segment);
    }
    const cursor = this.#cursor;
    cursor.start(record, this.#opensTunnels);

    let step = readLink(cursor, cursor.linkType);
    for (let headers = 0; step >= FIRST_LAYER; headers++) {
      if (headers === MAX_HEADERS) return DecodeStatus.NotTcp;
      step = this.#readLayer(step as Layer, segment);
    }
    if (step === DecodeStatus.UnknownLinkType) {
      this.#unknownLinkTypes.count(record.capture, cursor.linkType);
    }
    return step as DecodeStatus;
  }

  #readLayer(layer: Layer, segment: Segment): Step {
    const cursor = this.#cursor;
    switch (layer) {
      case Layer.Ethernet:
        return readEthernet(cursor);
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
      default:
        return readRareLayer(cursor, layer);
    }
  }

  unknownLinkTypes(capture: number): ReadonlyMap<LinkType, number> {
    return this.#unknownLinkTypes.of(capture);
  }

  get fragmentPackets(): readonly number[] {
    return this.#cursor.isReassembled ? this.#fragments.packets : NO_PACKETS;
  }

  limitsReached(): string[] {
    const { evicted } = this.#fragments;
    const reached = this.#printed?.limitsReached() ?? [];
    if (evicted === 0) return reached;
    return [
      `IP fragments of ${evicted.toLocaleString('en')} packets were given up: at most ` +
        `${MAX_WAITING_DATAGRAMS.toLocaleString('en')} packets and ${MAX_WAITING_FRAGMENT_BYTES >> 20} MiB may wait for the rest`,
      ...reached,
    ];
  }
}

const NO_PACKETS: readonly number[] = [];

/** Apart from the layers of nearly all packets, so that those stay small enough to be compiled as one. */
export function readRareLayer(cursor: Cursor, layer: Layer): Step {
  switch (layer) {
    case Layer.Link:
      return readLink(cursor, cursor.linkType);
    case Layer.Tag:
      return readTag(cursor);
    case Layer.Mpls:
      return readMpls(cursor);
    case Layer.Ppp:
      return readPpp(cursor);
    case Layer.PppoeSession:
      return readPppoeSession(cursor);
    case Layer.Nlpid:
      return readNlpid(cursor);
    case Layer.FrameRelay:
      return readFrameRelay(cursor);
    case Layer.Nsh:
      return readNsh(cursor);
    case Layer.Udp:
      return readUdp(cursor);
    case Layer.Gre:
      return readGre(cursor);
    case Layer.EtherIp:
      return readEtherIp(cursor);
    default:
      return DecodeStatus.NotIp;
  }
}
