/** Whose rules label the packets: those of Wireshark 4.0, the default, or of 4.6. */
export const WIRESHARK_PROFILES = ['wireshark-4.0', 'wireshark-4.6'] as const;
export type WiresharkProfile = (typeof WIRESHARK_PROFILES)[number];
