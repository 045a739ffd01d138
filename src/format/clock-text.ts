import type { Clock } from '../sink.js';
import { dayNumber, type TimeZone, timeOfDay } from './time.js';

/** Prints moments of one timeline as time of day; a moment on a later day than the first packet says so: "00:01:07.250+1d". */
export class ClockText {
  readonly zone: TimeZone;
  #clock: Clock | null = null;
  #firstDay = Number.NaN;

  constructor(zone: TimeZone) {
    this.zone = zone;
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  /** `timeNs` counts from the first packet; "-" where the input has no times. */
  at(timeNs: number, digits = 3): string {
    return this.#clock === null ? '-' : this.ofEpoch(this.#clock.epochSeconds(timeNs), digits);
  }

  ofEpoch(epochSeconds: number, digits = 3): string {
    if (Number.isNaN(epochSeconds)) return '-';
    const day = dayNumber(epochSeconds, this.zone);
    if (Number.isNaN(this.#firstDay)) this.#firstDay = this.#dayOfFirstPacket() ?? day;
    const later = day - this.#firstDay;
    const text = timeOfDay(epochSeconds, this.zone, digits);
    return later === 0 ? text : `${text}${later > 0 ? '+' : ''}${later}d`;
  }

  #dayOfFirstPacket(): number | null {
    const first = this.#clock?.epochSeconds(0) ?? Number.NaN;
    return Number.isNaN(first) ? null : dayNumber(first, this.zone);
  }
}
