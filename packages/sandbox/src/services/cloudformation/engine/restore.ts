import { contextOf, existingOf, typeOf } from './act-on-resource.js';
import type { Engine, EngineState } from './engine.js';
import { setStackStatus } from './events.js';
import { outputsOf } from './outputs.js';
import { prepareAgain } from './prepare.js';
import { resourcesOf } from './scope.js';
import { isInProgress, type Stack, type StackStatus } from './stack.js';

const CUT_OFF = 'The sandbox ended while this was under way.';

/** Takes over saved stacks. Work that was cut off counts as failed; addresses that have changed meanwhile are read anew. */
export async function restoreStacks(engine: Engine, saved: EngineState): Promise<void> {
  engine.state.stacks = saved.stacks;
  engine.state.changeSets = saved.changeSets;
  for (const stack of saved.stacks) {
    if (isInProgress(stack.status) && stack.status !== 'REVIEW_IN_PROGRESS') {
      setStackStatus(engine, stack, afterCutOff(stack.status), CUT_OFF);
    } else if (stack.status.endsWith('_COMPLETE') && Object.keys(stack.resources).length > 0) {
      await refresh(engine, stack);
    }
  }
}

async function refresh(engine: Engine, stack: Stack): Promise<void> {
  let differs = false;
  for (const record of Object.values(stack.resources)) {
    const type = typeOf(engine, record.type);
    if (!type.refresh || record.physicalId === null) continue;
    const context = contextOf(engine, stack, record.logicalId, () => undefined);
    record.attributes = { ...record.attributes, ...(await type.refresh(existingOf(record), context)) };
    differs = true;
  }
  if (differs)
    stack.outputs = outputsOf(engine, stack, prepareAgain(engine, stack, stack.settings), resourcesOf(stack));
}

/** A state from which the stack can be updated or deleted again. */
function afterCutOff(status: StackStatus): StackStatus {
  if (status.startsWith('DELETE')) return 'DELETE_FAILED';
  return status.startsWith('CREATE') || status === 'ROLLBACK_IN_PROGRESS' ? 'ROLLBACK_FAILED' : 'UPDATE_FAILED';
}
