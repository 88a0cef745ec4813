import { begin } from './begin.js';
import { bringAbout, takeBack } from './bring-about.js';
import type { Engine } from './engine.js';
import { setStackStatus } from './events.js';
import type { Prepared } from './prepare.js';
import type { Stack } from './stack.js';

/** Begins to make a stack's resources; its status and events tell how that goes. */
export function createStack(engine: Engine, stack: Stack, prepared: Prepared, token: string | null): void {
  setStackStatus(engine, stack, 'CREATE_IN_PROGRESS', 'User Initiated', token);
  begin(engine, stack, 'CREATE_FAILED', async () => {
    const { applied, problem } = await bringAbout(engine, stack, prepared, 'create');
    if (problem === null) return setStackStatus(engine, stack, 'CREATE_COMPLETE', null, token);
    if (stack.onFailure === 'DO_NOTHING') return setStackStatus(engine, stack, 'CREATE_FAILED', problem, token);
    const deleting = stack.onFailure === 'DELETE';
    const asked = `${problem}${deleting ? 'Delete' : 'Rollback'} requested by user.`;
    setStackStatus(engine, stack, deleting ? 'DELETE_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS', asked, token);
    const left = await takeBack(engine, applied);
    const verb = deleting ? 'DELETE' : 'ROLLBACK';
    if (deleting) stack.deletedAt = engine.clock.now();
    setStackStatus(engine, stack, left.length > 0 ? `${verb}_FAILED` : `${verb}_COMPLETE`, left[0] ?? null, token);
  });
}
