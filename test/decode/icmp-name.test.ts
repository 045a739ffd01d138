import { expect, test } from 'vitest';
import { icmpName } from '../../src/decode/icmp-name.js';

test.each([
  [4, 3, 1, 'host-unreachable'],
  [4, 3, 4, 'fragmentation-needed'],
  [4, 3, 13, 'communication-administratively-prohibited'],
  [4, 4, 0, 'source-quench'],
  [4, 11, 0, 'time-exceeded'],
  [4, 12, 0, 'parameter-problem'],
  [4, 3, 42, 'type-3-code-42'],
  [6, 1, 0, 'no-route-to-destination'],
  [6, 1, 4, 'port-unreachable'],
  [6, 2, 0, 'packet-too-big'],
  [6, 3, 0, 'time-exceeded'],
  [6, 4, 1, 'unrecognized-next-header'],
  [6, 9, 9, 'type-9-code-9'],
])('family %i, type %i, code %i is "%s"', (family, type, code, name) => {
  expect(icmpName(family, type, code)).toBe(name);
});
