const END = 0;
const NO_OPERATION = 1;
const ROUTER_ALERT = 148;

/** Whether IPv4 options are only such as hold no address: routes and time stamps do. */
export function holdsOnlyHarmlessOptions(view: DataView, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const kind = view.getUint8(at);
    if (kind === END) return true;
    if (kind === NO_OPERATION) {
      at++;
      continue;
    }
    if (kind !== ROUTER_ALERT || at + 1 >= to) return false;
    at += Math.max(2, view.getUint8(at + 1));
  }
  return true;
}

const PAD_1 = 0;
/** Filling of several bytes, jumbo length, router alert. @see https://www.iana.org/assignments/ipv6-parameters */
const HARMLESS: ReadonlySet<number> = new Set([1, 5, 0xc2]);

/** Whether the options of an IPv6 header for hops or destinations are only such as hold no address: mobile nodes send theirs there. */
export function holdsOnlyHarmlessTlvs(view: DataView, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const type = view.getUint8(at);
    if (type === PAD_1) {
      at++;
      continue;
    }
    if (!HARMLESS.has(type) || at + 1 >= to) return false;
    at += 2 + view.getUint8(at + 1);
  }
  return true;
}
