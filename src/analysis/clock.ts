import type { Clock } from '../sink.js';

/** Prints the timeline's nanoseconds as times of day. The epoch is the first packet's own stamp. */
export class TimelineClock implements Clock {
  #seconds = Number.NaN;
  #nanoseconds = 0;

  get isSet(): boolean {
    return !Number.isNaN(this.#seconds);
  }

  start(seconds: number, nanoseconds: number): void {
    this.#seconds = seconds;
    this.#nanoseconds = nanoseconds;
  }

  /** Nanoseconds since the first packet: exact for 104 days either way. */
  nanosecondsOf(seconds: number, nanoseconds: number): number {
    return (seconds - this.#seconds) * 1e9 + (nanoseconds - this.#nanoseconds);
  }

  format(timeNs: number): string | null {
    const sum = timeNs + this.#nanoseconds;
    const whole = Math.floor(sum / 1e9);
    const seconds = this.#seconds + whole;
    return Number.isNaN(seconds) ? null : formatStamp(seconds, sum - whole * 1e9);
  }

  epochSeconds(timeNs: number): number {
    return this.#seconds + (this.#nanoseconds + timeNs) / 1e9;
  }
}

/** "1795187778.726101000"; null for a record without time. */
export function formatStamp(seconds: number, nanoseconds: number): string | null {
  if (Number.isNaN(seconds)) return null;
  return `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}
