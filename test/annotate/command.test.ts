import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { FIXTURE_CAPTURES, Scratch } from '../support/annotated.js';
import { readBytes } from '../support/captures.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

const [, pcap] = FIXTURE_CAPTURES.find(([name]) => name === 'reset-by-abort')!;
const [, pcapng] = FIXTURE_CAPTURES.find(([name]) => name === 'incident')!;

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

async function run(...args: string[]) {
  const around = fakeSurroundings();
  const code = await main(args, around);
  return { code, errors: around.errors, out: around.stdout.text };
}

describe('synopsis annotate', () => {
  it('makes pcapng of pcap', async () => {
    const out = scratch.path('out.pcapng');
    expect((await run('annotate', pcap, '-o', out)).code).toBe(0);
    const [before, after] = [await readBytes(readFileSync(pcap)), await readBytes(readFileSync(out))];
    const bare = ({ packets }: typeof before) => packets.map(({ comment, fileOffset, ...packet }) => packet);
    expect(bare(after)).toEqual(bare(before));
    expect(after.description.format).toBe('pcapng');
    expect(after.packets.filter(({ comment }) => comment.includes('[reset-abort]')).length).toBe(1);
  });

  it('keeps the nanoseconds of pcap', async () => {
    const [, nano] = FIXTURE_CAPTURES.find(([name]) => name === 'orderly-close-in-nanoseconds')!;
    const out = scratch.path('out.pcapng');
    await run('annotate', nano, '-o', out);
    const times = ({ packets }: Awaited<ReturnType<typeof readBytes>>) =>
      packets.map(({ seconds, nanoseconds }) => [seconds, nanoseconds]);
    expect(times(await readBytes(readFileSync(out)))).toEqual(times(await readBytes(readFileSync(nano))));
  });

  it('says why it makes no pcap, and leaves nothing behind', async () => {
    const { code, errors } = await run('annotate', pcap, '-o', scratch.path('out.pcap'));
    expect(code).toBe(2);
    expect(errors).toContain('pcap has no room for comments');
    expect(readdirSync(scratch.folder)).toEqual([]);
  });

  it('replaces no file unless told so, and never the one it reads', async () => {
    const file = scratch.write('trace.pcapng', readFileSync(pcapng));
    const other = scratch.write('other.pcapng', 'precious');
    expect((await run('annotate', file, '-o', other)).code).toBe(2);
    expect(readFileSync(other, 'utf8')).toBe('precious');
    expect((await run('annotate', file, '-o', file, '--force')).code).toBe(2);
    const list = scratch.write('list.csv', 'frame.number,frame.len\n8,60\n');
    expect((await run('annotate', list, '--capture', pcap, '-o', list, '--force')).code).toBe(2);
    expect((await run('annotate', list, '--capture', file, '-o', file, '--force')).code).toBe(2);
    expect(readFileSync(file).equals(readFileSync(pcapng))).toBe(true);
    expect((await run('annotate', file, '-o', other, '--force')).code).toBe(0);
    expect(readFileSync(other).length).toBeGreaterThan(readFileSync(file).length);
  });

  it('reads through compression, and says that the result is not compressed', async () => {
    const packed = scratch.write('trace.pcapng.gz', gzipSync(readFileSync(pcapng)));
    const { code, errors } = await run('annotate', packed, '-o', scratch.path('a.pcapng'));
    expect(code).toBe(0);
    expect(errors).toContain('was read through gzip');
    await run('annotate', pcapng, '-o', scratch.path('b.pcapng'));
    expect(scratch.read('a.pcapng').equals(scratch.read('b.pcapng'))).toBe(true);
    expect((await run('annotate', packed, '-o', scratch.path('c.pcapng.gz'))).code).toBe(2);
  });

  it('says how much is asked for', async () => {
    const comments = async (detail: string) => {
      const out = scratch.path(`${detail}.pcapng`);
      expect((await run('annotate', pcapng, '--detail', detail, '-o', out)).code).toBe(0);
      return (await readBytes(readFileSync(out))).packets
        .map(({ comment }) => comment)
        .filter((text) => text !== '');
    };
    const [findings, states, all] = [
      await comments('findings'),
      await comments('states'),
      await comments('all'),
    ];
    expect(findings.every((text) => /^\[synopsis\] \[[a-z0-9-]+\]/.test(text))).toBe(true);
    expect(findings.join()).not.toContain('ESTABLISHED');
    expect(states.join()).toContain('initiator: SYN_SENT → ESTABLISHED');
    expect(states.join()).not.toContain('retransmission-handshake');
    expect(all.join()).toContain('retransmission-handshake');
  });

  it("puts a person's notes in, from beside the capture", async () => {
    const file = scratch.write('trace.pcap', readFileSync(pcap));
    const notes = { schema: 'synopsis-notes/1', notes: [{ packet: 2, text: 'look here' }] };
    scratch.write('trace.pcap.synopsis-notes.json', JSON.stringify(notes));
    expect((await run('annotate', file, '-o', scratch.path('out.pcapng'))).code).toBe(0);
    const { packets } = await readBytes(scratch.read('out.pcapng'));
    expect(packets[1]!.comment).toBe('[synopsis] note: look here');
    scratch.write('trace.pcap.synopsis-notes.json', '{}');
    expect((await run('annotate', file, '-o', scratch.path('no.pcapng'))).code).toBe(3);
    expect(existsSync(scratch.path('no.pcapng'))).toBe(false);
  });

  it.each<[string, string[], string]>([
    ['no file', [], 'wants one file'],
    ['two files', ['a.pcap', 'b.pcap'], 'wants one file'],
    ['standard input', ['-'], 'reads its file twice'],
    ['a capture and --capture', [pcapng, '--capture', pcap], '--capture is for exports'],
  ])('refuses %s', async (_, args, message) => {
    const { code, errors } = await run('annotate', ...args, '-o', scratch.path('out.pcapng'));
    expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
  });

  it('names --capture where an export tells too little', async () => {
    const list = scratch.write('list.csv', 'frame.number,frame.len\n8,60\n');
    const { code, errors } = await run('annotate', list, '-o', scratch.path('out.csv'));
    expect([code, errors]).toEqual([3, expect.stringContaining('--capture FILE')]);
    expect(existsSync(scratch.path('out.csv'))).toBe(false);
  });
});

describe('synopsis wireshark-profile', () => {
  it('makes a folder, and writes into one that is there only when told so', async () => {
    const folder = scratch.path('profiles/synopsis');
    expect((await run('wireshark-profile', pcapng, '-o', folder)).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['colorfilters', 'dfilter_buttons', 'preferences']);
    expect((await run('wireshark-profile', pcapng, '-o', folder)).code).toBe(2);
    expect((await run('wireshark-profile', pcap, '-o', folder, '--force')).code).toBe(0);
    expect(readFileSync(`${folder}/dfilter_buttons`, 'utf8')).toContain('[reset-abort]');
    expect(readdirSync(scratch.path('profiles'))).toEqual(['synopsis']);
  });

  it('leaves nothing behind where it fails', async () => {
    mkdirSync(scratch.path('a'));
    const file = scratch.write('a/file', 'no folder');
    expect((await run('wireshark-profile', pcapng, '-o', file)).code).toBe(2);
    expect((await run('wireshark-profile', pcapng)).code).toBe(2);
    expect((await run('wireshark-profile', scratch.path('none.pcap'), '-o', scratch.path('p'))).code).toBe(3);
    expect(readdirSync(scratch.folder)).toEqual(['a']);
  });
});
