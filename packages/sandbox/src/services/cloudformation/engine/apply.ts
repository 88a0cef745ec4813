import { evaluate } from '../template/evaluate.js';
import { validationError } from '../template/errors.js';
import { isRecord, sameJson, type JsonRecord } from '../template/json.js';
import { withStackTags } from '../resources/tags.js';
import { createResource, newRecord, removeResource, typeOf, updateResource } from './act-on-resource.js';
import type { Engine } from './engine.js';
import { setResourceStatus } from './events.js';
import { judgeChange } from './judge-change.js';
import type { KnownResources } from './plan.js';
import type { Prepared } from './prepare.js';
import { runGraph } from './run-graph.js';
import { resourcesOf, scopeOf } from './scope.js';
import type { ResourceRecord, Stack } from './stack.js';

/** What applying a template has done so far. */
export interface Applied {
  /** Take back what was done, newest last. */
  readonly undo: (() => Promise<void>)[];
  /** Resources in whose place others stand now. */
  readonly superseded: ResourceRecord[];
  /** Logical ids of what failed. */
  readonly failed: readonly string[];
  readonly imports: ReadonlySet<string>;
}

const REPLACING = 'Requested update requires the creation of a new physical resource; hence creating one.';

/** Makes, changes and replaces resources until they are what the template says; removes none. */
export async function applyTemplate(engine: Engine, stack: Stack, prepared: Prepared): Promise<Applied> {
  const undo: (() => Promise<void>)[] = [];
  const superseded: ResourceRecord[] = [];
  const imports = new Set<string>();
  const begun = new Set<string>();
  const needs = (logicalId: string) => prepared.dependencies.get(logicalId) ?? [];
  const { failed } = await runGraph(prepared.active, needs, async (logicalId) => {
    begun.add(logicalId);
    const wanted = wantedRecord(engine, stack, prepared, logicalId, resourcesOf(stack), imports);
    const existing = stack.resources[logicalId];
    if (!existing) return add(wanted);
    const type = typeOf(engine, wanted.type);
    const { action, changed } = judgeChange(existing, wanted, { ...type });
    const { deletionPolicy, updateReplacePolicy, dependsOn } = wanted;
    Object.assign(existing, { deletionPolicy, updateReplacePolicy, dependsOn });
    if (action === 'none') return;
    if (action === 'update') return change(existing, wanted, changed);
    refuseNamed(type.namedBy, existing, wanted);
    superseded.push(existing);
    undo.push(() => Promise.resolve(void (stack.resources[logicalId] = existing)));
    await add(wanted, { verb: 'UPDATE', reason: REPLACING });
  });
  for (const [logicalId, error] of failed) tellFailure(logicalId, error);
  return { undo, superseded, failed: [...failed.keys()], imports };

  async function add(record: ResourceRecord, how?: Parameters<typeof createResource>[3]): Promise<void> {
    stack.resources[record.logicalId] = record;
    undo.push(async () => {
      await removeResource(engine, stack, record, { keep: record.deletionPolicy === 'Retain' });
      if (stack.resources[record.logicalId] === record) delete stack.resources[record.logicalId];
    });
    await createResource(engine, stack, record, how);
  }

  async function change(existing: ResourceRecord, wanted: ResourceRecord, changed: readonly string[]): Promise<void> {
    const before = existing.properties;
    const policy = policyOf(engine, stack, prepared, existing.logicalId);
    undo.push(() => updateResource(engine, stack, existing, { properties: before, changed, policy }));
    await updateResource(engine, stack, existing, { properties: wanted.properties, changed, policy });
  }

  /** A failure before the resource's own calls has no event yet. */
  function tellFailure(logicalId: string, error: unknown): void {
    const record = stack.resources[logicalId] ?? wantedOutline(prepared, logicalId);
    if (engine.signal.aborted || record.status.endsWith('_FAILED') || !begun.has(logicalId)) return;
    const verb = stack.resources[logicalId] ? 'UPDATE_FAILED' : 'CREATE_FAILED';
    setResourceStatus(engine, stack, record, verb, error instanceof Error ? error.message : String(error));
  }
}

/** Pure but for the look-ups: the resource as the template wants it, stack tags included. */
export function wantedProperties(
  engine: Engine,
  stack: { readonly id: string; readonly name: string },
  prepared: Prepared,
  logicalId: string,
  known: KnownResources,
  imports?: Set<string>,
): JsonRecord {
  const declared = prepared.template.resources[logicalId];
  if (!declared) return {};
  const properties = evaluate(declared.properties, scopeOf(engine, stack, prepared, known, imports));
  return withStackTags(isRecord(properties) ? properties : {}, typeOf(engine, declared.type), prepared.settings.tags);
}

function wantedRecord(
  engine: Engine,
  stack: Stack,
  prepared: Prepared,
  logicalId: string,
  known: KnownResources,
  imports: Set<string>,
): ResourceRecord {
  const properties = wantedProperties(engine, stack, prepared, logicalId, known, imports);
  return { ...wantedOutline(prepared, logicalId), properties };
}

function wantedOutline(prepared: Prepared, logicalId: string): ResourceRecord {
  const declared = prepared.template.resources[logicalId];
  if (!declared) throw new Error(`The template has no resource ${logicalId}.`);
  const { type, deletionPolicy, updateReplacePolicy } = declared;
  const dependsOn = [...(prepared.dependencies.get(logicalId) ?? [])].filter((one) => prepared.active.includes(one));
  return newRecord(logicalId, { type, deletionPolicy, updateReplacePolicy, dependsOn, properties: {} });
}

function policyOf(engine: Engine, stack: Stack, prepared: Prepared, logicalId: string): JsonRecord {
  const declared = prepared.template.resources[logicalId]?.updatePolicy ?? {};
  const policy = evaluate(declared, scopeOf(engine, stack, prepared, resourcesOf(stack)));
  return isRecord(policy) ? policy : {};
}

/** The new one could not be made beside the old one under the same name. */
function refuseNamed(namedBy: string | undefined, existing: ResourceRecord, wanted: ResourceRecord): void {
  if (namedBy === undefined || wanted.properties[namedBy] === undefined) return;
  if (existing.type !== wanted.type || !sameJson(existing.properties[namedBy], wanted.properties[namedBy])) return;
  throw validationError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${existing.physicalId} and update the stack again.`,
  );
}
