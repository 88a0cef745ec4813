import type { StateFolder } from './state-folder.js';

/** What services are saved as, one document each. */
export interface Snapshots {
  /** Remembers how a service is saved, and gives what the service calls when that is due. */
  of(name: string, snapshot: () => object): () => void;
  /**
   * Gives each service, in the order of the record, what was saved of it. Only then do changes begin to be saved: a
   * sandbox that is stopped half-way must not save its half.
   */
  restore(services: Readonly<Record<string, { restore(state: object): Promise<void> }>>): Promise<void>;
  /** Saves everything a last time; what then happens to the services is not what is to be remembered. */
  finish(): Promise<void>;
}

/** A document that was saved in another shape is told from what goes wrong while it is brought back to life. */
async function restored(name: string, restore: () => Promise<void>): Promise<void> {
  try {
    await restore();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const text = `stateDir: what state/${name}.json holds is not what this version of the sandbox saves`;
    throw new RangeError(`${text} (${error.message}); name another folder.`, { cause: error });
  }
}

export function snapshotsIn(state: StateFolder): Snapshots {
  const all = new Map<string, () => object>();
  let phase: 'before' | 'saving' | 'finished' = 'before';
  const isFinished = () => phase === 'finished';
  const saveAll = () => {
    for (const [name, snapshot] of all) state.saveSoon(name, snapshot);
    return state.flush();
  };
  return {
    of(name, snapshot) {
      all.set(name, snapshot);
      return () => {
        if (phase === 'saving') state.saveSoon(name, snapshot);
      };
    },
    async restore(services) {
      for (const [name, service] of Object.entries(services)) {
        const before = await state.load(name);
        if (isFinished()) return;
        if (before) await restored(name, () => service.restore(before));
      }
      if (isFinished()) return;
      phase = 'saving';
      await saveAll();
    },
    finish() {
      const last = phase === 'saving' ? saveAll() : Promise.resolve();
      phase = 'finished';
      return last;
    },
  };
}
