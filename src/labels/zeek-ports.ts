/** The TCP ports for which Zeek's own scripts register an analyzer: it takes their side for the responder where no SYN tells. */
const LIKELY_SERVER_PORTS: readonly number[] = [
  ...[21, 22, 25, 53, 79, 80, 81, 88, 135, 139, 143, 389, 443, 445, 465, 502, 514, 563, 585, 587, 614],
  ...[631, 636, 989, 990, 992, 993, 995, 1080, 1434, 1883, 2811, 3128, 3268, 3306, 3389, 5222, 5223],
  ...[5269, 5432, 6379, 6666, 6667, 6668, 6669, 8000, 8080, 8888, 20000],
];

const IS_LIKELY = new Uint8Array(65536);
for (const port of LIKELY_SERVER_PORTS) IS_LIKELY[port] = 1;

export function isLikelyServerPort(port: number): boolean {
  return IS_LIKELY[port] === 1;
}
