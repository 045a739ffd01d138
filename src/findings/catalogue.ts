import type { ConnectionRule } from './finding.js';
import type { HostRule } from './host-rule.js';
import { closeWaitLeak } from './rules/connection/close-wait-leak.js';
import { handshakeRefused } from './rules/connection/handshake-refused.js';
import { orderlyClose } from './rules/connection/orderly-close.js';
import { resetNoSocket } from './rules/connection/reset-no-socket.js';

/**
 * Every rule about one connection, in the order of FINDING_CODES: among findings of equal severity the first one speaks
 * for the connection.
 */
export const CONNECTION_RULES: readonly ConnectionRule[] = [
  handshakeRefused,
  orderlyClose,
  closeWaitLeak,
  resetNoSocket,
];

/**
 * Every rule about hosts, services and the capture, in the order in which they gather events: what one has claimed the next
 * does not see.
 */
export const HOST_RULES: readonly HostRule[] = [];
