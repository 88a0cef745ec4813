import { begin } from './begin.js';
import type { Engine } from './engine.js';
import { setStackStatus } from './events.js';
import type { Stack } from './stack.js';
import { removeAll } from './update-stack.js';

/** Begins to remove a stack. What cannot be removed stays, with what it needs, and the stack with it. */
export function deleteStack(
  engine: Engine,
  stack: Stack,
  { token, retained }: { readonly token: string | null; readonly retained: readonly string[] },
): void {
  setStackStatus(engine, stack, 'DELETE_IN_PROGRESS', 'User Initiated', token);
  begin(engine, stack, 'DELETE_FAILED', async () => {
    const failed = await removeAll(engine, stack, Object.keys(stack.resources), retained);
    if (failed.length > 0) {
      const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
      return setStackStatus(engine, stack, 'DELETE_FAILED', reason, token);
    }
    stack.deletedAt = engine.clock.now();
    stack.imports = [];
    setStackStatus(engine, stack, 'DELETE_COMPLETE', null, token);
  });
}
