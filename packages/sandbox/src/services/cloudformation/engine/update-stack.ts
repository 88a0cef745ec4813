import { begin } from './begin.js';
import { bringAbout, takeBack } from './bring-about.js';
import type { Applied } from './apply.js';
import { removeResource } from './act-on-resource.js';
import type { Engine } from './engine.js';
import { setStackStatus } from './events.js';
import type { Prepared } from './prepare.js';
import { runGraph } from './run-graph.js';
import type { Stack } from './stack.js';

/** Begins to change a stack into what the template says. */
export function updateStack(
  engine: Engine,
  stack: Stack,
  prepared: Prepared,
  { token, disableRollback }: { readonly token: string | null; readonly disableRollback: boolean },
): void {
  setStackStatus(engine, stack, 'UPDATE_IN_PROGRESS', 'User Initiated', token);
  begin(engine, stack, 'UPDATE_FAILED', async () => {
    const { applied, problem } = await bringAbout(engine, stack, prepared, 'update');
    stack.updatedAt = engine.clock.now();
    if (problem === null) {
      setStackStatus(engine, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', null, token);
      await cleanUp(engine, stack, prepared, applied);
      return setStackStatus(engine, stack, 'UPDATE_COMPLETE', null, token);
    }
    if (disableRollback) return setStackStatus(engine, stack, 'UPDATE_FAILED', problem, token);
    setStackStatus(engine, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', problem, token);
    const left = await takeBack(engine, applied);
    if (left.length > 0) return setStackStatus(engine, stack, 'UPDATE_ROLLBACK_FAILED', left[0] ?? null, token);
    setStackStatus(engine, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', null, token);
    setStackStatus(engine, stack, 'UPDATE_ROLLBACK_COMPLETE', null, token);
  });
}

/** Removes what others have replaced and what the template no longer has. A failure leaves it behind and says so in its event. */
async function cleanUp(engine: Engine, stack: Stack, prepared: Prepared, { superseded }: Applied): Promise<void> {
  for (const record of [...superseded].reverse()) {
    const keep = record.updateReplacePolicy === 'Retain';
    await removeResource(engine, stack, record, { keep }).catch(() => engine.signal.throwIfAborted());
  }
  const gone = Object.keys(stack.resources).filter((logicalId) => !prepared.active.includes(logicalId));
  await removeAll(engine, stack, gone, []);
}

/** Removes resources, each before what it needs; what cannot be removed stays with all it needs. @returns what failed */
export async function removeAll(
  engine: Engine,
  stack: Stack,
  logicalIds: readonly string[],
  retained: readonly string[],
): Promise<readonly string[]> {
  const dependents = (logicalId: string) =>
    logicalIds.filter((other) => stack.resources[other]?.dependsOn.includes(logicalId));
  const { failed } = await runGraph(
    logicalIds,
    dependents,
    async (logicalId) => {
      const record = stack.resources[logicalId];
      if (!record) return;
      const keep = record.deletionPolicy.startsWith('Retain') || retained.includes(logicalId);
      await removeResource(engine, stack, record, { keep });
      delete stack.resources[logicalId];
    },
    { keepGoing: true },
  );
  engine.signal.throwIfAborted();
  return [...failed.keys()];
}
