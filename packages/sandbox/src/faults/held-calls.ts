import { NoAnswer } from './call-facts.js';
import type { HeldCall } from './fault.js';

/** The calls that one `hold` keeps waiting. */
export interface HeldCalls {
  /** Resolves once released; rejects with NoAnswer when the client goes away first. */
  hold(call: HeldCall, signal: AbortSignal): Promise<void>;
  all(): readonly HeldCall[];
  /** Lets all go on; how many there were. */
  release(): number;
  /** The first call that is held, now or later. Rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<HeldCall>;
}

export function createHeldCalls(): HeldCalls {
  const waiting = new Map<HeldCall, () => void>();
  const watching = new Set<(call: HeldCall) => void>();
  return {
    hold: (call, signal) =>
      new Promise((resolve, reject) => {
        const end = (then: () => void) => {
          waiting.delete(call);
          signal.removeEventListener('abort', gone);
          then();
        };
        const gone = () => end(() => reject(new NoAnswer('cut')));
        waiting.set(call, () => end(resolve));
        signal.addEventListener('abort', gone);
        if (signal.aborted) gone();
        else for (const tell of watching) tell(call);
      }),
    all: () => [...waiting.keys()],
    release() {
      const releases = [...waiting.values()];
      for (const release of releases) release();
      return releases.length;
    },
    next: (signal) =>
      new Promise((resolve, reject) => {
        const [first] = waiting.keys();
        if (first) return resolve(first);
        const stop = () => {
          watching.delete(tell);
          signal.removeEventListener('abort', give);
        };
        const tell = (call: HeldCall) => {
          stop();
          resolve(call);
        };
        const give = () => {
          stop();
          reject(signal.reason as Error);
        };
        watching.add(tell);
        signal.addEventListener('abort', give);
        if (signal.aborted) give();
      }),
  };
}
