import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerRegistry } from './worker-registry.js';

const identity = { release: 'v1', commit: null, digest: null, color: 'blue', instance: 'i-1', worker: 0 };
// No process can have this number: Linux stops at 2^22, and kill(2) answers ESRCH.
const DEAD_PID = 2 ** 30;

describe('workerRegistry', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'registry-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  it('lists the workers that joined, by number', () => {
    workerRegistry(home, { ...identity, worker: 1 }).join();
    workerRegistry(home, identity).join();

    expect(workerRegistry(home, identity).list()).toEqual([
      { worker: 0, release: 'v1', digest: null },
      { worker: 1, release: 'v1', digest: null },
    ]);
  });

  it('leaves out a worker whose process is gone', () => {
    workerRegistry(home, identity, DEAD_PID).join();
    expect(workerRegistry(home, identity).list()).toEqual([]);
  });

  it('is empty before anyone joined', () => {
    expect(workerRegistry(home, identity).list()).toEqual([]);
  });

  it('keeps the successor of a leaving worker', () => {
    const old = workerRegistry(home, identity, DEAD_PID);
    old.join();
    workerRegistry(home, { ...identity, release: 'v2' }).join();
    old.leave();

    expect(workerRegistry(home, identity).list()).toEqual([{ worker: 0, release: 'v2', digest: null }]);
  });

  it('removes the own entry and leaves no other file', () => {
    const registry = workerRegistry(home, identity);
    registry.join();
    registry.leave();
    expect(readdirSync(join(home, 'run/workers'))).toEqual([]);
  });
});
