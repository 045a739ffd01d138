import type { LinkType } from '../capture/link-type.js';
import type { PacketRecord } from '../capture/packet-record.js';
import { Cursor, FIRST_LAYER, Layer, type Step } from '../decode/cursor.js';
import { readRareLayer } from '../decode/decode-packet.js';
import { DecodeStatus } from '../decode/decode-status.js';
import { readIpv4 } from '../decode/ip/ipv4.js';
import { readExtension, readIpv6 } from '../decode/ip/ipv6.js';
import { IpProtocol, stepOfIpProtocol, stepOfIpVersion } from '../decode/ip/protocol.js';
import { readEthernet, readVlan } from '../decode/link/ethernet.js';
import { readLlc } from '../decode/link/llc.js';
import { readLink } from '../decode/link/read-link.js';
import { emptySegment } from '../decode/segment.js';
import { MAX_HEADERS } from '../limits.js';
import { holdsOnlyHarmlessOptions, holdsOnlyHarmlessTlvs } from './ip-options.js';
import { linkAddresses } from './link-addresses.js';
import { tcpAddresses } from './tcp-addresses.js';

/** Some bytes of a packet, counted from the start of its captured bytes. */
export interface Stretch {
  at: number;
  length: number;
}

/** A checksum: where its field stands and which captured bytes it covers. */
export interface ChecksumSite {
  field: number;
  from: number;
  to: number;
  /** The addresses that count too, and how long the whole is on the wire; null where no pseudo-header counts. */
  pseudo: { source: Stretch; destination: Stretch; protocol: number; length: number } | null;
  /** A sender may leave it to its network card. */
  isTcp: boolean;
  /** A zero says that there is none. */
  isOptional: boolean;
}

/** All that is rewritten in a packet. */
export interface PacketHeaders {
  ip: Stretch[];
  hardware: Stretch[];
  /** The outermost first. */
  checksums: ChecksumSite[];
  /** Where the headers end, those within a quote included. */
  end: number;
  /** Every header was understood, up to TCP's: there are no addresses but these. */
  isWhole: boolean;
}

const ETHERNET_ADDRESS = 6;
const IPV4_CHECKSUM = 10;
const IPV4_SOURCE = 12;
const IPV6_SOURCE = 8;
const TCP_CHECKSUM = 16;
const TCP_OFFSET = 12;
const TCP_HEADER = 20;
const UDP_CHECKSUM = 6;
const UDP_HEADER = 8;
const GRE_CHECKSUM = 4;
const GRE_HAS_CHECKSUM = 0x80;
const ICMP_CHECKSUM = 2;
const ICMP_REST = 4;
const ICMP_HEADER = 8;
const REDIRECT = 5;

/** Tunnels whose own headers may hold addresses: CAPWAP, TZSP, and Teredo where more than IPv6 is inside. */
const CAPWAP = 5247;
const TZSP = 37008;
const TEREDO = 3544;

/** Walks through a packet as the decoder does, and notes where addresses and checksums stand. */
export class HeaderWalk {
  readonly #cursor = new Cursor();
  readonly #segment = emptySegment();
  #start = 0;
  #found: PacketHeaders = emptyHeaders();
  /** Those of the innermost IP header so far. */
  #source: Stretch = { at: 0, length: 0 };
  #destination: Stretch = { at: 0, length: 0 };
  /** The end of what an ICMP error quotes; -1 outside of quotes. */
  #quoteEnd = -1;
  #isTcp = false;

