import type { ByteSource } from '../byte-source.js';
import type { ReadStatus } from '../packet-record.js';
import { ExportReader } from './export-reader.js';
import { FIELD_OF_LAYERS, Field, LAYERS, type Layer } from './field.js';
import { JsonCursor, JsonEnd } from './json-cursor.js';
import { KeyTable } from './key-table.js';

/** "[", "{", spaces and a few keys, of an array of packets or of the lines of `-T ek`. */
const ARRAY = /^\s*\[\s*(?:\]\s*$|\{[\s\S]*?"(?:_source|layers)"\s*:)/;
const LINES =
  /^\s*\{\s*"(?:index"\s*:\s*\{\s*"_index"|timestamp"\s*:\s*"?\d+"?\s*,\s*"layers"|layers"\s*:|_source"\s*:|_index"\s*:)/;
const HEAD_BYTES = 4096;

export function isJson(source: ByteSource): boolean {
  const { bytes, start, end } = source;
  const head = Buffer.from(bytes.subarray(start, Math.min(end, start + HEAD_BYTES)))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  return ARRAY.test(head) || LINES.test(head);
}

/**
 * Reads `tshark -T json` (with bytes, `-x`, or without, with chosen fields, `-e`) and `-T ek`, Wireshark's JSON export, and what other
 * programs print anew of them. Fields count where they stand in a header's own layer: keys elsewhere may be made of payload.
 */
export class JsonReader extends ExportReader {
  private readonly cursor = new JsonCursor();
  private isPacket = false;
  /** Arrays around the packets that are open: one in JSON, none in EK. */
  private depth = 0;

  constructor(source: ByteSource, capture: number) {
    super(source, 'Wireshark JSON', capture);
    const { bytes, start } = source;
    if (bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) source.start += 3;
  }

  next(): ReadStatus {
    const { source, cursor } = this;
    for (;;) {
      cursor.place(source.bytes, source.start, source.end);
      this.depth += cursor.skipBetween();
      const begin = cursor.at;
      source.start = begin;
      if (begin >= source.end) return source.ended ? this.documentEnds() : this.await(1, 'object');
      if (source.bytes[begin] !== BRACE)
        return this.broken(begin, 'the object of a packet, "{"', cursor.foundAt(begin));
      this.begin();
      this.isPacket = false;
      this.readPacket();
      if (cursor.end === JsonEnd.Missing) {
        return this.await(source.ended ? source.end - begin + 1 : this.more(), 'object of a packet');
      }
      if (cursor.end === JsonEnd.Wrong) {
        return this.broken(cursor.at, cursor.expected, cursor.foundAt(cursor.at));
      }
      source.start = cursor.at;
      if (this.isPacket) return this.emit(source.windowOffset + begin);
    }
  }

  private documentEnds(): ReadStatus {
    const { source } = this;
    if (this.depth > 0) {
      this.depth = 0;
      this.description.warnings.push(
        `The export is cut short at byte ${source.windowOffset + source.end}: its end, "]", is missing.`,
      );
    }
    return this.ended();
  }

  /** {"_source": {"layers": {…}}}, or of -T ek {"timestamp": "…", "layers": {…}}. */
  private readPacket(): void {
    const { cursor } = this;
    cursor.enterObject();
    while (cursor.nextKey()) {
      const key = this.key(KEYS);
      if (key === 'source') this.readPacket();
      else if (key === 'layers') this.readLayers();
      else if (key === 'timestamp' && cursor.scalar()) this.setMilliseconds(cursor.text);
      else cursor.skipValue();
    }
  }

  /** Milliseconds since 1970: less than the frame tells itself, if it does. */
  private setMilliseconds(text: string): void {
    if (/^\d{4,16}$/.test(text)) {
      this.fields.set(Field.Time, `${text.slice(0, -3)}.${text.slice(-3)}`);
    }
  }

  private readLayers(): void {
    const { cursor } = this;
    this.isPacket = true;
    if (!cursor.isAt(BRACE)) {
      cursor.skipValue();
      return;
    }
    cursor.enterObject();
    while (cursor.nextKey()) {
      const layer = this.key(LAYERS);
      // Whoever has the frame's bytes needs to know no more than when it came, and what it is.
      if (layer !== undefined && (this.hex.length === 0 || OF_THE_FRAME.test(layer.name)))
        this.readLayer(layer);
      else if (this.key(KEYS) === 'bytes') this.readBytes();
      else this.readField(this.key(FIELD_OF_LAYERS));
    }
  }

  private key<Value>(table: KeyTable<Value>): Value | undefined {
    const { cursor } = this;
    return table.get(cursor.bytes, cursor.spanBegin, cursor.spanEnd);
  }

  /** An object, or an array of several where headers of one kind stand within each other. */
  private readLayer(layer: Layer): void {
    const { cursor } = this;
    if (cursor.isAt(BRACKET)) {
      cursor.enterArray();
      while (cursor.nextElement()) this.readLayerObject(layer);
    } else {
      this.readLayerObject(layer);
    }
  }

  private readLayerObject({ name, fields }: Layer): void {
    const { cursor } = this;
    if (!cursor.isAt(BRACE)) {
      cursor.skipValue();
      return;
    }
    if (name === 'tcp') this.fields.tcp.enter();
    cursor.enterObject();
    const isIcmp = name === 'icmp' || name === 'icmpv6';
    while (cursor.nextKey()) {
      const quoted = isIcmp && cursor.isAt(BRACE) ? this.key(LAYERS) : undefined;
      // Nothing but the quoted headers stands so deep: "icmp" within "icmp" is passed over.
      if (quoted !== undefined && !quoted.name.startsWith('icmp')) this.readLayerObject(quoted);
      else this.readField(this.key(fields));
    }
  }

  /** A value, or an array of the values of all headers; the last is the innermost. */
  private readField(field: Field | undefined): void {
    const { cursor, fields } = this;
    if (field === undefined) {
      cursor.skipValue();
    } else if (cursor.isAt(BRACKET)) {
      cursor.enterArray();
      while (cursor.nextElement()) {
        if (cursor.scalar()) fields.set(field, cursor.text);
        else cursor.skipValue();
      }
    } else if (cursor.scalar()) {
      fields.set(field, cursor.text);
    } else {
      cursor.skipValue();
    }
  }

  /** "frame_raw": ["0200…", 0, 74, 0, 1], in EK the digits alone. */
  private readBytes(): void {
    const { cursor, hex } = this;
    const isArray = cursor.isAt(BRACKET);
    if (isArray) cursor.enterArray();
    if (isArray && !cursor.nextElement()) return;
    if (cursor.span()) hex.add(cursor.bytes, cursor.spanBegin, cursor.spanEnd);
    else cursor.skipValue();
    if (!isArray) return;
    while (cursor.nextElement()) cursor.skipValue();
  }
}

/** Keys around the layers. */
const KEYS = new KeyTable([
  ['_source', 'source'],
  ['layers', 'layers'],
  ['timestamp', 'timestamp'],
  ['frame_raw', 'bytes'],
] as const);
const OF_THE_FRAME = /^(?:frame|pkt_comment)$/;
const BRACE = 0x7b;
const BRACKET = 0x5b;
