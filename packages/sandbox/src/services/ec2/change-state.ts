import type { Ec2Instance } from './hosts-port.js';
import { showState } from './show.js';
import type { World } from './world.js';

/** Sets instances going towards a state and answers with what they are in now, without waiting for the end. */
export function changeState(
  world: World,
  instances: readonly Ec2Instance[],
  act: (id: string) => Promise<void>,
): object {
  const instancesSet = instances.map(({ id, state: before }) => {
    // What goes wrong on the way shows in the instance's state.
    act(id).catch(() => undefined);
    const now = world.hosts.describe(id)?.state ?? before;
    return { instanceId: id, currentState: showState(now), previousState: showState(before) };
  });
  return { instancesSet };
}
