import { escapeTerminal } from './escape.js';

/** "10.0.0.1:443", "[::1]:443", "db:mysql". */
export function formatEndpoint(address: string, port: number | string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * The endpoint in at most `width` characters: the middle of the address is cut, never the port.
 * Names may come from the capture, so they are made harmless.
 */
export function fitEndpoint(address: string, port: number | string, width: number, ellipsis = '…'): string {
  const whole = formatEndpoint(address, port);
  if (whole.length <= width && SAFE.test(whole)) return whole;
  return cutEndpoint(escapeTerminal(whole), width, ellipsis);
}

const SAFE = /^[\w.:[\]-]*$/;

/** As `fitEndpoint`, for an endpoint already printed. */
export function cutEndpoint(endpoint: string, width: number, ellipsis = '…'): string {
  if (endpoint.length <= width) return endpoint;
  const tailStart = endpoint.lastIndexOf(':');
  const tail = tailStart < 0 ? '' : endpoint.slice(tailStart);
  return (
    cutMiddle(
      endpoint.slice(0, endpoint.length - tail.length),
      Math.max(ellipsis.length + 2, width - tail.length),
      ellipsis,
    ) + tail
  );
}

/** Keeps both ends of a text and cuts its middle. */
export function cutMiddle(text: string, width: number, ellipsis = '…'): string {
  if (text.length <= width) return text;
  const kept = Math.max(0, width - ellipsis.length);
  const head = Math.ceil(kept / 2);
  return text.slice(0, head) + ellipsis + text.slice(text.length - (kept - head));
}
