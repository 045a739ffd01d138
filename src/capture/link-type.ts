/**
 * LINKTYPE_ numbers as captures hold them.
 * @see https://www.tcpdump.org/linktypes.html
 */
export const LINKTYPE_NULL = 0;
export const LINKTYPE_ETHERNET = 1;
export const LINKTYPE_RAW = 101;
export const LINKTYPE_LOOP = 108;
export const LINKTYPE_LINUX_SLL = 113;
export const LINKTYPE_IPV4 = 228;
export const LINKTYPE_IPV6 = 229;
export const LINKTYPE_LINUX_SLL2 = 276;

/** A number of the registry; captures may hold any 16-bit value. */
export type LinkType = number;

/** Stands for the link type of a record that holds no packet (pcapng has such). It has a number like any other record. */
export const NOT_A_LINK_TYPE: LinkType = -1;
