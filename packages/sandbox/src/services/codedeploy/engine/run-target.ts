import { eventsOfLastInstalled, type LifecycleEventName } from '@bluegreen/appspec';
import type { Deployment, LifecycleEvent, Target } from '../state.js';
import type { World } from '../world.js';
import { eventsOf } from './lifecycle-events.js';
import { runEvent } from './run-event.js';

export function newTarget(id: string, trafficControl: boolean, now: number): Target {
  const event = (name: LifecycleEventName): LifecycleEvent => ({
    name,
    status: 'Pending',
    startTime: null,
    endTime: null,
    diagnostics: null,
  });
  return { id, status: 'Pending', lastUpdatedAt: now, events: eventsOf(trafficControl).map(event) };
}

/** Carries one instance through its events. After a failure, or once the deployment is stopped, the rest is skipped. */
export async function runTarget(world: World, deployment: Deployment, target: Target): Promise<void> {
  settle(world, target, 'InProgress');
  for (const event of target.events) {
    if (deployment.stop) return skipRest(world, target, 'Failed');
    event.status = 'InProgress';
    event.startTime = world.clock.now();
    touch(world, target);
    const { status, ...diagnostics } = await runEvent(world, deployment, target.id, event.name);
    world.signal.throwIfAborted();
    event.status = status;
    event.endTime = world.clock.now();
    event.diagnostics = diagnostics;
    // Hooks of the last installed revision may fail when the caller said so (contract C3).
    const tolerated = deployment.ignoreApplicationStopFailures && eventsOfLastInstalled.includes(event.name);
    if (status === 'Failed' && !tolerated) return skipRest(world, target, 'Failed');
    touch(world, target);
  }
  settle(world, target, 'Succeeded');
}

/** Closes a target: events that did not start are Skipped, with an end and no beginning (contract C2). */
export function skipRest(world: World, target: Target, status: 'Failed' | 'Skipped'): void {
  for (const event of target.events) {
    if (event.status !== 'Pending') continue;
    event.status = 'Skipped';
    event.endTime = world.clock.now();
  }
  settle(world, target, status);
}

function settle(world: World, target: Target, status: Target['status']): void {
  target.status = status;
  touch(world, target);
}

function touch(world: World, target: Target): void {
  target.lastUpdatedAt = world.clock.now();
  world.changed();
}
