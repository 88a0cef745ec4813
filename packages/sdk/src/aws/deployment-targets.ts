import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import type { LifecycleStatus } from '../domain/events.js';
import type { InstanceProgress } from '../domain/operations.js';

const RUNNING = new Set(['Created', 'Queued', 'InProgress', 'Baking', 'Ready']);
const LIFECYCLE = new Set<string>(['Pending', 'InProgress', 'Succeeded', 'Failed', 'Skipped', 'Unknown']);

/** Whether a deployment with this status may still change hosts (contract C1). */
export function isRunning(status: string | undefined): boolean {
  return RUNNING.has(status ?? '');
}

/** One target of a deployment to instances (contract C10). */
export function fromTarget(target: DeploymentTarget): InstanceProgress {
  const instance = target.instanceTarget;
  return {
    instance: instance?.targetId ?? '',
    status: lifecycleStatus(instance?.status),
    events: (instance?.lifecycleEvents ?? []).map((event) => ({
      name: event.lifecycleEventName ?? '',
      status: lifecycleStatus(event.status),
      ...(event.startTime && { startedAt: event.startTime.getTime() }),
      ...(event.endTime && { endedAt: event.endTime.getTime() }),
      script: event.diagnostics?.scriptName || null,
      message: event.diagnostics?.message || null,
      logTail: event.diagnostics?.logTail || null,
    })),
  };
}

function lifecycleStatus(status: string | undefined): LifecycleStatus {
  if (status === 'Ready') return 'InProgress';
  return LIFECYCLE.has(status ?? '') ? (status as LifecycleStatus) : 'Unknown';
}
