// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readTzsp } from '../link/wrapped.js';
import { readCapwap } from './capwap.js';
import { readGeneve } from './geneve.js';
import { readGtp } from './gtp.js';
import { readL2tp } from './l2tp.js';
import { readTeredo } from './teredo.js';
import { looksLikeVxlan, readVxlan, readVxlanGpe } from './vxlan.js';

const HEADER = 8;
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;

/** Well-known ports of tunnels. @see https://www.iana.org/assignments/service-names-port-numbers */
const Port = {
  L2tp: 1701,
  Gtp: 2152,
  Teredo: 3544,
  Lisp: 4341,
  Gre: 4754,
  Vxlan: 4789,
  VxlanGpe: 4790,
  Capwap: 5247,
  Geneve: 6081,
  Mpls: 6635,
  /** Linux's VXLAN before there was a number for it, and its default still. */
  OldVxlan: 8472,
  Tzsp: 37008,
} as const;

/** Below it ports belong to services: what is sent there is theirs, whatever port the sender happened to take. */
const FIRST_FREE_PORT = 1024;

/** Datagrams to the port of a tunnel hold packets, and those from it: some answer from there, others take any port to spread packets over paths. */
export function readUdp(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return DecodeStatus.NotTcp;
  let port = view.getUint16(offset + DESTINATION_PORT);
  if (!isTunnel(port)) {
    if (port < FIRST_FREE_PORT) return DecodeStatus.NotTcp;
    port = view.getUint16(offset + SOURCE_PORT);
    if (!isTunnel(port)) return DecodeStatus.NotTcp;
  }
  cursor.offset = offset + HEADER;
  if (port === Port.OldVxlan && !looksLikeVxlan(cursor)) return DecodeStatus.NotTcp;
  const step = cursor.enterTunnel(Layer.Ip);
  return step === Layer.Ip ? readTunnel(cursor, port) : step;
}

function isTunnel(port: number): boolean {
  switch (port) {
    case Port.L2tp:
    case Port.Gtp:
    case Port.Teredo:
    case Port.Lisp:
    case Port.Gre:
    case Port.Vxlan:
    case Port.VxlanGpe:
    case Port.Capwap:
    case Port.Geneve:
    case Port.Mpls:
    case Port.OldVxlan:
    case Port.Tzsp:
      return true;
    default:
      return false;
  }
}

const LISP_HEADER = 8;

function readTunnel(cursor: Cursor, port: number): Step {
  switch (port) {
    case Port.Vxlan:
    case Port.OldVxlan:
      return readVxlan(cursor);
    case Port.VxlanGpe:
      return readVxlanGpe(cursor);
    case Port.Geneve:
      return readGeneve(cursor);
    case Port.Gtp:
      return readGtp(cursor);
    case Port.Teredo:
      return readTeredo(cursor);
    case Port.L2tp:
      return readL2tp(cursor);
    case Port.Capwap:
      return readCapwap(cursor);
    case Port.Lisp: // RFC 9300 §5.3
      return cursor.skip(LISP_HEADER) ? Layer.Ip : DecodeStatus.CutShort;
    case Port.Gre: // RFC 8086
      return Layer.Gre;
    case Port.Mpls: // RFC 7510
      return Layer.Mpls;
    default:
      return readTzsp(cursor);
  }
}