  /** Of a packet that is a TCP segment, an ICMP error that quotes one, or a fragment of either. */
  read(record: PacketRecord): PacketHeaders {
    const cursor = this.#cursor;
    cursor.start(record, true);
    this.#start = record.offset;
    this.#found = emptyHeaders();
    this.#quoteEnd = -1;
    this.#isTcp = false;
    this.#noteLink(cursor.linkType);
    let step = readLink(cursor, cursor.linkType);
    for (let headers = 0; step >= FIRST_LAYER && headers < MAX_HEADERS; headers++) {
      step = this.#layer(step as Layer);
      if (this.#quoteEnd >= 0) cursor.end = this.#quoteEnd;
    }
    if (!this.#isTcp) this.#found.isWhole = false;
    return this.#found;
  }

  #layer(layer: Layer): Step {
    const cursor = this.#cursor;
    switch (layer) {
      case Layer.Link:
        this.#noteLink(cursor.linkType);
        return readLink(cursor, cursor.linkType);
      case Layer.Ethernet:
        this.#noteHardware(cursor.offset, ETHERNET_ADDRESS);
        this.#noteHardware(cursor.offset + ETHERNET_ADDRESS, ETHERNET_ADDRESS);
        return readEthernet(cursor);
      case Layer.Vlan:
        return readVlan(cursor);
      case Layer.Llc:
        return readLlc(cursor);
      case Layer.Ip:
        return stepOfIpVersion(cursor);
      case Layer.Ipv4:
        return this.#ipv4();
      case Layer.Ipv6:
        return this.#ipv6();
      case Layer.Extension:
        return this.#extension();
      case Layer.Fragment:
        return this.#fragment();
      case Layer.Tcp:
        return this.#tcp();
      case Layer.Icmp:
      case Layer.Icmpv6:
        return this.#icmp(layer === Layer.Icmpv6);
      case Layer.Udp:
        this.#udp();
        return readRareLayer(cursor, layer);
      case Layer.Gre:
        if (cursor.view.getUint8(cursor.offset) & GRE_HAS_CHECKSUM) this.#noteChecksum(GRE_CHECKSUM);
        return readRareLayer(cursor, layer);
      default:
        return readRareLayer(cursor, layer);
    }
  }

  #noteLink(linkType: LinkType): void {
    // Ethernet is noted where it is read as a layer; a record begins with it without being one.
    const { view, offset, end } = this.#cursor;
    const found = linkAddresses(linkType, view, offset, end);
    if (found === null) this.#found.isWhole = false;
    else for (const { at, length } of found) this.#noteHardware(at, length);
  }

  #noteHardware(at: number, length: number): void {
    if (at + length <= this.#cursor.end) this.#found.hardware.push({ at: at - this.#start, length });
  }

  #ipv4(): Step {
    const cursor = this.#cursor;
    const { offset, view } = cursor;
    const step = readIpv4(cursor, this.#segment);
    if (step < FIRST_LAYER && cursor.offset === offset) return step;
    this.#noteIp(offset + IPV4_SOURCE, 4);
    const header = { field: offset + IPV4_CHECKSUM, from: offset, to: cursor.offset };
    this.#addChecksum({ ...header, pseudo: null, isTcp: false, isOptional: false });
    if (!holdsOnlyHarmlessOptions(view, offset + 20, cursor.offset)) this.#found.isWhole = false;
    this.#found.end = cursor.offset - this.#start;
    return step;
  }

  #ipv6(): Step {
    const cursor = this.#cursor;
    const { offset } = cursor;
    const step = readIpv6(cursor, this.#segment);
    if (cursor.offset === offset) return step;
    this.#noteIp(offset + IPV6_SOURCE, 16);
    this.#found.end = cursor.offset - this.#start;
    return step;
  }

