import { TcpFlag } from '../decode/tcp/flags.js';
import { flagsText } from './messages/en.js';

export interface FlagsMeaning {
  meaning: string;
  legal: boolean;
}

const { Fin, Syn, Rst, Psh, Ack, Urg, Ece, Cwr, Ae } = TcpFlag;
const RESERVED = 0xe00;

/**
 * What a combination of the twelve bits after the data offset says, and whether a sound TCP may send it.
 * Illegal are combinations that contradict themselves, and anything but SYN and RST that lacks ACK.
 * @see RFC 9293 §3.1, §3.10.7; RFC 3168 §6.1 for ECE and CWR.
 */
export function flagsMeaning(flags: number): FlagsMeaning {
  const contradiction = whyIllegal(flags);
  if (contradiction !== null) return { meaning: contradiction, legal: false };
  return { meaning: [mainMeaning(flags), ...additions(flags)].join('; '), legal: true };
}

function whyIllegal(flags: number): string | null {
  const named = flags & 0x1ff;
  if (flags & Syn && flags & Fin) return flagsText.synFin;
  if (flags & Syn && flags & Rst) return flagsText.synRst;
  if (flags & Fin && flags & Rst) return flagsText.finRst;
  if (flags & RESERVED) return flagsText.reserved;
  if (named === 0) return flagsText.none;
  if (flags & (Syn | Rst | Ack)) return null;
  if ((flags & (Fin | Psh | Urg)) === (Fin | Psh | Urg)) return flagsText.xmas;
  if (flags & Fin) return flagsText.finWithoutAck;
  if (flags & Psh) return flagsText.pshWithoutAck;
  if (flags & Urg) return flagsText.urgWithoutAck;
  return flagsText.ecnOnly;
}

function mainMeaning(flags: number): string {
  const answered = (flags & Ack) !== 0;
  if (flags & Rst) return answered ? flagsText.rstAck : flagsText.rst;
  if (flags & Syn) return answered ? flagsText.synAck : flagsText.syn;
  if (flags & Fin) return flagsText.fin;
  return flags & Psh ? flagsText.pshAck : flagsText.ack;
}

/** What the flags beside the main ones add; ECN bits mean another thing during the handshake. */
function additions(flags: number): string[] {
  const said: string[] = [];
  const handshake = (flags & Syn) !== 0;
  if (flags & Psh && flags & (Syn | Fin | Rst)) said.push(flagsText.withPsh);
  if (flags & Urg) said.push(flagsText.withUrg);
  if (handshake) {
    if (flags & (Ece | Cwr | Ae)) said.push(handshakeEcn(flags));
    return said;
  }
  if (flags & Ece) said.push(flagsText.withEce);
  if (flags & Cwr) said.push(flagsText.withCwr);
  if (flags & Ae) said.push(flagsText.withAe);
  return said;
}

function handshakeEcn(flags: number): string {
  // In a SYN,ACK ECE alone is the classic answer; every other pattern answers an accurate-ECN offer.
  if (flags & Ack)
    return (flags & (Ece | Cwr | Ae)) === Ece ? flagsText.acceptsEcn : flagsText.acceptsAccurateEcn;
  if (flags & Ae) return flagsText.offersAccurateEcn;
  return (flags & (Ece | Cwr)) === (Ece | Cwr) ? flagsText.offersEcn : flagsText.oddEcn;
}
