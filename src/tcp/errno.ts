import { ERRNOS } from '../rows.js';

/**
 * The errnos that packets can bring about, by their Linux names; numbers here are ours (0 is none), not the kernel's.
 * @see RFC 1122 §4.2.3.9 for ICMP; the tables below are Linux's `icmp_err_convert` and `icmpv6_err_convert`.
 */
export const Errno = {
  None: 0,
  ConnectionReset: 1,
  BrokenPipe: 2,
  ConnectionRefused: 3,
  TimedOut: 4,
  HostUnreachable: 5,
  NetUnreachable: 6,
  NoProtocolOption: 7,
  NotSupported: 8,
  HostDown: 9,
  NotOnNetwork: 10,
  ProtocolError: 11,
  AccessDenied: 12,
} as const;
export type Errno = (typeof Errno)[keyof typeof Errno];

/** Their names, by number; null for none. */
export const ERRNO_NAMES: readonly (string | null)[] = [null, ...ERRNOS];

const { HostUnreachable, NetUnreachable } = Errno;

/** ICMP destination unreachable, by code 0–15; 4 (fragmentation needed) is no error. */
const UNREACHABLE: readonly Errno[] = [
  NetUnreachable,
  HostUnreachable,
  Errno.NoProtocolOption,
  Errno.ConnectionRefused,
  Errno.None,
  Errno.NotSupported,
  NetUnreachable,
  Errno.HostDown,
  Errno.NotOnNetwork,
  NetUnreachable,
  HostUnreachable,
  NetUnreachable,
  HostUnreachable,
  HostUnreachable,
  HostUnreachable,
  HostUnreachable,
];

/** ICMPv6 destination unreachable, by code 0–6. */
const UNREACHABLE_V6: readonly Errno[] = [
  NetUnreachable,
  Errno.AccessDenied,
  HostUnreachable,
  HostUnreachable,
  Errno.ConnectionRefused,
  Errno.AccessDenied,
  Errno.AccessDenied,
];

/** The errno that an ICMP error stands for; None for those that are no errors (redirect, source quench, too big). */
export function errnoOfIcmp(family: number, type: number, code: number): Errno {
  if (family === 6) {
    if (type === 1) return UNREACHABLE_V6[code] ?? Errno.ProtocolError;
    if (type === 3) return HostUnreachable;
    return type === 4 ? Errno.ProtocolError : Errno.None;
  }
  if (type === 3) return UNREACHABLE[code] ?? Errno.None;
  if (type === 11) return HostUnreachable;
  return type === 12 ? Errno.ProtocolError : Errno.None;
}