  #noteIp(at: number, length: number): void {
    this.#source = { at: at - this.#start, length };
    this.#destination = { at: at + length - this.#start, length };
    this.#found.ip.push(this.#source, this.#destination);
  }

  #extension(): Step {
    const cursor = this.#cursor;
    const { offset, view, protocol } = cursor;
    const step = readExtension(cursor);
    const isKnown =
      protocol === IpProtocol.Fragment ||
      protocol === IpProtocol.Authentication ||
      ((protocol === IpProtocol.HopByHop || protocol === IpProtocol.DestinationOptions) &&
        holdsOnlyHarmlessTlvs(view, offset + 2, cursor.offset));
    if (!isKnown) this.#found.isWhole = false;
    this.#found.end = cursor.offset - this.#start;
    return step;
  }

  /** What the first fragment begins with is read like any packet; the others are all payload. */
  #fragment(): Step {
    const cursor = this.#cursor;
    if (cursor.fragmentOffset === 0) return stepOfIpProtocol(cursor, cursor.protocol);
    this.#isTcp = true;
    return DecodeStatus.Fragment;
  }

  #tcp(): Step {
    const { view, offset, end } = this.#cursor;
    this.#isTcp = true;
    if (offset + TCP_CHECKSUM + 2 <= end) this.#noteChecksum(TCP_CHECKSUM, IpProtocol.Tcp);
    const headerLength =
      offset + TCP_OFFSET < end
        ? Math.max(TCP_HEADER, (view.getUint8(offset + TCP_OFFSET) >>> 4) << 2)
        : TCP_HEADER;
    const headerEnd = Math.min(end, offset + headerLength);
    for (const { at, length } of tcpAddresses(view, offset + TCP_HEADER, headerEnd)) {
      this.#found.ip.push({ at: at - this.#start, length });
    }
    this.#found.end = headerEnd - this.#start;
    return DecodeStatus.Segment;
  }

  #udp(): void {
    const { view, offset, end } = this.#cursor;
    if (end - offset < UDP_HEADER) return;
    this.#noteChecksum(UDP_CHECKSUM, IpProtocol.Udp);
    const ports = [view.getUint16(offset), view.getUint16(offset + 2)];
    if (ports.includes(CAPWAP) || ports.includes(TZSP)) this.#found.isWhole = false;
    const isBareIpv6 = offset + UDP_HEADER < end && view.getUint8(offset + UDP_HEADER) >>> 4 === 6;
    if (ports.includes(TEREDO) && !isBareIpv6) this.#found.isWhole = false;
  }

  /** An error, and on to what it quotes. @see RFC 4884 for what may stand behind that */
  #icmp(isIpv6: boolean): Step {
    const cursor = this.#cursor;
    const { view, offset, end } = cursor;
    if (end - offset < ICMP_HEADER) return DecodeStatus.NotTcp;
    if (isIpv6) this.#noteChecksum(ICMP_CHECKSUM, IpProtocol.Icmpv6);
    else this.#noteChecksum(ICMP_CHECKSUM);
    const isRedirect = !isIpv6 && view.getUint8(offset) === REDIRECT;
    if (isRedirect) this.#found.ip.push({ at: offset + ICMP_REST - this.#start, length: 4 });
    // More than the quote follows, interfaces and their addresses perhaps.
    else if (hasExtension(view, offset, isIpv6)) this.#found.isWhole = false;
    cursor.offset += ICMP_HEADER;
    cursor.opensTunnels = false;
    this.#quoteEnd = end;
    return stepOfIpVersion(cursor);
  }

  /** Of the header at the cursor; one with a protocol covers the addresses too. */
  #noteChecksum(field: number, protocol: number | null = null): void {
    const { offset, end, wireEnd } = this.#cursor;
    const [source, destination] = [this.#source, this.#destination];
    this.#addChecksum({
      field: offset + field,
      from: offset,
      to: end,
      pseudo: protocol === null ? null : { source, destination, protocol, length: wireEnd - offset },
      isTcp: protocol === IpProtocol.Tcp,
      isOptional: protocol === IpProtocol.Udp,
    });
  }

  #addChecksum(site: ChecksumSite): void {
    if (site.field + 2 > site.to) return;
    const start = this.#start;
    this.#found.checksums.push({
      ...site,
      field: site.field - start,
      from: site.from - start,
      to: site.to - start,
    });
  }
}

function emptyHeaders(): PacketHeaders {
  return { ip: [], hardware: [], checksums: [], end: 0, isWhole: true };
}

const PACKET_TOO_BIG = 2;
const PARAMETER_PROBLEM_6 = 4;

/** The length of the quote is told only where something follows it; in IPv6's other errors the byte is another field's. */
function hasExtension(view: DataView, offset: number, isIpv6: boolean): boolean {
  const type = view.getUint8(offset);
  if (!isIpv6) return view.getUint8(offset + 5) !== 0;
  return type !== PACKET_TOO_BIG && type !== PARAMETER_PROBLEM_6 && view.getUint8(offset + 4) !== 0;
}
