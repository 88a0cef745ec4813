import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DEFAULT_LOAD, startLoadThread, summarize } from '@bluegreen/steady-load';

const main = createRequire(import.meta.url).resolve('@bluegreen/steady-load');

/** The load of the demo, in a thread of its own. */
export function startLoad(url) {
  return startLoadThread(join(dirname(main), 'load-worker.js'), { url, ...DEFAULT_LOAD });
}

export { summarize };
