import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoadThread } from './load-thread.js';

const OPTIONS = { url: 'http://127.0.0.1:9', ratePerClient: 1, clientsPerLane: 1, deadlineMs: 100 };

describe('startLoadThread', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'load-thread-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function script(source: string): string {
    const file = join(folder, 'worker.cjs');
    writeFileSync(file, `const { parentPort, workerData } = require('node:worker_threads');\n${source}`);
    return file;
  }

  it('hands the thread its options and gives back its ledger', async () => {
    const load = startLoadThread(
      script(`parentPort.once('message', () => parentPort.postMessage([{ lane: workerData.url }]));`),
      OPTIONS,
    );
    expect(await load.stop()).toEqual([{ lane: OPTIONS.url }]);
  });

  it('tells, when it is stopped, that the thread died meanwhile', async () => {
    const load = startLoadThread(script(`throw new Error('out of sockets');`), OPTIONS);
    await expect(load.stop()).rejects.toThrow('out of sockets');
  });
});
