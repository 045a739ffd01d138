/**
 * Numbers under which systems write raw IP besides LINKTYPE_RAW: DLT_RAW as it leaks into files, on most systems and on
 * OpenBSD. Such packets have no link header; their walk begins at `Layer.Ip`.
 * @see https://www.tcpdump.org/linktypes.html
 */
export const DLT_RAW = 12;
export const DLT_RAW_OPENBSD = 14;
