import { writeBundle } from '@bluegreen/appspec';

const [source, output] = process.argv.slice(2);
const started = performance.now();
await writeBundle({ source, output });
process.send({ elapsedMs: performance.now() - started, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
process.disconnect();
