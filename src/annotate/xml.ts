import type { PacketRecord } from '../capture/packet-record.js';
import type { ExportCopy } from './export-copy.js';
import type { PacketEdit } from './printed.js';
import { ANNOTATION_NAMES, type RowAnnotations, valuesOf } from './row-annotations.js';

const PACKET_END = '</packet>';

/** PSML with four sections more in its structure and in each packet, behind its own. */
export class PsmlEdit implements PacketEdit {
  readonly #annotations: RowAnnotations;
  #isFirst = true;
  #isAnnotated = false;

  constructor(annotations: RowAnnotations) {
    this.#annotations = annotations;
  }

  async packet(copy: ExportCopy, record: Readonly<PacketRecord>): Promise<void> {
    const { fileOffset, packetInCapture } = record;
    const before = await copy.bytesTo(fileOffset);
    copy.write(this.#isFirst ? this.#structure(before) : before);
    this.#isFirst = false;
    const packet = await copy.bytesBefore(PACKET_END);
    if (packet === null) return;
    const own = this.#isAnnotated ? withoutSections(textOf(packet)) : textOf(packet);
    copy.write(Buffer.from(own, 'latin1'));
    copy.write(sections(valuesOf(this.#annotations.take(packetInCapture))));
  }

  #structure(head: Uint8Array): Uint8Array {
    const text = textOf(head);
    this.#isAnnotated = ANNOTATION_NAMES.every((name) => text.includes(`<section>${name}</section>`));
    if (this.#isAnnotated) return head;
    return Buffer.from(
      text.replace('</structure>', () => `${sections(ANNOTATION_NAMES)}</structure>`),
      'latin1',
    );
  }
}

/** PDML with a protocol more in each packet, behind its own. */
export class PdmlEdit implements PacketEdit {
  readonly #annotations: RowAnnotations;

  constructor(annotations: RowAnnotations) {
    this.#annotations = annotations;
  }

  async packet(copy: ExportCopy, record: Readonly<PacketRecord>): Promise<void> {
    const { fileOffset, packetInCapture } = record;
    copy.write(await copy.bytesTo(fileOffset));
    const packet = await copy.bytesBefore(PACKET_END);
    if (packet === null) return;
    copy.write(withoutProtocol(packet));
    copy.write(protocol(valuesOf(this.#annotations.take(packetInCapture))));
  }
}

function sections(values: readonly string[]): string {
  return values.map((value) => `<section>${escaped(value)}</section>\n`).join('');
}

/** As `sections` writes them. */
function withoutSections(packet: string): string {
  return packet.replace(/(?:<section>[^<]*<\/section>\s*){4}$/, '');
}

const PROTOCOL = '  <proto name="synopsis" showname="Synopsis" size="0" pos="0">\n';
const PROTOCOL_END = '  </proto>\n';

function protocol(values: readonly string[]): string {
  const fields = values.flatMap((value, i) =>
    value === ''
      ? []
      : [`    <field name="${ANNOTATION_NAMES[i]}" size="0" pos="0" show="${escaped(value)}"/>\n`],
  );
  return fields.length === 0 ? '' : PROTOCOL + fields.join('') + PROTOCOL_END;
}

/** As `protocol` writes it: the last of the packet. */
function withoutProtocol(packet: Uint8Array): Uint8Array {
  const at = Buffer.from(packet.buffer, packet.byteOffset, packet.length).lastIndexOf(PROTOCOL);
  return at < 0 ? packet : packet.subarray(0, at);
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function escaped(value: string): string {
  return value.replace(/[<>&"]/g, (character) => ENTITIES[character]!);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
