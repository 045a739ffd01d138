import { MAX_PACKET_BYTES } from '../../limits.js';
import {
  LINKTYPE_ETHERNET,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_LINUX_SLL2,
  LINKTYPE_NULL,
  LINKTYPE_RAW,
  type LinkType,
  NOT_A_LINK_TYPE,
} from '../link-type.js';

/** `	0x0010:  0102 0003 09df 19f9  ........`; tcpdump 3 prints no colon, or no offset. What stands behind two blanks is no hex. */
const HEX_LINE = /^[\s>|]*0x([\da-f]{4,6}):?\s+((?:[\da-f]{4} ){0,7}[\da-f]{2}(?:[\da-f]{2})?)(?=\s|$)/;
const HEX_LINE_WITHOUT_OFFSET = /^\s{2,}((?:[\da-f]{4} ){0,7}[\da-f]{2}(?:[\da-f]{2})?)\s*$/;

/** The bytes of a packet, gathered from the lines of its hex dump. */
export class HexDump {
  readonly bytes = new Uint8Array(MAX_PACKET_BYTES);
  readonly view = new DataView(this.bytes.buffer);
  length = 0;
  #isWhole = true;

  clear(): void {
    this.length = 0;
    this.#isWhole = true;
  }

  /** Adds the line if it is one of a dump. */
  take(line: string): boolean {
    const match = HEX_LINE.exec(line);
    if (match !== null) {
      this.#add(Number.parseInt(match[1]!, 16), match[2]!);
      return true;
    }
    const bare = HEX_LINE_WITHOUT_OFFSET.exec(line);
    if (bare !== null) this.#add(this.length, bare[1]!);
    return bare !== null;
  }

  #add(offset: number, words: string): void {
    // A dump of some part of the packet may come before that of the whole.
    if (offset === 0) this.clear();
    const bytes = Buffer.from(words.replaceAll(' ', ''), 'hex');
    if (offset !== this.length || offset + bytes.length > this.bytes.length) this.#isWhole = false;
    if (!this.#isWhole) return;
    this.bytes.set(bytes, offset);
    this.length += bytes.length;
  }

  /**
   * How the bytes begin: with an IP header (-x, -X), or with the link header before it (-xx, -XX), which the text does
   * not name. `NOT_A_LINK_TYPE` where the dump is torn, ends before the ports of TCP, or is of something else.
   */
  linkType(): LinkType {
    if (!this.#isWhole || this.length < 24) return NOT_A_LINK_TYPE;
    const { bytes, view } = this;
    if (this.#isIpAt(0, true)) return LINKTYPE_RAW;
    if (ETHER_TYPES.has(view.getUint16(12))) return LINKTYPE_ETHERNET;
    if (bytes[0] === 0 && bytes[1]! <= 4 && ETHER_TYPES.has(view.getUint16(14))) return LINKTYPE_LINUX_SLL;
    if (ETHER_TYPES.has(view.getUint16(0)) && view.getUint16(2) === 0) return LINKTYPE_LINUX_SLL2;
    if (LOOPBACK_FAMILIES.has(view.getUint32(0, true)) && this.#isIpAt(4, false)) return LINKTYPE_NULL;
    if (LOOPBACK_FAMILIES.has(view.getUint32(0)) && this.#isIpAt(4, false)) return LINKTYPE_NULL;
    return this.#isIpAt(0, false) ? LINKTYPE_RAW : NOT_A_LINK_TYPE;
  }

  /** Bytes of the packet on the wire, as the IP header tells; at least those that were printed. */
  wireLength(linkType: LinkType): number {
    const at = HEADER_LENGTHS.get(linkType) ?? 0;
    if (at + 20 > this.length) return this.length;
    const version = this.bytes[at]! >> 4;
    const total = version === 4 ? this.view.getUint16(at + 2) : this.view.getUint16(at + 4) + 40;
    return version === 4 || version === 6 ? Math.max(this.length, at + total) : this.length;
  }

  /** Looks for an IP header; when it must prove itself, by its checksum (IPv4), or by its length (IPv6 has no checksum). */
  #isIpAt(at: number, mustProve: boolean): boolean {
    const { bytes, view, length } = this;
    const version = bytes[at]! >> 4;
    if (version === 6) {
      const end = at + 40 + view.getUint16(at + 4);
      return length >= at + 40 && (mustProve ? end === length : end >= at + 40);
    }
    const headerLength = (bytes[at]! & 15) * 4;
    if (version !== 4 || headerLength < 20 || at + headerLength > length) return false;
    if (!mustProve) return view.getUint16(at + 2) >= headerLength;
    let sum = 0;
    for (let word = at; word < at + headerLength; word += 2) sum += view.getUint16(word);
    return sum % 0xffff === 0 && sum > 0;
  }
}

/** IPv4, IPv6, VLAN tags, MPLS, PPPoE. */
const ETHER_TYPES = new Set([0x0800, 0x86dd, 0x8100, 0x88a8, 0x9100, 0x8847, 0x8848, 0x8864]);
/** AF_INET, and AF_INET6 of several systems. */
const LOOPBACK_FAMILIES = new Set([2, 10, 24, 28, 30]);
const HEADER_LENGTHS = new Map<LinkType, number>([
  [LINKTYPE_ETHERNET, 14],
  [LINKTYPE_LINUX_SLL, 16],
  [LINKTYPE_LINUX_SLL2, 20],
  [LINKTYPE_NULL, 4],
]);
