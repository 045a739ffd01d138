// Hot path: allocates nothing per packet.
import type { CaptureQuality } from '../sink.js';

/** Packets that overtake each other on their way to the capturing program are off by microseconds, a clock that is set by far more. */
export const CLOCK_STEP_NS = 1e8;

/** What is counted of records while they are read. Numbers of packets are those of the whole timeline. */
export class QualityCounts implements CaptureQuality {
  cutPackets = 0;
  firstCutPacket = 0;
  stepsBack = 0;
  firstStepPacket = 0;
  longestStepNs = 0;

  /** @param before how many packets came before this one */
  cut(before: number): void {
    if (this.cutPackets++ === 0) this.firstCutPacket = before + 1;
  }

  stepBack(ns: number, before: number): void {
    if (this.stepsBack++ === 0) this.firstStepPacket = before + 1;
    if (ns > this.longestStepNs) this.longestStepNs = ns;
  }
}
