// Hot path: allocates nothing per packet.
import { Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

/**
 * What an EtherType stands for. Values up to 1500 are the length of an 802.3 frame, which holds LLC.
 * @see https://www.iana.org/assignments/ieee-802-numbers
 */
export function stepOfEtherType(etherType: number): Step {
  switch (etherType) {
    case 0x0800:
      return Layer.Ipv4;
    case 0x86dd:
      return Layer.Ipv6;
    case 0x8100: // 802.1Q
    case 0x88a8: // 802.1ad, the outer tag of QinQ
    case 0x9100: // QinQ before it was a standard
    case 0x9200:
      return Layer.Vlan;
    default:
      return etherType <= 1500 ? Layer.Llc : DecodeStatus.NotIp;
  }
}
