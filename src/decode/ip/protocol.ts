// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

/** IP protocol numbers, which IPv6 calls next headers. */
export const IpProtocol = {
  HopByHop: 0,
  Icmp: 1,
  Ipv4: 4,
  Tcp: 6,
  Udp: 17,
  Ipv6: 41,
  Routing: 43,
  Fragment: 44,
  Gre: 47,
  EncapsulatedSecurity: 50,
  Authentication: 51,
  Icmpv6: 58,
  DestinationOptions: 60,
  IpInIp: 94,
  EtherIp: 97,
  Mobility: 135,
  Mpls: 137,
  HostIdentity: 139,
  Shim6: 140,
} as const;

/** Notes the protocol on the cursor and says what stands there. */
export function stepOfIpProtocol(cursor: Cursor, protocol: number): Step {
  cursor.protocol = protocol;
  switch (protocol) {
    case IpProtocol.Tcp:
      return Layer.Tcp;
    case IpProtocol.Icmp:
      return Layer.Icmp;
    case IpProtocol.Icmpv6:
      return Layer.Icmpv6;
    case IpProtocol.HopByHop:
    case IpProtocol.Routing:
    case IpProtocol.Fragment:
    case IpProtocol.Authentication:
    case IpProtocol.DestinationOptions:
    case IpProtocol.Mobility:
    case IpProtocol.HostIdentity:
    case IpProtocol.Shim6:
      return Layer.Extension;
    case IpProtocol.Udp:
      return Layer.Udp;
    case IpProtocol.Ipv4: // RFC 2003
    case IpProtocol.IpInIp: // The same before it had a number of its own.
      return cursor.enterTunnel(Layer.Ipv4);
    case IpProtocol.Ipv6: // RFC 2473, RFC 4213
      return cursor.enterTunnel(Layer.Ipv6);
    case IpProtocol.Gre:
      return cursor.enterTunnel(Layer.Gre);
    case IpProtocol.EtherIp:
      return cursor.enterTunnel(Layer.EtherIp);
    case IpProtocol.Mpls: // RFC 4023
      return cursor.enterTunnel(Layer.Mpls);
    case IpProtocol.EncapsulatedSecurity:
      return DecodeStatus.Encrypted;
    default:
      return DecodeStatus.NotTcp;
  }
}

/** Layer.Ip: IPv4 or IPv6, told by the version nibble. */
export function stepOfIpVersion(cursor: Cursor): Step {
  if (cursor.end - cursor.offset < 1) return DecodeStatus.CutShort;
  const version = cursor.view.getUint8(cursor.offset) >>> 4;
  return version === 4 ? Layer.Ipv4 : version === 6 ? Layer.Ipv6 : DecodeStatus.BadIpHeader;
}
