import type { PacketRecord } from '../capture/packet-record.js';
import type { Segment } from '../decode/segment.js';

/** Where Wireshark looks for SOCKS by default. */
const SOCKS_PORT = 1080;

/** What a watched connection waits for next. */
const Step = {
  Greeting: 0,
  MethodReply: 1,
  Login: 2,
  LoginReply: 3,
  Request: 4,
  RequestReply: 5,
  Relayed: 6,
} as const;
type Step = (typeof Step)[keyof typeof Step];

interface Watched {
  version: 4 | 5;
  step: Step;
  remotePort: number;
}

/** Proxies see many connections; those watched are dropped once they relay, and these are plenty. */
const MAX_WATCHED = 65_536;

/**
 * Wireshark's SOCKS dissector looks up the relayed connection by the client's address and port, the proxy's address and
 * the remote port, and so gives it a stream number of its own with the first relayed bytes. Numbers that
 * are to agree with `tcp.stream` must leave that one out.
 * @see RFC 1928, RFC 1929, and the SOCKS 4 protocol note
 */
export class SocksStreams {
  readonly #watched = new Map<number, Watched>();

  /** Cheap enough for every packet. */
  concerns(s: Segment): boolean {
    return (s.dstPort === SOCKS_PORT || s.srcPort === SOCKS_PORT) && s.payloadCaptured > 0;
  }

  isFromClient(s: Segment): boolean {
    return s.dstPort === SOCKS_PORT;
  }

  /**
   * Follows the SOCKS dialogue of a connection. When its first relayed bytes pass by, the segment's proxy port is
   * replaced by the remote port and true is returned: its four-tuple is the one that takes a number. The caller puts
   * the port back with `restore`.
   */
  relays(connection: number, s: Segment, record: PacketRecord): boolean {
    const fromClient = this.isFromClient(s);
    const bytes = record.bytes.subarray(s.payloadOffset, s.payloadOffset + s.payloadCaptured);
    const watched = this.#watched.get(connection);
    if (watched === undefined) {
      this.#begin(connection, fromClient, bytes);
      return false;
    }
    if (watched.step === Step.Relayed) {
      this.#watched.delete(connection);
      if (fromClient) s.dstPort = watched.remotePort;
      else s.srcPort = watched.remotePort;
      return true;
    }
    if (!follow(watched, fromClient, bytes)) this.#watched.delete(connection);
    return false;
  }

  restore(s: Segment, fromClient: boolean): void {
    if (fromClient) s.dstPort = SOCKS_PORT;
    else s.srcPort = SOCKS_PORT;
  }

  #begin(connection: number, fromClient: boolean, bytes: Uint8Array): void {
    if (!fromClient || this.#watched.size >= MAX_WATCHED) return;
    if (bytes[0] === 5 && bytes.length >= 3) {
      this.#watched.set(connection, { version: 5, step: Step.MethodReply, remotePort: 0 });
    } else if (bytes[0] === 4 && bytes[1] === 1 && bytes.length >= 8) {
      this.#watched.set(connection, {
        version: 4,
        step: Step.RequestReply,
        remotePort: (bytes[2]! << 8) | bytes[3]!,
      });
    }
  }
}

/** Moves on by one message; false when it is not what SOCKS would say here. */
function follow(watched: Watched, fromClient: boolean, bytes: Uint8Array): boolean {
  switch (watched.step) {
    case Step.MethodReply:
      if (fromClient || bytes[0] !== 5) return false;
      if (bytes[1] === 0) watched.step = Step.Request;
      else if (bytes[1] === 2) watched.step = Step.Login;
      else return false;
      return true;
    case Step.Login:
      watched.step = Step.LoginReply;
      return fromClient;
    case Step.LoginReply:
      watched.step = Step.Request;
      return !fromClient && bytes[1] === 0;
    case Step.Request: {
      const port = fromClient ? requestedPort(bytes) : -1;
      if (port < 0) return false;
      watched.remotePort = port;
      watched.step = Step.RequestReply;
      return true;
    }
    case Step.RequestReply:
      watched.step = Step.Relayed;
      return !fromClient && (watched.version === 4 ? bytes[1] === 90 : bytes[1] === 0);
    default:
      return false;
  }
}

/** The port of a CONNECT request, or -1. */
function requestedPort(bytes: Uint8Array): number {
  if (bytes[0] !== 5 || bytes[1] !== 1) return -1;
  const kind = bytes[3];
  const length = kind === 1 ? 4 : kind === 4 ? 16 : kind === 3 ? 1 + (bytes[4] ?? 0) : -1;
  if (length < 0 || bytes.length < 4 + length + 2) return -1;
  return (bytes[4 + length]! << 8) | bytes[5 + length]!;
}
