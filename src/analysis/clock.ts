import type { Clock } from '../sink.js';

/** Prints the timeline's nanoseconds as times of day. The epoch is the first packet's own stamp. */
export class TimelineClock implements Clock {
  /** The first packet's stamp. */
  seconds = Number.NaN;
  nanoseconds = 0;
  isSet = false;

  start(seconds: number, nanoseconds: number): void {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
    this.isSet = !Number.isNaN(seconds);
  }

  format(timeNs: number): string | null {
    // What is reckoned from seconds may stand between two nanoseconds.
    const sum = Math.round(timeNs) + this.nanoseconds;
    const whole = Math.floor(sum / 1e9);
    const seconds = this.seconds + whole;
    // The earliest of no times at all is infinite.
    return !Number.isFinite(seconds) ? null : formatStamp(seconds, sum - whole * 1e9);
  }

  epochSeconds(timeNs: number): number {
    return this.seconds + (this.nanoseconds + timeNs) / 1e9;
  }
}

/** "1795187778.726101000"; null for a record without time. */
export function formatStamp(seconds: number, nanoseconds: number): string | null {
  if (Number.isNaN(seconds)) return null;
  return `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}
