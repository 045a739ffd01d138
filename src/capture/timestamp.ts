// Hot path: allocates nothing per packet.
import type { PacketRecord } from './packet-record.js';

const MICROSECONDS = 6;

/**
 * The clock of one pcapng interface: 64-bit counts of its own unit → seconds and nanoseconds. What the high word
 * contributes is kept from packet to packet (of microseconds it changes every 71 minutes), so that BigInt stays out of
 * the way; only units that doubles cannot divide exactly take the long road each time.
 */
export class InterfaceClock {
  private readonly offsetSeconds: number;
  private readonly unitsPerSecond: bigint;
  /** A remainder of units is `units * multiplier / divisor` nanoseconds, exactly; 0 where only BigInt is exact. */
  private readonly multiplier: number;
  private readonly divisor: number;
  private readonly divisorPerSecond: number;
  private highWord = -1;
  private highSeconds = 0;
  private highUnits = 0;

  /** `resolution` is if_tsresol as it stands: a power of ten, or of two where the top bit is set. */
  constructor(resolution: number = MICROSECONDS, offsetSeconds = 0) {
    this.offsetSeconds = offsetSeconds;
    const exponent = resolution & 0x7f;
    const isBinary = resolution > 0x7f;
    this.unitsPerSecond = (isBinary ? 2n : 10n) ** BigInt(exponent);
    this.divisorPerSecond = Number(this.unitsPerSecond);
    if (isBinary) {
      // 2^23 units times 10^9 still fit a double's 53 bits.
      this.multiplier = exponent <= 23 ? 1e9 : 0;
      this.divisor = this.divisorPerSecond;
    } else {
      this.multiplier = exponent <= 9 ? 10 ** (9 - exponent) : 0;
      this.divisor = 1;
    }
  }

  /** Writes the time into the record. The words are unsigned. */
  stamp(record: PacketRecord, high: number, low: number): void {
    if (this.multiplier === 0) {
      this.stampExactly(record, high, low);
      return;
    }
    if (high !== this.highWord) this.setHighWord(high);
    const units = this.highUnits + low;
    const seconds = Math.floor(units / this.divisorPerSecond);
    const remainder = units - seconds * this.divisorPerSecond;
    record.seconds = this.highSeconds + seconds;
    record.nanoseconds = Math.floor((remainder * this.multiplier) / this.divisor);
  }

  private setHighWord(high: number): void {
    const units = BigInt(high) << 32n;
    this.highWord = high;
    this.highSeconds = Number(units / this.unitsPerSecond) + this.offsetSeconds;
    this.highUnits = Number(units % this.unitsPerSecond);
  }

  private stampExactly(record: PacketRecord, high: number, low: number): void {
    const units = (BigInt(high) << 32n) | BigInt(low);
    record.seconds = Number(units / this.unitsPerSecond) + this.offsetSeconds;
    record.nanoseconds = Number(((units % this.unitsPerSecond) * 1_000_000_000n) / this.unitsPerSecond);
  }
}
