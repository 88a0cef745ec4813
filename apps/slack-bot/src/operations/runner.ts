import { drive } from './drive.js';
import { aborted, type DriveParts } from './driving.js';

export interface Runner {
  /** Takes a ticket up, unless another replica has; `stale` is the beat of a driver that is taken for dead. */
  take(environment: string, id: string, stale?: number): void;
  drives(id: string): boolean;
  /** Stops an operation of this replica at once; another replica's hears of it with its next beat. */
  abort(id: string): void;
  /** Resolves when nothing is at work. */
  idle(): Promise<void>;
}

/** Drives tickets at work: SDK operations in, one message out. */
export function createRunner(parts: DriveParts): Runner {
  const driving = new Map<string, Driving>();
  const take: Runner['take'] = (environment, id, stale) => {
    const before = driving.get(id);
    // It may be in its last breath, the ticket having been decided on meanwhile.
    if (before) return void (before.again = true);
    const stop = new AbortController();
    const mine: Driving = { stop, again: false, done: Promise.resolve() };
    driving.set(id, mine);
    mine.done = drive(parts, environment, id, stop, stale)
      .catch(parts.report)
      .finally(() => {
        driving.delete(id);
        if (mine.again && !parts.halted.aborted) take(environment, id);
      });
  };
  return {
    take,
    drives: (id) => driving.has(id),
    abort: (id) => driving.get(id)?.stop.abort(aborted()),
    async idle() {
      while (driving.size > 0) await Promise.all([...driving.values()].map(({ done }) => done));
    },
  };
}

interface Driving {
  readonly stop: AbortController;
  /** Taken again while it was driven. */
  again: boolean;
  done: Promise<void>;
}
