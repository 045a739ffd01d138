// Reads every record of a classic pcap (with synopsis also of printed text) and does nothing with it: what a reader costs by
// itself. Prints how many there were.
//   node test/bench/read.mjs synopsis|pcap-parser|plain FILE
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';

const READERS = {
  /** The reader of this project. */
  async synopsis(path) {
    const { openCapture, ReadStatus } = await import('../../dist/index.js');
    const reader = await openCapture(path);
    let records = 0;
    for (;;) {
      const status = reader.next();
      if (status === ReadStatus.Packet) records++;
      else if (status === ReadStatus.NeedMore) await reader.fill();
      else break;
    }
    await reader.close();
    return records;
  },

  /** The npm package pcap-parser. */
  'pcap-parser'(path) {
    const { parse } = createRequire(import.meta.url)('pcap-parser');
    let records = 0;
    return new Promise((resolve, reject) => {
      parse(path)
        .on('packet', () => {
          records++;
        })
        .on('error', reject)
        .on('end', () => resolve(records));
    });
  },

  /** The least that can be done: go from length to length. Checks nothing. */
  plain(path) {
    const file = openSync(path, 'r');
    const bytes = new Uint8Array(1 << 21);
    const view = new DataView(bytes.buffer);
    const size = fstatSync(file).size;
    let records = 0;
    for (let at = 24; at + 16 <= size; ) {
      const end = readSync(file, bytes, 0, bytes.length, at);
      let place = 0;
      while (place + 16 <= end) {
        const next = place + 16 + view.getUint32(place + 8, true);
        if (next > end) break;
        records++;
        place = next;
      }
      if (place === 0) break;
      at += place;
    }
    closeSync(file);
    return records;
  },
};

const [name, path] = process.argv.slice(2);
console.log(await READERS[name](path));
