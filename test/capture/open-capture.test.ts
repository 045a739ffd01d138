import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaptureFormatError, CaptureUnreadableError } from '../../src/capture/errors.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { TraceError } from '../../src/errors.js';
import { joined, PcapngBlocks, pcap, readAll, u16, u32 } from '../support/captures.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-capture-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function failure(path: string): Promise<unknown> {
  try {
    await (await openCapture(path)).close();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a capture', () => {
  it('is recognised by content, not by name', async () => {
    const ng = new PcapngBlocks('big');
    const misnamed = file(
      'notes.txt',
      joined(ng.sectionHeader(), ng.interfaceDescription(), ng.enhancedPacket()),
    );
    const { packets, description } = await readAll(await openCapture(misnamed, { captureIndex: 3 }));
    expect(description).toMatchObject({ path: misnamed, format: 'pcapng' });
    expect(packets[0]).toMatchObject({ capture: 3, packetInCapture: 1 });
  });

  it('may be given by a symbolic link', async () => {
    const link = join(folder, 'link');
    symlinkSync(file('capture', pcap([{}])), link);
    expect((await readAll(await openCapture(link))).packets).toHaveLength(1);
  });
});

describe('something else', () => {
  it('is refused in one line that says what was expected, where, and what was found', async () => {
    const path = file('hello', 'Hello');
    const error = (await failure(path)) as CaptureFormatError;
    expect(error).toBeInstanceOf(CaptureFormatError);
    expect(error).toBeInstanceOf(TraceError);
    expect(error).toMatchObject({
      code: 'capture-format',
      path,
      byteOffset: 0,
      expected: 'pcap, pcapng, text of tcpdump or an export of Wireshark',
      found: '"Hello"',
      message: `${path}: not a capture: expected pcap, pcapng, text of tcpdump or an export of Wireshark at byte 0, found "Hello"`,
    });
  });

  it('never sends its control characters to the terminal', async () => {
    const error = (await failure(file('bad\u001b[31m\nname', '\x1b[2J"\\\n\x9b'))) as Error;
    expect(error.message).toMatch(/bad\\x1b\[31m\\nname: /);
    expect(error.message).toMatch(/found "\\x1b\[2J\\"\\\\\\n\\xc2\\x9b"$/);
  });

  it.each([
    ['an empty file', '', 'an empty file'],
    ['a single byte', '\xd4', '"\\xc3\\x94"'],
    ['three bytes of a magic number', Uint8Array.of(0xd4, 0xc3, 0xb2), '"\\xd4\\xc3\\xb2"'],
    ['a block type without byte-order magic', '\n\r\r\n and text after it', '"\\n\\r\\r\\n and text af"'],
    ['snoop', 'snoop\0\0\0\0\0\0\x02', 'a Solaris snoop capture'],
    ['btsnoop', 'btsnoop\0\0\0\0\x01', 'a Bluetooth btsnoop capture'],
    ['Network Monitor', 'GMBU\0\x02', 'a Microsoft Network Monitor 2 capture'],
    [
      'xz',
      Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0),
      'data compressed by xz (unpack it on the way: xz -dc FILE | synopsis report -)',
    ],
    ['ERF', joined(erfRecord(0), erfRecord(1), erfRecord(2)), 'an Endace ERF capture'],
  ])('(%s) is named', async (_, content, found) => {
    expect(await failure(file('named', content))).toMatchObject({ code: 'capture-format', found });
  });
});

/** A record of Ethernet (type 2) with 4 bytes in it, `seconds` after 2004. */
function erfRecord(seconds: number): Uint8Array {
  const head = joined(u32(0, 'little'), u32(0x4000_0000 + seconds, 'little'), Uint8Array.of(2, 4));
  return joined(head, u16(24, 'big'), u16(0, 'big'), u16(4, 'big'), new Uint8Array(8));
}

describe('what cannot be read', () => {
  it('is told in one line', async () => {
    const missing = join(folder, 'missing');
    const error = (await failure(missing)) as CaptureUnreadableError;
    expect(error).toBeInstanceOf(CaptureUnreadableError);
    expect(error).toMatchObject({
      code: 'capture-unreadable',
      path: missing,
      message: `${missing}: no such file`,
    });
    expect(error.cause).toBeDefined();
    expect(await failure(folder)).toMatchObject({
      code: 'capture-unreadable',
      message: `${folder}: is a directory, not a capture`,
    });
  });
});
