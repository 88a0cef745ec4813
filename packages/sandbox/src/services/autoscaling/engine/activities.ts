import { randomUUID } from 'node:crypto';
import type { Activity, Group } from '../state.js';
import type { World } from '../world.js';

/** Activities beyond this many are forgotten, oldest first. */
const KEPT = 1_000;

export function beginActivity(world: World, group: Group, description: string, cause: string): Activity {
  const activity: Activity = {
    id: randomUUID(),
    groupName: group.name,
    groupArn: group.arn,
    description,
    cause: `At ${new Date(world.clock.now()).toISOString()} ${cause}`,
    startTime: world.clock.now(),
    endTime: null,
    status: 'InProgress',
    message: null,
    progress: 0,
  };
  world.state.activities.push(activity);
  world.state.activities.splice(0, world.state.activities.length - KEPT);
  return activity;
}

export function endActivity(
  world: World,
  activity: Activity,
  status: Activity['status'],
  message: string | null = null,
): void {
  activity.status = status;
  activity.message = message;
  activity.endTime = world.clock.now();
  activity.progress = 100;
}
