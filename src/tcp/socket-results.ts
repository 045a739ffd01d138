import type { ApplicationRow } from '../rows.js';
import { Known } from './endpoint-columns.js';
import { ERRNO_NAMES, Errno } from './errno.js';
import { TcpState } from './state.js';
import { By } from './state-history.js';
import type { TcpTables } from './tables.js';

/**
 * What a program's calls return at endpoint `e`, each as if it were the first call after the connection's end showed there.
 * Linux tells a pending error once; then reads give EOF and writes EPIPE. Once a FIN has come reads stay at EOF, whatever error follows.
 */
export function applicationResults(t: TcpTables, e: number, isInitiator: boolean): ApplicationRow {
  const ends = t.endpoints;
  const known = ends.known[e]!;
  const error = ends.socketError[e]! as Errno;
  const name = ERRNO_NAMES[error] ?? null;
  const wasOpen = t.history.wasIn(e, TcpState.Established);
  const opened = isInitiator || (known & Known.Syn) !== 0;
  const connect = opened ? (wasOpen ? 'ok' : name) : null;
  const accept = !opened && wasOpen ? 'ok' : null;
  const none: ApplicationRow = {
    connect,
    accept,
    read: null,
    write: null,
    afterwards: { read: null, write: null },
  };
  if (!wasOpen) return none;

  const hasEof = (known & Known.FinReceived) !== 0;
  // A program that has aborted makes no further calls; before that it may have read the other side's end.
  const hasAborted =
    ends.state[e] === TcpState.Closed && t.history.enteredBy(e) === By.Sent && error === Errno.None;
  if (hasAborted) return hasEof && t.history.wasIn(e, TcpState.CloseWait) ? { ...none, read: 'EOF' } : none;
  if (error !== Errno.None) {
    const read = hasEof || error === Errno.BrokenPipe ? 'EOF' : name;
    return { connect, accept, read, write: name, afterwards: { read: 'EOF', write: 'EPIPE' } };
  }
  const write = known & Known.Fin ? 'EPIPE' : 'ok';
  return {
    connect,
    accept,
    read: hasEof ? 'EOF' : null,
    write: hasEof ? write : null,
    afterwards: { read: hasEof ? 'EOF' : null, write: null },
  };
}
