import type { World } from '../rig/observe.js';
import { COLORS } from '../rig/observe.js';

export interface Expected {
  /** The environment before the operation began. */
  readonly before: World;
  /** The environment after the same operation when nobody disturbed it. */
  readonly after: World;
}

/** What is wrong with the environment after an operation was killed and settled by another process. Pure. */
export function judgeEnd(world: World, { before, after }: Expected): string[] {
  const problems: string[] = [];
  if (world.live.length !== 1) problems.push(`${world.live.length} colours are live: ${world.live.join(', ')}`);
  if (world.actions !== before.actions && world.actions !== after.actions) {
    problems.push(
      `the listener reads neither as before nor as after:\n  now    ${world.actions}\n  before ${before.actions}\n  after  ${after.actions}`,
    );
  }
  if (world.lease?.state === 'held') problems.push(`the lease is still held by ${world.lease.operation}`);
  if (world.lease?.left === 'unfinished') problems.push(`the lease says that ${world.lease.operation} is unfinished`);
  for (const { id, verb, end, endedAt } of world.journal) {
    if (endedAt === null || end === null) problems.push(`the journal entry ${id} (${verb}) has no end`);
  }
  for (const color of COLORS) {
    const now = JSON.stringify(world.groups[color]);
    const allowed = [before, after].map(({ groups }) => JSON.stringify(groups[color]));
    if (!allowed.includes(now)) {
      problems.push(`the capacity of ${color} is ${now}, and was to be ${[...new Set(allowed)].join(' or ')}`);
    }
  }
  return problems;
}
