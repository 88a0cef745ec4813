import { randomUUID } from 'node:crypto';
import type { Engine } from './engine.js';
import { STACK_TYPE, type ResourceRecord, type ResourceStatus, type Stack, type StackStatus } from './stack.js';

/** Gives the stack a status and says so in its events. */
export function setStackStatus(
  engine: Engine,
  stack: Stack,
  status: StackStatus,
  reason: string | null = null,
  token: string | null = null,
): void {
  stack.status = status;
  stack.statusReason = reason;
  stack.events.push({
    eventId: randomUUID(),
    at: engine.clock.now(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status,
    reason,
    properties: null,
    token,
  });
  engine.changed();
}

/** Gives a resource a status and says so in its stack's events. */
export function setResourceStatus(
  engine: Engine,
  stack: Stack,
  record: ResourceRecord,
  status: ResourceStatus,
  reason: string | null = null,
): void {
  const at = engine.clock.now();
  record.status = status;
  record.statusReason = reason;
  record.updatedAt = at;
  stack.events.push({
    eventId: `${record.logicalId}-${status}-${new Date(at).toISOString()}`,
    at,
    logicalId: record.logicalId,
    physicalId: record.physicalId ?? '',
    type: record.type,
    status,
    reason,
    properties: status.startsWith('DELETE') ? null : record.properties,
    token: null,
  });
  engine.changed();
}
