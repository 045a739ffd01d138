import type { ConnectionRule } from './finding.js';
import type { HostRule } from './host-rule.js';
import { backlogOverflow } from './rules/connection/backlog-overflow.js';
import { closeWaitLeak } from './rules/connection/close-wait-leak.js';
import { fastOpen } from './rules/connection/fast-open.js';
import { handshakeAckLost } from './rules/connection/handshake-ack-lost.js';
import { handshakeRefused } from './rules/connection/handshake-refused.js';
import { handshakeReset } from './rules/connection/handshake-reset.js';
import { handshakeSlow } from './rules/connection/handshake-slow.js';
import { handshakeUnanswered } from './rules/connection/handshake-unanswered.js';
import { handshakeUnreachable } from './rules/connection/handshake-unreachable.js';
import { optionsMissing } from './rules/connection/options-missing.js';
import { orderlyClose } from './rules/connection/orderly-close.js';
import { resetAbort } from './rules/connection/reset-abort.js';
import { resetAfterClose } from './rules/connection/reset-after-close.js';
import { resetBacklogOverflow } from './rules/connection/reset-backlog-overflow.js';
import { resetByMiddlebox } from './rules/connection/reset-by-middlebox.js';
import { resetIgnored } from './rules/connection/reset-ignored.js';
import { resetInjected } from './rules/connection/reset-injected.js';
import { resetKeepAliveFailure } from './rules/connection/reset-keep-alive-failure.js';
import { resetNoSocket } from './rules/connection/reset-no-socket.js';
import { simultaneousOpen } from './rules/connection/simultaneous-open.js';
import { synAckRetransmitted } from './rules/connection/syn-ack-retransmitted.js';
import { synRetransmitted } from './rules/connection/syn-retransmitted.js';

/**
 * Every rule about one connection, in the order of FINDING_CODES: among findings of equal severity the first one speaks
 * for the connection.
 */
export const CONNECTION_RULES: readonly ConnectionRule[] = [
  handshakeRefused,
  handshakeUnanswered,
  handshakeUnreachable,
  handshakeReset,
  handshakeSlow,
  synRetransmitted,
  synAckRetransmitted,
  handshakeAckLost,
  backlogOverflow,
  simultaneousOpen,
  fastOpen,
  optionsMissing,
  orderlyClose,
  closeWaitLeak,
  resetNoSocket,
  resetAbort,
  resetAfterClose,
  resetKeepAliveFailure,
  resetBacklogOverflow,
  resetIgnored,
  resetInjected,
  resetByMiddlebox,
];

/**
 * Every rule about hosts, services and the capture, in the order in which they gather events: what one has claimed the next
 * does not see.
 */
export const HOST_RULES: readonly HostRule[] = [];
