import { COLORS, type Color } from '../domain/color.js';
import type { ColorSnapshot, EnvironmentConfig, Snapshot } from '../domain/environment.js';
import type { Change, HeldGroup } from '../domain/journal.js';

export type HoldChange = Extract<Change, { kind: 'hold-capacity' | 'restore-capacity' }>;

/** What would take a serving instance away, or shuffle instances. Launching, alarms and health checks go on. */
const KEEPS_SERVING = ['AZRebalance', 'InstanceRefresh', 'Terminate'] as const;

/**
 * Everything by which a group changes its members or condemns one. `AddToLoadBalancer` is left alone: an instance that
 * comes up while it is suspended is never registered later. `HealthCheck` is held so that a process that restarts for a
 * deployment is not found unhealthy now and replaced afterwards.
 */
const FROZEN = [
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'Launch',
  'ReplaceUnhealthy',
  'ScheduledActions',
  'Terminate',
] as const;

/**
 * Which scaling processes an operation on `to` suspends: the colour that serves may still grow under load but loses no
 * instance; a destination that serves nobody is frozen whole, so that what was checked is what gets the traffic. Pure.
 * Null when there is nothing to hold: no such groups, everything suspended already, or switched off in the settings.
 */
export function holdIntent(
  snapshot: Snapshot,
  to: Color,
  config: Pick<EnvironmentConfig, 'colors' | 'holdCapacity'>,
): HoldChange | null {
  if (config.holdCapacity === false) return null;
  const groups = COLORS.flatMap((color): HeldGroup[] => {
    const { capacity } = snapshot.colors[color];
    if (!capacity) return [];
    const suspendedBefore = capacity.suspended;
    const held = wantedHeld(snapshot.colors[color], color === to).filter((one) => !suspendedBefore.includes(one));
    return held.length > 0 ? [{ autoScalingGroup: config.colors[color].autoScalingGroup, suspendedBefore, held }] : [];
  });
  return groups.length > 0 ? { kind: 'hold-capacity', groups } : null;
}

function wantedHeld({ weight, capacity }: ColorSnapshot, isDestination: boolean): readonly string[] {
  if (!isDestination || weight > 0) return KEEPS_SERVING;
  // A group that is still filling up has to go on: the operation waits for those very instances.
  const filling = capacity !== null && capacity.inService < capacity.desired;
  return filling ? FROZEN.filter((process) => process !== 'Launch') : FROZEN;
}
