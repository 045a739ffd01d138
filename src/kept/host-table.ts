/** Addresses and names that one thread has numbered since it told the others last. */
export interface NewHosts {
  readonly addresses: readonly string[];
  /** Names that became known, by the number of their address. */
  readonly names: readonly (readonly [host: number, name: string])[];
  /** Names that text prints instead of ports, by the number that stands for them. */
  readonly ports: readonly (readonly [port: number, name: string])[];
}

/** Gives addresses numbers in order of appearance, so that rows hold numbers, and strings pass from thread to thread once. */
export class HostNumbering {
  readonly #numbers = new Map<string, number>();
  readonly #named = new Set<number>();
  readonly #ports = new Set<number>();
  #addresses: string[] = [];
  #names: [number, string][] = [];
  #portNames: [number, string][] = [];

  numberOf(address: string, name: string | null): number {
    let number = this.#numbers.get(address);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(address, number);
      this.#addresses.push(address);
    }
    if (name !== null && !this.#named.has(number)) {
      this.#named.add(number);
      this.#names.push([number, name]);
    }
    return number;
  }

  /** The number that an address has; undefined for none. */
  known(address: string): number | undefined {
    return this.#numbers.get(address);
  }

  /** To be told of every port above 65535: it stands for a name. */
  notePort(port: number, name: string): void {
    if (this.#ports.has(port)) return;
    this.#ports.add(port);
    this.#portNames.push([port, name]);
  }

  /** What is new since this was last asked; null for nothing. */
  takeNew(): NewHosts | null {
    if (this.#addresses.length + this.#names.length + this.#portNames.length === 0) return null;
    const fresh = { addresses: this.#addresses, names: this.#names, ports: this.#portNames };
    this.#addresses = [];
    this.#names = [];
    this.#portNames = [];
    return fresh;
  }
}

/** The same table on the other side. */
export class HostList {
  readonly #addresses: string[] = [];
  readonly #names = new Map<number, string>();
  readonly #ports = new Map<number, string>();

  add({ addresses, names, ports }: NewHosts): void {
    for (const address of addresses) this.#addresses.push(address);
    for (const [host, name] of names) this.#names.set(host, name);
    for (const [port, name] of ports) this.#ports.set(port, name);
  }

  get count(): number {
    return this.#addresses.length;
  }
  address(host: number): string {
    return this.#addresses[host] ?? '?';
  }
  name(host: number): string | null {
    return this.#names.get(host) ?? null;
  }
  port(port: number): number | string {
    return port <= 0xffff ? port : (this.#ports.get(port) ?? '?');
  }
}
