import type { Engine } from './engine.js';
import { setStackStatus } from './events.js';
import type { Stack, StackStatus } from './stack.js';

/** Runs a verb's work on a stack in the background. What the work itself did not foresee ends the stack in `onBreakdown`. */
export function begin(engine: Engine, stack: Stack, onBreakdown: StackStatus, work: () => Promise<void>): void {
  const run = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // A sandbox that ends leaves the stack as it is; `restore` makes something of it.
      if (engine.signal.aborted) return;
      setStackStatus(engine, stack, onBreakdown, error instanceof Error ? error.message : String(error));
    } finally {
      engine.running.delete(stack.id);
    }
  };
  engine.running.set(stack.id, run());
}
