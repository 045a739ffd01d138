const UNREACHABLE = [
  'network-unreachable',
  'host-unreachable',
  'protocol-unreachable',
  'port-unreachable',
  'fragmentation-needed',
  'source-route-failed',
  'destination-network-unknown',
  'destination-host-unknown',
  'source-host-isolated',
  'network-administratively-prohibited',
  'host-administratively-prohibited',
  'network-unreachable-for-type-of-service',
  'host-unreachable-for-type-of-service',
  'communication-administratively-prohibited',
  'host-precedence-violation',
  'precedence-cutoff-in-effect',
];
const REDIRECT = [
  'redirect-for-network',
  'redirect-for-host',
  'redirect-for-type-of-service-and-network',
  'redirect-for-type-of-service-and-host',
];
const TIME_EXCEEDED = ['time-exceeded', 'fragment-reassembly-time-exceeded'];
const PARAMETER_PROBLEM = ['parameter-problem', 'required-option-missing', 'bad-length'];

const UNREACHABLE_V6 = [
  'no-route-to-destination',
  'communication-administratively-prohibited',
  'beyond-scope-of-source-address',
  'address-unreachable',
  'port-unreachable',
  'source-address-failed-policy',
  'reject-route-to-destination',
];
const PARAMETER_PROBLEM_V6 = [
  'erroneous-header-field',
  'unrecognized-next-header',
  'unrecognized-option',
  'incomplete-header-chain',
];

const NAMES_V4: Readonly<Record<number, readonly string[]>> = {
  3: UNREACHABLE,
  4: ['source-quench'],
  5: REDIRECT,
  11: TIME_EXCEEDED,
  12: PARAMETER_PROBLEM,
};
const NAMES_V6: Readonly<Record<number, readonly string[]>> = {
  1: UNREACHABLE_V6,
  2: ['packet-too-big'],
  3: TIME_EXCEEDED,
  4: PARAMETER_PROBLEM_V6,
};

/**
 * What an ICMP error says, in the words of the RFC that defines it: "host-unreachable", "packet-too-big"; or
 * "type-3-code-42" where none does. `family` is that of the ICMP packet.
 * @see RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1, RFC 4443 §3, RFC 7112 §5
 */
export function icmpName(family: number, type: number, code: number): string {
  const names = family === 6 ? NAMES_V6 : NAMES_V4;
  return names[type]?.[code] ?? `type-${type}-code-${code}`;
}
