import { JsonCursor, JsonEnd } from '../capture/exports/json-cursor.js';
import type { PacketRecord } from '../capture/packet-record.js';
import type { ExportCopy } from './export-copy.js';
import type { PacketEdit } from './printed.js';
import { ANNOTATION_NAMES, type RowAnnotations, valuesOf } from './row-annotations.js';

/** JSON and EK with a layer more in each packet, behind its own. */
export class JsonEdit implements PacketEdit {
  readonly #annotations: RowAnnotations;
  readonly #cursor = new JsonCursor();

  constructor(annotations: RowAnnotations) {
    this.#annotations = annotations;
  }

  async packet(copy: ExportCopy, record: Readonly<PacketRecord>): Promise<void> {
    const { fileOffset, packetInCapture } = record;
    copy.write(await copy.bytesTo(fileOffset));
    const layers = new LayersPlace();
    const packet = await copy.piece((bytes, start, end) => {
      layers.clear();
      this.#cursor.place(bytes, start, end);
      findLayers(this.#cursor, start, layers);
      return this.#cursor.end === JsonEnd.Missing ? null : this.#cursor.at;
    });
    const values = valuesOf(this.#annotations.take(packetInCapture));
    if (layers.end < 0) {
      copy.write(packet);
      return;
    }
    copy.write(packet.subarray(0, layers.end));
    copy.write(layerText(packet, layers, values));
    copy.write(packet.subarray(layers.close));
  }
}

/** Where things stand in a packet, counted from its first byte. */
class LayersPlace {
  /** Behind the "{" of the layers, behind the last layer that is not ours, and where their "}" stands with what is before it. */
  begin = -1;
  end = -1;
  close = -1;
  isEmpty = true;

  clear(): void {
    this.begin = this.end = this.close = -1;
    this.isEmpty = true;
  }
}

/** {"_source": {"layers": {…}}}, or of EK {"timestamp": "…", "layers": {…}}. */
function findLayers(cursor: JsonCursor, start: number, place: LayersPlace): void {
  cursor.enterObject();
  while (cursor.nextKey()) {
    const key = keyOf(cursor);
    if (key === '_source' && cursor.isAt(BRACE)) findLayers(cursor, start, place);
    else if (key === 'layers' && cursor.isAt(BRACE)) readLayers(cursor, start, place);
    else cursor.skipValue();
  }
}

function readLayers(cursor: JsonCursor, start: number, place: LayersPlace): void {
  cursor.enterObject();
  place.begin = place.end = cursor.at - start;
  let close = cursor.at;
  while (cursor.nextKey()) {
    const isOurs = keyOf(cursor) === LAYER;
    cursor.skipValue();
    close = cursor.at;
    if (isOurs) continue;
    place.end = cursor.at - start;
    place.isEmpty = false;
  }
  place.close = close - start;
}

const LAYER = 'synopsis';
const BRACE = 0x7b;

function keyOf({ bytes, spanBegin, spanEnd }: JsonCursor): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + spanBegin, spanEnd - spanBegin).toString('latin1');
}

/** The layer in the form of the others: on lines of its own where they are, in EK with the layer's name before each key. */
function layerText(packet: Uint8Array, place: LayersPlace, values: readonly string[]): string {
  const head = Buffer.from(
    packet.buffer,
    packet.byteOffset + place.begin,
    packet.length - place.begin,
  ).toString('latin1');
  const space = /^\s*/.exec(head)![0];
  const isPretty = space.includes('\n');
  const inner = isPretty ? `${space}  ` : '';
  const colon = isPretty ? ': ' : ':';
  const prefix = isPretty ? '' : `${LAYER}_`;
  const members = values.flatMap((value, i) => {
    if (value === '') return [];
    const name = isPretty ? ANNOTATION_NAMES[i]! : ANNOTATION_NAMES[i]!.replace('.', '_');
    return [`${inner}"${prefix}${name}"${colon}${JSON.stringify(value)}`];
  });
  if (members.length === 0) return '';
  const comma = place.isEmpty ? '' : ',';
  return `${comma}${space}"${LAYER}"${colon}{${members.join(',')}${isPretty ? space : ''}}`;
}
