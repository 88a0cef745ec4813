import {
  CreateAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
  type AutoScalingServiceException,
  type CreateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { FleetWorld } from './fleet-world.js';

export const NAME = 'bluegreen-deployment-production-blue-asg';
export const TARGET_GROUP = 'arn:tg';
export const byName = { AutoScalingGroupName: NAME };

/** The one group that a test is about: two instances of at most four, behind one target group. */
export async function create(
  world: FleetWorld,
  settings: Partial<CreateAutoScalingGroupCommandInput> = {},
): Promise<void> {
  await world.client.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: NAME,
      LaunchTemplate: { LaunchTemplateName: 'web', Version: '1' },
      MinSize: 0,
      MaxSize: 4,
      DesiredCapacity: 2,
      TargetGroupARNs: [TARGET_GROUP],
      ...settings,
    }),
  );
}

/** `<id> <lifecycle state>` of each of its instances. */
export async function statesIn(world: FleetWorld): Promise<string[]> {
  const { Instances = [] } = (await world.group(NAME)) ?? {};
  return Instances.map(({ InstanceId, LifecycleState }) => `${InstanceId} ${LifecycleState}`);
}

export const update = (world: FleetWorld, settings: object) =>
  world.client.send(new UpdateAutoScalingGroupCommand({ ...byName, ...settings }));

/** The error that a call is to end with. */
export const refused = (promise: Promise<unknown>): Promise<AutoScalingServiceException> =>
  promise.then(
    () => Promise.reject(new Error('The call was accepted.')),
    (error: AutoScalingServiceException) => error,
  );
