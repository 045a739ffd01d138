import type { ConnectionRule } from './finding.js';
import type { HostRule } from './host-rule.js';
import { captureCut } from './rules/capture/capture-cut.js';
import { captureDuplicates } from './rules/capture/capture-duplicates.js';
import { captureEndedEarly } from './rules/capture/capture-ended-early.js';
import { captureGaps } from './rules/capture/capture-gaps.js';
import { captureOffload } from './rules/capture/capture-offload.js';
import { captureOneWay } from './rules/capture/capture-one-way.js';
import { captureStartedLate } from './rules/capture/capture-started-late.js';
import { clockStepped } from './rules/capture/clock-stepped.js';
import { backlogOverflow } from './rules/connection/backlog-overflow.js';
import { closeWaitLeak } from './rules/connection/close-wait-leak.js';
import { closedAfterMissedHeartbeat } from './rules/connection/closed-after-missed-heartbeat.js';
import { duplicatePackets } from './rules/connection/duplicate-packets.js';
import { fastOpen } from './rules/connection/fast-open.js';
import { fastRetransmission } from './rules/connection/fast-retransmission.js';
import { finRetransmitted } from './rules/connection/fin-retransmitted.js';
import { finWait1Stuck } from './rules/connection/fin-wait-1-stuck.js';
import { finWait2Stuck } from './rules/connection/fin-wait-2-stuck.js';
import { halfClose } from './rules/connection/half-close.js';
import { halfOpen } from './rules/connection/half-open.js';
import { handshakeAckLost } from './rules/connection/handshake-ack-lost.js';
import { handshakeRefused } from './rules/connection/handshake-refused.js';
import { handshakeReset } from './rules/connection/handshake-reset.js';
import { handshakeSlow } from './rules/connection/handshake-slow.js';
import { handshakeUnanswered } from './rules/connection/handshake-unanswered.js';
import { handshakeUnreachable } from './rules/connection/handshake-unreachable.js';
import { heartbeat } from './rules/connection/heartbeat.js';
import { illegalFlags } from './rules/connection/illegal-flags.js';
import { keepAlive } from './rules/connection/keep-alive.js';
import { keepAliveReset } from './rules/connection/keep-alive-reset.js';
import { keepAliveUnanswered } from './rules/connection/keep-alive-unanswered.js';
import { lastAckStuck } from './rules/connection/last-ack-stuck.js';
import { mssBlackHole } from './rules/connection/mss-black-hole.js';
import { optionsMissing } from './rules/connection/options-missing.js';
import { orderlyClose } from './rules/connection/orderly-close.js';
import { peerVanished } from './rules/connection/peer-vanished.js';
import { reordering } from './rules/connection/reordering.js';
import { resetAbort } from './rules/connection/reset-abort.js';
import { resetAfterClose } from './rules/connection/reset-after-close.js';
import { resetBacklogOverflow } from './rules/connection/reset-backlog-overflow.js';
import { resetByMiddlebox } from './rules/connection/reset-by-middlebox.js';
import { resetIgnored } from './rules/connection/reset-ignored.js';
import { resetInjected } from './rules/connection/reset-injected.js';
import { resetKeepAliveFailure } from './rules/connection/reset-keep-alive-failure.js';
import { resetNoSocket } from './rules/connection/reset-no-socket.js';
import { retransmissionTimeout } from './rules/connection/retransmission-timeout.js';
import { simultaneousClose } from './rules/connection/simultaneous-close.js';
import { simultaneousOpen } from './rules/connection/simultaneous-open.js';
import { spuriousRetransmission } from './rules/connection/spurious-retransmission.js';
import { stall } from './rules/connection/stall.js';
import { straySegment } from './rules/connection/stray-segment.js';
import { synAckRetransmitted } from './rules/connection/syn-ack-retransmitted.js';
import { synRetransmitted } from './rules/connection/syn-retransmitted.js';
import { tailLoss } from './rules/connection/tail-loss.js';
import { timeWaitAssassination } from './rules/connection/time-wait-assassination.js';
import { timeWaitReuse } from './rules/connection/time-wait-reuse.js';
import { urgentData } from './rules/connection/urgent-data.js';
import { windowFull } from './rules/connection/window-full.js';
import { windowLimited } from './rules/connection/window-limited.js';
import { zeroWindow } from './rules/connection/zero-window.js';
import { serviceBacklogOverflow } from './rules/host/backlog-overflow.js';
import { closeWaitPileUp } from './rules/host/close-wait-pile-up.js';
import { closingPileUp } from './rules/host/closing-pile-up.js';
import { establishedPileUp } from './rules/host/established-pile-up.js';
import { finWait1PileUp } from './rules/host/fin-wait-1-pile-up.js';
import { finWait2PileUp } from './rules/host/fin-wait-2-pile-up.js';
import { hostSweep } from './rules/host/host-sweep.js';
import { idleTimer } from './rules/host/idle-timer.js';
import { lastAckPileUp } from './rules/host/last-ack-pile-up.js';
import { portScan } from './rules/host/port-scan.js';
import { refusedStorm } from './rules/host/refused-storm.js';
import { resetStorm } from './rules/host/reset-storm.js';
import { serviceDown } from './rules/host/service-down.js';
import { serviceRestarted } from './rules/host/service-restarted.js';
import { staleConnections } from './rules/host/stale-connections.js';
import { synFlood } from './rules/host/syn-flood.js';
import { synRcvdPileUp } from './rules/host/syn-rcvd-pile-up.js';
import { synSentPileUp } from './rules/host/syn-sent-pile-up.js';
import { timeWaitPileUp } from './rules/host/time-wait-pile-up.js';
import { timeoutStorm } from './rules/host/timeout-storm.js';

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
  halfClose,
  simultaneousClose,
  closeWaitLeak,
  finWait2Stuck,
  finWait1Stuck,
  lastAckStuck,
  finRetransmitted,
  timeWaitReuse,
  timeWaitAssassination,
  resetNoSocket,
  resetAbort,
  resetAfterClose,
  resetKeepAliveFailure,
  resetBacklogOverflow,
  resetIgnored,
  resetInjected,
  resetByMiddlebox,
  peerVanished,
  halfOpen,
  keepAlive,
  keepAliveUnanswered,
  keepAliveReset,
  heartbeat,
  closedAfterMissedHeartbeat,
  zeroWindow,
  windowFull,
  windowLimited,
  retransmissionTimeout,
  fastRetransmission,
  spuriousRetransmission,
  tailLoss,
  reordering,
  duplicatePackets,
  mssBlackHole,
  stall,
  illegalFlags,
  urgentData,
  straySegment,
];

/**
 * Every rule about hosts, services and the capture, in the order in which they gather events: what one has claimed the next
 * does not see.
 */
export const HOST_RULES: readonly HostRule[] = [
  captureStartedLate,
  captureEndedEarly,
  captureGaps,
  captureOneWay,
  captureDuplicates,
  captureOffload,
  captureCut,
  clockStepped,
  synFlood,
  portScan,
  hostSweep,
  serviceRestarted,
  serviceDown,
  idleTimer,
  staleConnections,
  serviceBacklogOverflow,
  refusedStorm,
  resetStorm,
  timeoutStorm,
  closeWaitPileUp,
  finWait2PileUp,
  finWait1PileUp,
  lastAckPileUp,
  closingPileUp,
  synSentPileUp,
  synRcvdPileUp,
  establishedPileUp,
  timeWaitPileUp,
];
