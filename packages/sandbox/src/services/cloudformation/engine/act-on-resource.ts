import type { Existing, ResourceContext, ResourceType } from '../resources/resource-type.js';
import type { JsonRecord } from '../template/json.js';
import type { Engine } from './engine.js';
import { setResourceStatus } from './events.js';
import { failureReason, PropertiesError } from './failure-reason.js';
import type { ResourceRecord, Stack } from './stack.js';

/** Makes a resource that is not there yet. @throws what the calls threw, once the event tells of it */
export async function createResource(
  engine: Engine,
  stack: Stack,
  record: ResourceRecord,
  { verb = 'CREATE', reason = null }: { verb?: 'CREATE' | 'UPDATE'; reason?: string | null } = {},
): Promise<void> {
  const type = typeOf(engine, record.type);
  setResourceStatus(engine, stack, record, `${verb}_IN_PROGRESS`, reason);
  const initiated = (physicalId: string): void => {
    if (record.physicalId === physicalId) return;
    record.physicalId = physicalId;
    setResourceStatus(engine, stack, record, `${verb}_IN_PROGRESS`, 'Resource creation Initiated');
  };
  await telling(engine, stack, record, `${verb}_FAILED`, async () => {
    checkProperties(type, record);
    const made = await type.create(record.properties, contextOf(engine, stack, record.logicalId, initiated));
    initiated(made.physicalId);
    record.ref = made.ref ?? null;
    record.attributes = made.attributes;
    await engine.clock.sleep(engine.resourceMs, engine.signal);
  });
  setResourceStatus(engine, stack, record, `${verb}_COMPLETE`);
}

/** Changes a resource where it stands. */
export async function updateResource(
  engine: Engine,
  stack: Stack,
  record: ResourceRecord,
  wanted: { readonly properties: JsonRecord; readonly changed: readonly string[]; readonly policy: JsonRecord },
): Promise<void> {
  const type = typeOf(engine, record.type);
  const existing = existingOf(record);
  setResourceStatus(engine, stack, record, 'UPDATE_IN_PROGRESS');
  await telling(engine, stack, record, 'UPDATE_FAILED', async () => {
    checkProperties(type, { ...record, properties: wanted.properties });
    if (!type.update)
      throw new Error(`The Bluegreen sandbox cannot update ${type.type} (${wanted.changed.join(', ')}).`);
    const context = contextOf(engine, stack, record.logicalId, () => undefined);
    const change = { ...existing, wanted: wanted.properties, changed: wanted.changed, policy: wanted.policy };
    record.attributes = { ...record.attributes, ...(await type.update(change, context)) };
    record.properties = wanted.properties;
    await engine.clock.sleep(engine.resourceMs, engine.signal);
  });
  setResourceStatus(engine, stack, record, 'UPDATE_COMPLETE');
}

/** Removes a resource, unless its policy keeps it. */
export async function removeResource(
  engine: Engine,
  stack: Stack,
  record: ResourceRecord,
  { keep }: { readonly keep: boolean },
): Promise<void> {
  if (keep) {
    setResourceStatus(engine, stack, record, 'DELETE_SKIPPED');
    return;
  }
  const type = typeOf(engine, record.type);
  setResourceStatus(engine, stack, record, 'DELETE_IN_PROGRESS');
  await telling(engine, stack, record, 'DELETE_FAILED', async () => {
    if (record.physicalId === null) return;
    await type.remove(
      existingOf(record),
      contextOf(engine, stack, record.logicalId, () => undefined),
    );
    await engine.clock.sleep(engine.resourceMs, engine.signal);
  });
  setResourceStatus(engine, stack, record, 'DELETE_COMPLETE');
}

export function typeOf(engine: Engine, type: string): ResourceType {
  const found = engine.catalogue.get(type);
  if (!found) throw new Error(`The Bluegreen sandbox does not know the resource type ${type}.`);
  return found;
}

export function existingOf({ physicalId, properties, attributes }: ResourceRecord): Existing {
  return { physicalId: physicalId ?? '', properties, attributes };
}

export function contextOf(
  engine: Engine,
  stack: Stack,
  logicalId: string,
  made: (physicalId: string) => void,
): ResourceContext {
  const { account, region, clock, signal, ask, askS3 } = engine;
  return {
    ...{ logicalId, account, region, clock, signal, ask, askS3, made },
    stackName: stack.name,
    stackId: stack.id,
  };
}

/** A failure because the sandbox ends is nobody's: it leaves the record as it is. */
async function telling(
  engine: Engine,
  stack: Stack,
  record: ResourceRecord,
  status: ResourceRecord['status'],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!engine.signal.aborted) setResourceStatus(engine, stack, record, status, failureReason(error, record.type));
    throw error;
  }
}

function checkProperties(type: ResourceType, { logicalId, properties }: ResourceRecord): void {
  const { required, properties: known } = type;
  const missing = required.filter((name) => properties[name] === undefined || properties[name] === null);
  const extra = known ? Object.keys(properties).filter((name) => !known.includes(name)) : [];
  const problems = [
    ...missing.map((name) => `#: required key [${name}] not found`),
    ...extra.map((name) => `#: extraneous key [${name}] is not permitted`),
  ];
  if (problems.length > 0) throw new PropertiesError(logicalId, problems);
}

export function newRecord(
  logicalId: string,
  of: Pick<ResourceRecord, 'type' | 'properties' | 'deletionPolicy' | 'updateReplacePolicy' | 'dependsOn'>,
): ResourceRecord {
  return {
    ...of,
    logicalId,
    ...{ physicalId: null, ref: null, status: 'CREATE_IN_PROGRESS', statusReason: null, updatedAt: 0, attributes: {} },
  };
}
