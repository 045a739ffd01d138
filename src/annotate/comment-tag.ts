/** What each of our comments begins with: by it they are found in Wireshark, and known again by ourselves. */
export const COMMENT_TAG = '[synopsis] ';

/**
 * The same for the comment on a simple packet, which has no room for one and had to become an enhanced packet: who takes
 * the comment away makes it a simple packet again.
 */
export const SIMPLE_PACKET_TAG = `${COMMENT_TAG}[simple packet] `;

const TAG_BYTES = Buffer.from(COMMENT_TAG);
const SIMPLE_PACKET_TAG_BYTES = Buffer.from(SIMPLE_PACKET_TAG);

/** Whether the comment in these bytes is ours. */
export function isOurComment(bytes: Uint8Array): boolean {
  return beginsWith(bytes, TAG_BYTES);
}

export function isSimplePacketComment(bytes: Uint8Array): boolean {
  return beginsWith(bytes, SIMPLE_PACKET_TAG_BYTES);
}

function beginsWith(bytes: Uint8Array, tag: Uint8Array): boolean {
  if (bytes.length < tag.length) return false;
  for (let i = 0; i < tag.length; i++) if (bytes[i] !== tag[i]) return false;
  return true;
}
