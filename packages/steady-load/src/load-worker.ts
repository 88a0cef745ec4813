import { parentPort, workerData } from 'node:worker_threads';
import { appLanes } from './lanes.js';
import { startLoad, type LoadOptions } from './start-load.js';

// A thread of its own: what the program does meanwhile must not delay the clients whose delays it measures.
const load = startLoad(workerData as LoadOptions, appLanes());
parentPort!.once('message', () => {
  void load.stop().then((ledger) => parentPort!.postMessage(ledger));
});
