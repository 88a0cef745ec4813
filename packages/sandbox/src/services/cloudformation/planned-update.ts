import { wantedProperties } from './engine/apply.js';
import type { Engine } from './engine/engine.js';
import { outputsOf, refuseUsedExports } from './engine/outputs.js';
import { planChanges, type PlannedChange } from './engine/plan.js';
import type { Prepared } from './engine/prepare.js';
import { resourcesOf } from './engine/scope.js';
import { typeOf } from './engine/act-on-resource.js';
import type { Stack } from './engine/stack.js';
import { sameJson, type Json } from './template/json.js';

/** What an update would change. @throws AwsError ValidationError when it would take away an export in use */
export function plannedUpdate(engine: Engine, stack: Stack, prepared: Prepared): readonly PlannedChange[] {
  return planChanges({
    before: stack.resources,
    after: prepared.active.map((logicalId) => ({
      logicalId,
      type: prepared.template.resources[logicalId]?.type ?? '',
    })),
    behaviourOf: (type) => typeOf(engine, type),
    propertiesOf: (logicalId, known) => wantedProperties(engine, stack, prepared, logicalId, known),
  });
}

/** Whether nothing at all would be different: no resource, no output, no tag of the stack. */
export function changesNothing(
  engine: Engine,
  stack: Stack,
  prepared: Prepared,
  changes: readonly PlannedChange[],
): boolean {
  if (changes.length > 0) return false;
  const outputs = outputsOf(engine, stack, prepared, resourcesOf(stack));
  refuseUsedExports(engine, stack.outputs, outputs);
  const { tags, notificationArns } = prepared.settings;
  const same = (a: unknown, b: unknown) =>
    sameJson(JSON.parse(JSON.stringify(a)) as Json, JSON.parse(JSON.stringify(b)) as Json);
  return (
    same(outputs, stack.outputs) &&
    same(tags, stack.settings.tags) &&
    same(notificationArns, stack.settings.notificationArns)
  );
}
