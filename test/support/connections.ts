/**
 * Connections brought into a state, as the beginning of a script: `finWait2('2.000 < R 5201:5201(0)')`. The first endpoint opens
 * and closes; its name gives the state that it is in. Numbers once the connection is open: the first endpoint's next is 1101,
 * the second's 5201; a FIN takes one more. All of it lies within the first second.
 */
type Builder = (...lines: string[]) => string;

function after(...before: string[]): Builder {
  return (...lines) => [...before, ...lines].join('\n');
}

export const synSent = after('0.000 > S 1000:1000(0) <mss 1460,sackOK,wscale 7>');

export const synRcvd = after(synSent(), '0.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,wscale 7>');

/** Open, and both sides have sent data that was acknowledged. */
export const established = after(
  synRcvd(),
  '0.020 > . 1001:1001(0) ack 5001',
  '0.030 > P. 1001:1101(100) ack 5001',
  '0.040 < P. 5001:5201(200) ack 1101',
  '0.050 > . 1101:1101(0) ack 5201',
);

/** The second endpoint has not acknowledged the FIN: it is taken for CLOSE_WAIT all the same. */
export const finWait1 = after(established(), '0.100 > F. 1101:1101(0) ack 5201');

export const finWait2 = after(finWait1(), '0.110 < . 5201:5201(0) ack 1102');

/** The FINs have crossed; both endpoints are in CLOSING. */
export const closing = after(finWait1(), '0.110 < F. 5201:5201(0) ack 1101');

/** The second endpoint is in LAST_ACK. */
export const timeWaitUnacknowledged = after(finWait2(), '0.200 < F. 5201:5201(0) ack 1102');

/** The second endpoint is closed. */
export const timeWait = after(timeWaitUnacknowledged(), '0.210 > . 1102:1102(0) ack 5202');

/** Seen from a capture that began after the handshake. */
export const midstream = after(
  '0.000 > P. 1001:1101(100) ack 5001',
  '0.010 < P. 5001:5201(200) ack 1101',
  '0.020 > . 1101:1101(0) ack 5201',
);
