import { MAX_CAPTURE_COMMENTS } from '../limits.js';
import type { LinkType } from './link-type.js';
import * as Layout from './pcapng-layout.js';
import { OptionCode } from './pcapng-layout.js';
import type { OptionCursor } from './pcapng-options.js';
import { InterfaceClock } from './timestamp.js';

/** What a pcapng file says of one interface; the packets of its section refer to it by number. */
export class PcapngInterface {
  /** Counts over all sections. */
  readonly index: number;
  readonly linkType: LinkType;
  /** 0 means no limit. */
  readonly snaplen: number;
  readonly clock: InterfaceClock;
  readonly name: string | null;
  readonly description: string | null;
  /** Several comments are lines of one. */
  readonly comment: string | null;
  /** Packets lost, as its last statistics say and as its packets' own counts add up: two views of one loss. */
  private droppedInStatistics = 0;
  private droppedBetweenPackets = 0;

  /** Reads the interface description block at `at`; its options are what `options` walks. */
  constructor(index: number, view: DataView, isLittleEndian: boolean, at: number, options: OptionCursor) {
    let resolution: number | undefined;
    let offsetSeconds = 0;
    let name: string | null = null;
    let description: string | null = null;
    const comments: string[] = [];
    while (options.next()) {
      if (options.code === OptionCode.InterfaceTimeResolution && options.length === 1) {
        resolution = view.getUint8(options.at);
      } else if (options.code === OptionCode.InterfaceTimeOffset && options.length === 8) {
        offsetSeconds = Number(view.getBigInt64(options.at, isLittleEndian));
      } else if (options.code === OptionCode.InterfaceName) {
        name ??= options.text();
      } else if (options.code === OptionCode.InterfaceDescription) {
        description ??= options.text();
      } else if (options.code === OptionCode.Comment && comments.length < MAX_CAPTURE_COMMENTS) {
        comments.push(options.text());
      }
    }
    this.index = index;
    this.name = name || null;
    this.description = description || null;
    this.comment = comments.length === 0 ? null : comments.join('\n');
    this.linkType = view.getUint16(at + Layout.INTERFACE_LINK_TYPE, isLittleEndian);
    this.snaplen = view.getUint32(at + Layout.INTERFACE_SNAPLEN, isLittleEndian);
    this.clock = new InterfaceClock(resolution, offsetSeconds);
  }

  get dropped(): number {
    return Math.max(this.droppedInStatistics, this.droppedBetweenPackets);
  }

  /** Takes the drop counts of an interface statistics block: totals, so later ones replace earlier ones. False where it has none. */
  readStatistics(options: OptionCursor): boolean {
    let drops: number | null = null;
    while (options.next()) {
      const { code } = options;
      if (code === OptionCode.StatisticsInterfaceDrops || code === OptionCode.StatisticsSystemDrops) {
        drops = (drops ?? 0) + options.count();
      }
    }
    if (drops === null) return false;
    this.droppedInStatistics = drops;
    return true;
  }

  /** A packet says how many were lost since the one before it. */
  addDrops(packets: number): void {
    this.droppedBetweenPackets += packets;
  }
}
