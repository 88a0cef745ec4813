import { evaluate } from '../template/evaluate.js';
import { templateError, validationError } from '../template/errors.js';
import { textOf } from '../template/json.js';
import { exportsOf, type Engine } from './engine.js';
import type { Prepared } from './prepare.js';
import type { KnownResources } from './plan.js';
import { scopeOf, type StackIdentity } from './scope.js';
import type { StackOutput } from './stack.js';

/** The template's outputs as the resources stand. @throws AwsError ValidationError, also for an export that another stack has */
export function outputsOf(
  engine: Engine,
  stack: StackIdentity,
  prepared: Prepared,
  known: KnownResources,
  imports: Set<string> = new Set(),
): StackOutput[] {
  const scope = scopeOf(engine, stack, prepared, known, imports);
  const active = Object.entries(prepared.template.outputs).filter(
    ([, { condition }]) => condition === undefined || prepared.conditions[condition] === true,
  );
  return active.map(([key, output]) => {
    const value = evaluate(output.value, scope);
    const text = Array.isArray(value) ? undefined : textOf(value);
    if (text === undefined)
      throw templateError(`The Value field of every Outputs member must evaluate to a String (${key}).`);
    const exportName = output.exportName === undefined ? undefined : textOf(evaluate(output.exportName, scope));
    refuseTakenExport(engine, stack, exportName);
    return { key, value: text, description: output.description, exportName };
  });
}

function refuseTakenExport(engine: Engine, stack: StackIdentity, name: string | undefined): void {
  const other = exportsOf(engine).find((one) => one.name === name && one.stackId !== stack.id);
  if (other) throw validationError(`Export with name ${other.name} is already exported by stack ${other.stackName}`);
}

/** Exports that would go or change while another stack uses them. @throws AwsError ValidationError */
export function refuseUsedExports(engine: Engine, before: readonly StackOutput[], after: readonly StackOutput[]): void {
  for (const { exportName, value } of before) {
    if (exportName === undefined) continue;
    const kept = after.find((one) => one.exportName === exportName);
    const user = engine.state.stacks.find(
      (one) => one.status !== 'DELETE_COMPLETE' && one.imports.includes(exportName),
    );
    if (!user || kept?.value === value) continue;
    throw validationError(
      `Export ${exportName} cannot be ${kept ? 'updated' : 'deleted'} as it is in use by ${user.name}`,
    );
  }
}
