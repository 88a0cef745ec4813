import type { Group } from '../state.js';
import type { World } from '../world.js';

/** Target groups of the Auto Scaling group in which the instance is registered, with its state there. */
export function targetGroupsWith(world: World, group: Group, instanceId: string): { arn: string; state: string }[] {
  return group.targetGroupArns.flatMap((arn) => {
    const target = world.registration.health(arn).find(({ id }) => id === instanceId);
    return target ? [{ arn, state: target.state }] : [];
  });
}

/** Takes the instance out and waits until its connections may be cut. */
export async function drain(world: World, arns: readonly string[], instanceId: string): Promise<void> {
  for (const arn of arns) world.registration.deregister(arn, [instanceId]);
  await world.clock.sleep(
    Math.max(0, ...arns.map((arn) => world.registration.deregistrationDelayMs(arn))),
    world.signal,
  );
}
