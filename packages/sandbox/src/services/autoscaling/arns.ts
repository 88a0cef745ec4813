import type { CallContext, WireInput } from '../service.js';
import type { World } from './world.js';

/** What IAM judges a write on (contract E): the group's ARN, or any id under its name while there is none. */
export const onGroup =
  (world: World) =>
  (input: WireInput, { region, account }: CallContext): readonly string[] => {
    const name = typeof input['AutoScalingGroupName'] === 'string' ? input['AutoScalingGroupName'] : '*';
    return [world.state.groups[name]?.arn ?? arnOf(region, account, name)];
  };

export const onGroupOfInstance =
  (world: World) =>
  (input: WireInput, { region, account }: CallContext): readonly string[] => {
    const groups = Object.values(world.state.groups);
    const group = groups.find(({ members }) => members.some(({ id }) => id === input['InstanceId']));
    return [group?.arn ?? arnOf(region, account, '*')];
  };

function arnOf(region: string, account: string, name: string): string {
  return `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${name}`;
}
