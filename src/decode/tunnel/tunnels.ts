/**
 * Of a packet inside a packet (GRE, VXLAN …) which one counts: the one inside, as in Wireshark, or the one outside, whose
 * payload is then left alone.
 */
export const TUNNELS = ['inner', 'outer'] as const;
export type Tunnels = (typeof TUNNELS)[number];
