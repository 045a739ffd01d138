import type { ByteSource } from '../byte-source.js';
import type { ReadStatus } from '../packet-record.js';
import { ExportReader } from './export-reader.js';

const LESS = 0x3c;

/** What PSML and PDML share: one element a packet, of which no text holds a bare "<". */
export abstract class XmlReader extends ExportReader {
  /** Behind which nothing of the end was found so far. */
  private searched = 0;
  private readonly root: string;

  constructor(source: ByteSource, format: string, root: string, capture: number) {
    super(source, format, capture);
    this.root = root;
  }

  next(): ReadStatus {
    const { source } = this;
    for (;;) {
      const window = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.end);
      const begin = window.indexOf(LESS, source.start);
      if (begin < 0) {
        source.start = source.end;
        return this.documentEnds(false);
      }
      source.start = begin;
      const tag = tagAt(window, begin);
      if (tag === null) return this.needMore('element');
      if (tag === `/${this.root}`) {
        source.start = source.end;
        return this.documentEnds(true);
      }
      const element = this.wholeElement(tag);
      if (element === null) {
        const end = window.indexOf(tag.startsWith('!--') ? '-->' : '>', begin);
        if (end < 0) return this.needMore('tag');
        source.start = end + 1;
        continue;
      }
      const end = window.indexOf(element, Math.max(begin, begin + this.searched - element.length));
      if (end < 0) {
        this.searched = source.end - begin;
        return this.needMore(`<${tag}> element`);
      }
      this.searched = 0;
      source.start = end + element.length;
      this.begin();
      if (this.readElement(tag, window, begin, end)) return this.emit(source.windowOffset + begin);
    }
  }

  /** The end tag of an element that is to be read in one piece; null for a tag that is passed over. */
  protected abstract wholeElement(tag: string): string | null;

  /** Reads what stands from `begin` to its end tag at `end`; true where that was a packet. */
  protected abstract readElement(tag: string, window: Buffer, begin: number, end: number): boolean;

  private needMore(what: string): ReadStatus {
    return this.await(this.source.ended ? this.source.end - this.source.start + 1 : this.more(), what);
  }

  private isClosed = false;

  private documentEnds(isClosed: boolean): ReadStatus {
    const { source } = this;
    this.isClosed ||= isClosed;
    if (!source.ended) return this.await(1, 'document');
    if (!this.isClosed) {
      this.isClosed = true;
      this.description.warnings.push(
        `The export is cut short at byte ${source.windowOffset + source.end}: its end, </${this.root}>, is missing.`,
      );
    }
    return this.ended();
  }
}

/** "packet" of "<packet>", "/psml", "!--"; null where the window ends within the name. */
function tagAt(window: Buffer, at: number): string | null {
  const longest = Math.min(window.length, at + 32);
  for (let end = at + 1; end < longest; end++) {
    const code = window[end]!;
    const isName = code > SPACE && code !== GREATER && (code !== SLASH || end === at + 1);
    if (!isName || (end === at + 4 && window.toString('latin1', at + 1, end) === '!--')) {
      return window.toString('latin1', at + 1, end);
    }
  }
  return longest < at + 32 ? null : '';
}

const SPACE = 0x20;
const GREATER = 0x3e;
const SLASH = 0x2f;
