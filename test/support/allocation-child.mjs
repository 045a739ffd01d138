import inspector from 'node:inspector/promises';
import { join } from 'node:path';

// Run with --expose-gc. Arguments: the folder of the compiled sources, what the sink takes ("connections" or "packets"), a capture.
// Prints what one more analysis of the capture keeps on the heap, and all that it allocates, garbage included.
const [compiled, rows, capture] = process.argv.slice(2);
const { analyze } = await import(join(compiled, 'analyze.js'));
const { openCapture } = await import(join(compiled, 'capture/open-capture.js'));

let handedOver = 0;
const count = () => void handedOver++;
const sink = rows === 'packets' ? { connection: count, packet: count } : { connection: count };
const run = async () => (await analyze(await openCapture(capture), sink)).totals;

const session = new inspector.Session();
session.connect();
const sizeOf = ({ selfSize, children }) => children.reduce((sum, child) => sum + sizeOf(child), selfSize);

async function allocatedByOneRun() {
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 1024,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await run();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  return sizeOf(profile.head);
}

// The first runs are the compiler's, and it takes its time where the machine is busy: the best of several counts.
await run();
await run();
let allocated = Number.POSITIVE_INFINITY;
for (let i = 0; i < 5; i++) allocated = Math.min(allocated, await allocatedByOneRun());
session.disconnect();

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const { packets, connections } = await run();
globalThis.gc();
const kept = process.memoryUsage().heapUsed - before;

process.stdout.write(JSON.stringify({ packets, connections, kept, allocated }));
