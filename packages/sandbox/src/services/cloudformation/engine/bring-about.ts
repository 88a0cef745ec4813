import { applyTemplate, type Applied } from './apply.js';
import type { Engine } from './engine.js';
import { outputsOf, refuseUsedExports } from './outputs.js';
import type { Prepared } from './prepare.js';
import { resourcesOf } from './scope.js';
import type { Stack } from './stack.js';

/** Applies a template and works out its outputs; `problem` says, in the words of a stack's event, why that did not succeed. */
export async function bringAbout(
  engine: Engine,
  stack: Stack,
  prepared: Prepared,
  verb: 'create' | 'update',
): Promise<{ readonly applied: Applied; readonly problem: string | null }> {
  const applied = await applyTemplate(engine, stack, prepared);
  engine.signal.throwIfAborted();
  if (applied.failed.length > 0) {
    return { applied, problem: `The following resource(s) failed to ${verb}: [${applied.failed.join(', ')}]. ` };
  }
  try {
    const imports = new Set(applied.imports);
    const outputs = outputsOf(engine, stack, prepared, resourcesOf(stack), imports);
    refuseUsedExports(engine, stack.outputs, outputs);
    Object.assign(stack, { outputs, imports: [...imports], settings: prepared.settings });
  } catch (error) {
    return { applied, problem: error instanceof Error ? error.message : String(error) };
  }
  return { applied, problem: null };
}

/** Takes back what was done, newest first. @returns the problems met on the way */
export async function takeBack(engine: Engine, { undo }: Applied): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const step of [...undo].reverse()) {
    try {
      await step();
    } catch (error) {
      engine.signal.throwIfAborted();
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return problems;
}
