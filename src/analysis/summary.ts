import { type LinkType, NOT_A_LINK_TYPE } from '../capture/link-type.js';
import { linkTypeName } from '../capture/link-type-name.js';
import type { CaptureDescription } from '../capture/packet-record.js';
import { DECODE_STATUS_NAMES, DecodeStatus } from '../decode/decode-status.js';
import { flagNames } from '../decode/tcp/flags.js';
import { counted } from '../format/messages/en.js';
import { flagsMeaning } from '../format/tcp-flags.js';
import type { CaptureRow, FlagsRow } from '../rows.js';
import type { Clock } from '../sink.js';

/** First and last time within a capture; infinite before the first packet. */
export interface CaptureTimes {
  firstNs: number;
  lastNs: number;
  /** Of the packet read last: clocks may step back. */
  latestNs: number;
}

/** What the report says of one capture; `statuses` counts its packets by decode status, `unknownLinkTypes` those of link types that are not read. */
export function captureRow(
  description: CaptureDescription,
  times: CaptureTimes,
  clock: Clock,
  statuses: Float64Array,
  unknownLinkTypes: ReadonlyMap<LinkType, number>,
): CaptureRow {
  const notDecoded: Record<string, number> = {};
  statuses.forEach((count, status) => {
    if (count === 0 || status === DecodeStatus.Segment || status === DecodeStatus.UnknownLinkType) return;
    notDecoded[DECODE_STATUS_NAMES[status]!] = count;
  });
  const unknown = DECODE_STATUS_NAMES[DecodeStatus.UnknownLinkType]!;
  for (const [linkType, count] of unknownLinkTypes) {
    notDecoded[linkType === NOT_A_LINK_TYPE ? unknown : `${unknown}:${linkTypeName(linkType)}`] = count;
  }
  const hasTimes = times.lastNs >= times.firstNs;
  return {
    path: description.path,
    format: description.format,
    packets: description.packets,
    tcpPackets: statuses[DecodeStatus.Segment]!,
    bytes: description.bytes ?? description.bytesRead,
    linkTypes: [...description.linkTypes],
    firstTime: hasTimes ? clock.format(times.firstNs) : null,
    lastTime: hasTimes ? clock.format(times.lastNs) : null,
    clock: description.clock,
    snaplen: description.snaplen,
    dropped: description.dropped,
    interfaces: [...description.interfaces],
    comments: [...description.comments],
    notDecoded,
    warnings: [...description.warnings],
  };
}

/** The combinations seen, most frequent first. `counts` is indexed by the twelve flag bits. */
export function flagsRows(counts: Float64Array): FlagsRow[] {
  const rows: FlagsRow[] = [];
  counts.forEach((packets, flags) => {
    if (packets === 0) return;
    const names = flagNames(flags);
    const reserved = flags > 0x1ff ? [...(names ? [names] : []), 'reserved'].join(',') : names;
    rows.push({ flags: reserved, packets, ...flagsMeaning(flags) });
  });
  return rows.sort((a, b) => b.packets - a.packets || (a.flags < b.flags ? -1 : 1));
}

/** What of the path could not be kept for all endpoints. */
export function pathLimits(withoutPercentiles: number, zeroWindows: number): string[] {
  return [
    ...(withoutPercentiles > 0
      ? [`no percentiles of the round trips of ${counted(withoutPercentiles, 'endpoint')}: too many at once`]
      : []),
    ...(zeroWindows > 0
      ? [`${counted(zeroWindows, 'closed window')} counted, but not listed: too many at once`]
      : []),
  ];
}

export function forgottenFlows(count: number): string {
  return `${counted(count, 'flow')} had to be forgotten to stay within memory: late packets of theirs count as new connections`;
}
