import { AwsError, type WireInput } from '../service.js';
import type { Ec2Instance } from './hosts-port.js';
import { texts } from './read-input.js';
import type { World } from './world.js';

/** The named instances; all when none is named. @throws InvalidInstanceID.Malformed, InvalidInstanceID.NotFound */
export function namedInstances(world: World, input: WireInput): readonly Ec2Instance[] {
  const ids = texts(input, 'InstanceId');
  if (!ids) return world.hosts.list();
  for (const id of ids) {
    if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id))
      throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);
  }
  const missing = ids.filter((id) => !world.hosts.describe(id));
  if (missing.length > 0) {
    const text =
      missing.length === 1
        ? `The instance ID '${missing[0]}' does not exist`
        : `The instance IDs '${missing.join(', ')}' do not exist`;
    throw new AwsError('InvalidInstanceID.NotFound', text);
  }
  return ids.flatMap((id) => world.hosts.describe(id) ?? []);
}

/** The same for calls that act. @throws MissingParameter */
export function requiredInstances(world: World, input: WireInput): readonly Ec2Instance[] {
  if (!texts(input, 'InstanceId'))
    throw new AwsError('MissingParameter', 'The request must contain the parameter InstanceId');
  return namedInstances(world, input);
}
