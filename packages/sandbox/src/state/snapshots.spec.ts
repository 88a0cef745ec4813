import { snapshotsIn } from './snapshots.js';
import type { StateFolder } from './state-folder.js';

/** A state folder in memory that writes when flushed. */
function memory(saved: Record<string, object> = {}) {
  const due = new Map<string, () => object>();
  const state: StateFolder = {
    load: (name) => Promise.resolve(saved[name] ?? null),
    saveSoon: (name, snapshot) => void due.set(name, snapshot),
    flush() {
      for (const [name, snapshot] of due) saved[name] = snapshot();
      due.clear();
      return Promise.resolve();
    },
  };
  return { state, saved };
}

const forgetful = { restore: () => Promise.resolve() };

it('restores in order, then saves every change, and none after the end', async () => {
  const { state, saved } = memory({ hosts: { n: 1 }, elb: { n: 2 } });
  const snapshots = snapshotsIn(state);
  const restored: unknown[] = [];
  let n = 10;
  const changed = snapshots.of('hosts', () => ({ n }));
  const restorable = { restore: (value: object) => Promise.resolve(void restored.push(value)) };
  await snapshots.restore({ hosts: restorable, other: restorable, elb: restorable });
  expect(restored).toEqual([{ n: 1 }, { n: 2 }]);
  expect(saved['hosts']).toEqual({ n: 10 });

  n = 11;
  changed();
  await state.flush();
  expect(saved['hosts']).toEqual({ n: 11 });
  n = 12;
  await snapshots.finish();
  n = 0;
  changed();
  await state.flush();
  expect(saved['hosts']).toEqual({ n: 12 });
});

it('keeps what was saved when it ends before everything is back', async () => {
  const { state, saved } = memory({ hosts: { n: 1 }, elb: { n: 2 } });
  const snapshots = snapshotsIn(state);
  const changed = snapshots.of('elb', () => ({ n: 0 }));
  let elbRestored = false;
  const hosts = {
    restore: () => {
      changed();
      return snapshots.finish();
    },
  };
  await snapshots.restore({ hosts, elb: { restore: () => Promise.resolve(void (elbRestored = true)) }, forgetful });
  await state.flush();
  expect({ saved, elbRestored }).toEqual({ saved: { hosts: { n: 1 }, elb: { n: 2 } }, elbRestored: false });
});

it('names the document that another version saved, and saves nothing over it', async () => {
  const { state, saved } = memory({ hosts: { n: 1 } });
  const snapshots = snapshotsIn(state);
  snapshots.of('hosts', () => ({ n: 0 }));
  const hosts = {
    restore: (value: object) => {
      const { instances } = value as { instances: string[] };
      return Promise.resolve(void instances.length);
    },
  };
  await expect(snapshots.restore({ hosts })).rejects.toThrow(/^stateDir: what state\/hosts\.json holds is not what /);
  await state.flush();
  expect(saved).toEqual({ hosts: { n: 1 } });
});
