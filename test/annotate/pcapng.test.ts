import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Comment } from '../../src/annotate/comment.js';
import { COMMENT_TAG } from '../../src/annotate/comment-tag.js';
import { PacketComments } from '../../src/annotate/packet-comments.js';
import { annotatePcapng, NO_COMMENTS, type PcapngComments } from '../../src/annotate/pcapng.js';
import { RemarkLog } from '../../src/annotate/remark-log.js';
import { annotated, FIXTURE_CAPTURES, KeptOutput, Scratch } from '../support/annotated.js';
import { BYTE_ORDERS, joined, PcapngBlocks, payload, readBytes, u16, u32, u64 } from '../support/captures.js';

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

describe.each(BYTE_ORDERS)('a %s-endian capture', (order) => {
  const ng = new PcapngBlocks(order);
  const start = joined(ng.sectionHeader(), ng.interfaceDescription({ snaplen: 50 }));
  const other = joined(
    ng.block(0x0000000a, payload(40)),
    ng.block(0x4242, payload(17)),
    ng.block(0x40000bad, joined(u32(4711, order), payload(9))),
  );

  it('gets comments on its packets and keeps every other block', async () => {
    const first = ng.enhancedPacket({ time: 5n });
    const second = ng.enhancedPacket({ time: 6n });
    // The last of the others is a record, and so has a number.
    const { bytes } = await commented(joined(start, other, first, second, other), { 3: 'said' });
    const made = joined(...blocksOf(bytes));
    expect(blocksOf(bytes).length).toBe(blocksOf(joined(start, other, first, second, other)).length);
    expect(made.subarray(start.length, start.length + other.length + first.length)).toEqual(
      joined(other, first),
    );
    expect((await readBytes(bytes)).packets.map(({ comment }) => comment)).toEqual([
      '',
      '',
      `${COMMENT_TAG}said`,
      '',
    ]);
    expect(Buffer.from(bytes).subarray(-other.length).equals(Buffer.from(other))).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['no options', new Uint8Array(0)],
    ['a comment', joined(ng.comment('first'), ng.endOfOptions())],
    ['other options', joined(ng.option(2, u32(3, order)), ng.option(5, u64(9n, order)), ng.endOfOptions())],
    ['nothing but an end of options', ng.endOfOptions()],
    ['options without an end', ng.comment('first')],
    ['bytes behind the end of options', joined(ng.comment('first'), ng.endOfOptions(), payload(8))],
    ['an end of options and bytes behind it', joined(ng.endOfOptions(), payload(12))],
    ['an option that is too long', joined(u16(2, order), u16(4000, order), payload(8))],
  ])('is the same again without its comments, where packets have %s', async (_, options) => {
    const bytes = joined(
      start,
      ng.enhancedPacket({ options }),
      ng.obsoletePacket({}),
      ng.enhancedPacket({ options }),
    );
    const once = await commented(bytes, { 1: 'a', 2: 'b', 3: 'c' });
    expect(await bare(once.bytes)).toEqual(Buffer.from(bytes));
    const { packets } = await readBytes(once.bytes);
    for (const [i, word] of ['a', 'b', 'c'].entries()) {
      expect(packets[i]!.comment.split('\n')).toContain(COMMENT_TAG + word);
    }
    const had = (await readBytes(bytes)).packets[0]!.comment;
    expect(
      packets[0]!.comment
        .split('\n')
        .filter((line) => !line.startsWith(COMMENT_TAG))
        .join('\n'),
    ).toBe(had);
  });

  it('makes simple packets enhanced ones only where they get a comment, and simple again', async () => {
    const simple = ng.simplePacket(payload(50), 90);
    const bytes = joined(start, simple, simple, ng.enhancedPacket({ time: 3n }));
    const once = await commented(bytes, { 2: 'said' });
    const [, , one, two] = blocksOf(once.bytes);
    expect(one).toEqual(simple);
    expect(new DataView(two!.buffer, two!.byteOffset).getUint32(0, order === 'little')).toBe(6);
    const { packets } = await readBytes(once.bytes);
    expect(packets[1]).toMatchObject({
      data: payload(50),
      originalLength: 90,
      comment: `${COMMENT_TAG}[simple packet] said`,
    });
    expect(await bare(once.bytes)).toEqual(Buffer.from(bytes));
  });

  it('says of how many packets the blocks have no room', async () => {
    const bytes = joined(ng.sectionHeader(), ng.interfaceDescription(), ng.block(0xbad, payload(20)));
    const made = await commented(bytes, { 1: 'said' });
    expect(made.withoutRoom).toBe(1);
    expect(made.bytes).toEqual(Buffer.from(bytes));
  });

  it('states the lengths of sections anew, and as they were when the comments go', async () => {
    const rest = joined(ng.interfaceDescription(), ng.enhancedPacket({}), ng.enhancedPacket({}));
    const bytes = joined(
      ng.sectionHeader({ length: BigInt(rest.length) }),
      rest,
      ng.sectionHeader({ length: BigInt(rest.length) }),
      rest,
      ng.sectionHeader(),
      rest,
    );
    const once = await commented(bytes, { 1: 'a', 4: 'a longer one' }, 'the whole');
    const sections = sectionsOf(once.bytes, order);
    expect(sections.map(({ stated, counted }) => stated === -1n || stated === counted)).toEqual([
      true,
      true,
      true,
    ]);
    expect(sections.map(({ stated }) => stated > BigInt(rest.length))).toEqual([true, true, false]);
    expect(await bare(once.bytes)).toEqual(Buffer.from(bytes));
  });

  it('keeps what stands behind a cut or a damage', async () => {
    const whole = joined(start, ng.enhancedPacket({}), ng.enhancedPacket({}));
    const cut = whole.subarray(0, whole.length - 10);
    const damaged = joined(
      start,
      ng.enhancedPacket({}),
      ng.block(6, payload(60), { second: 44 }),
      payload(500),
    );
    for (const bytes of [cut, damaged]) {
      const once = await commented(bytes, { 1: 'a', 2: 'b' });
      expect(once.bytes.includes(`${COMMENT_TAG}a`)).toBe(true);
      expect(await bare(once.bytes)).toEqual(Buffer.from(bytes));
    }
  });

  it('keeps lengths that do not count the padding', async () => {
    const body = joined(new Uint8Array(12), u32(5, order), u32(5, order), payload(5));
    const bytes = joined(start, ng.block(6, body, { first: 37 }), ng.enhancedPacket({}));
    const once = await commented(bytes, { 1: 'a', 2: 'b' });
    expect((await readBytes(once.bytes)).packets.map(({ comment }) => comment)).toEqual([
      `${COMMENT_TAG}a`,
      `${COMMENT_TAG}b`,
    ]);
    expect(await bare(once.bytes)).toEqual(Buffer.from(bytes));
  });

  it('has its comments replaced when it is annotated again', async () => {
    const bytes = joined(
      start,
      ng.enhancedPacket({ options: joined(ng.comment('mine'), ng.endOfOptions()) }),
    );
    const once = await commented(bytes, { 1: 'old' }, 'old');
    const twice = await commented(once.bytes, { 1: 'new' }, 'new');
    expect(twice.bytes).toEqual((await commented(bytes, { 1: 'new' }, 'new')).bytes);
    expect((await readBytes(twice.bytes)).packets[0]!.comment).toBe(`mine\n${COMMENT_TAG}new`);
  });
});

