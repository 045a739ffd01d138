/**
 * Every sentence that people read, in English, as text or as functions of values.
 * A second language is one more file with the same exports.
 */
import { formatCount } from '../count.js';

/** 1 → "1 packet", 2000 → "2,000 packets". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export const flagsText = {
  syn: 'opens a connection',
  synAck: 'accepts, and acknowledges the SYN',
  ack: 'acknowledges',
  pshAck: 'data handed over to the program',
  fin: 'ends this direction; no more data will follow',
  rst: 'ends all at once; answers a segment that no socket expected',
  rstAck: 'ends all at once and acknowledges; refuses, or aborts',
  withPsh: 'data handed over',
  withUrg: 'urgent data',
  withEce: 'reports congestion (ECN)',
  withCwr: 'slowed down after congestion (ECN)',
  withAe: 'accurate ECN',
  offersEcn: 'offers ECN',
  acceptsEcn: 'accepts ECN',
  oddEcn: 'half an ECN offer',
  offersAccurateEcn: 'offers accurate ECN',
  acceptsAccurateEcn: 'answers accurate ECN',
  none: 'no flag at all: a NULL scan, or a broken stack',
  synFin: 'opens and ends at once: a probe',
  synRst: 'opens and resets at once: a probe, or a broken stack',
  finRst: 'ends in order and resets at once: a broken stack, or a probe',
  xmas: 'FIN, PSH and URG without ACK: a Xmas scan',
  finWithoutAck: 'FIN without ACK: a FIN scan',
  pshWithoutAck: 'data without ACK: a probe, or a broken stack',
  urgWithoutAck: 'urgent data without ACK: a probe, or a broken stack',
  ecnOnly: 'only ECN bits, no ACK: a probe, or a broken stack',
  reserved: 'reserved bits are set: a probe, or a damaged header',
} as const;

export const outputText = {
  isDirectory: (path: string) => `${path} is a directory: name a file with -o`,
  isInput: (path: string) => `${path} is being read: write the result to another file`,
  exists: (path: string) => `${path} exists already: choose another name, or add --force to replace it`,
  cannotCreate: (path: string, reason: string) => `${path} cannot be created (${reason})`,
} as const;