/** Captures by others, where they are at hand. */
const CORPUS = join(import.meta.dirname, '../../../shared/captures/corpus');
const corpus = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:pcapng|ntar)(?:\.gz)?$/.test(file),
    )
  : [];
const captures = [
  ...FIXTURE_CAPTURES.filter(([, path]) => path.endsWith('.pcapng')).map(([, path]) => path),
  ...corpus.map((file) => join(CORPUS, file)),
];

describe('every pcapng capture at hand', () => {
  it.each(captures)(
    '%s is the same again without our comments, and annotated twice as once',
    async (path) => {
      const raw = readFileSync(path);
      const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
      // Files that are no captures are among them, to try readers.
      if (bytes.length < 12 || bytes.readUInt32LE(0) !== 0x0a0d0d0a) return;
      if (![0x1a2b3c4d, 0x4d3c2b1a].includes(bytes.readUInt32LE(8))) return;
      const once = await annotated(path);
      expect((await bare(once.bytes)).equals(bytes)).toBe(true);
      const again = await annotated(scratch.write('once.pcapng', once.bytes));
      expect(again.bytes.equals(once.bytes)).toBe(true);
    },
  );
});

/** The capture with these comments on packets, by number, and on the whole. */
async function commented(
  bytes: Uint8Array,
  texts: Record<number, string>,
  section?: string,
): Promise<{ bytes: Buffer; withoutRoom: number }> {
  const log = new RemarkLog();
  for (const packet of Object.keys(texts)) log.notes(Number(packet), 0, 0);
  const sorted = log.sorted();
  const comments: PcapngComments = {
    section: section === undefined ? null : Buffer.from(COMMENT_TAG + section),
    packets: () => new GivenComments(sorted.cursor(), texts),
  };
  const output = new KeptOutput();
  const withoutRoom = await annotatePcapng(scratch.write('capture.pcapng', bytes), output, comments);
  return { bytes: output.bytes, withoutRoom };
}

/** Says what the test says, at the packets that the log names. */
class GivenComments extends PacketComments {
  readonly #texts: Record<number, string>;
  #last = 0;

  constructor(cursor: ConstructorParameters<typeof PacketComments>[0], texts: Record<number, string>) {
    super(cursor);
    this.#texts = texts;
  }

  override take(packet: number): Comment | null {
    super.take(packet);
    this.#last = packet;
    const text = this.#texts[packet];
    return text === undefined ? null : new Comment(COMMENT_TAG + text);
  }

  override forSimplePacket(): Comment {
    return new Comment(`${COMMENT_TAG}[simple packet] ${this.#texts[this.#last]}`);
  }
}

async function bare(bytes: Uint8Array): Promise<Buffer> {
  const output = new KeptOutput();
  await annotatePcapng(scratch.write('annotated.pcapng', bytes), output, NO_COMMENTS);
  return output.bytes;
}

function blocksOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittle = view.getUint32(8, true) === 0x1a2b3c4d;
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at + 4, isLittle);
    blocks.push(Uint8Array.from(bytes.subarray(at, at + length)));
    at += length;
  }
  return blocks;
}

/** What each section states as its length, and what follows its header up to the next. */
function sectionsOf(bytes: Uint8Array, order: 'little' | 'big'): { stated: bigint; counted: bigint }[] {
  const sections: { stated: bigint; counted: bigint }[] = [];
  for (const block of blocksOf(bytes)) {
    const view = new DataView(block.buffer);
    if (view.getUint32(0) === 0x0a0d0d0a) {
      sections.push({ stated: view.getBigInt64(16, order === 'little'), counted: 0n });
    } else sections.at(-1)!.counted += BigInt(block.length);
  }
  return sections;
}
